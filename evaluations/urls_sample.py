"""Routes of 抽查复核: the draws of a year, and what was given to a second reviewer."""

from django.urls import path

from .views.sample import compare, files, look, looks, paper, sample, samples

LOOK = "second-looks/<int:look_id>"

urlpatterns = [
    path("year/<int:cycle_id>/samples", samples.samples, name="samples"),
    path("samples/<int:sample_id>/", sample.sample, name="sample"),
    path(f"{LOOK}/compare", compare.sample_compare, name="sample_compare"),
    path(f"{LOOK}/sheet", paper.sample_paper, name="sample_paper"),
    path("second-looks/", looks.second_looks, name="second_looks"),
    path(f"{LOOK}/", look.second_look, name="second_look"),
    path(f"{LOOK}/finish", look.second_look_finish, name="second_look_finish"),
    path(f"{LOOK}/report", files.second_look_report, name="second_look_report"),
    path(f"{LOOK}/files/<str:file_key>", files.second_look_file, name="second_look_file"),
    path(f"{LOOK}/paper", paper.second_look_paper, name="second_look_paper"),
]
