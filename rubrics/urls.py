"""Routes of the rubrics pages."""

from django.urls import path

from .views import pages

app_name = "rubrics"
urlpatterns = [
    path("rubrics/", pages.list_, name="list"),
    path("rubrics/import", pages.import_, name="import"),
    path("rubrics/<int:version_id>/", pages.version, name="version"),
    path("rubrics/<int:version_id>/text", pages.text, name="text"),
    path("rubrics/<int:version_id>/compare", pages.compare, name="compare"),
    path("rubrics/<int:version_id>/publish", pages.publish, name="publish"),
    path("rubrics/<int:version_id>/retire", pages.retire, name="retire"),
]
