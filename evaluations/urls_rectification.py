"""Routes of 问题整改台账."""

from django.urls import path

from .views.rectification import acts, item, listing

urlpatterns = [
    path("rectifications/", listing.rectifications, name="rectifications"),
    path("rectifications/list.xlsx", listing.rectifications_file, name="rectifications_file"),
    path("rectifications/<int:item_id>/", item.rectification, name="rectification"),
    path("rectifications/<int:item_id>/report", acts.rectification_report, name="rectification_report"),
    path("rectifications/<int:item_id>/settle", acts.rectification_settle, name="rectification_settle"),
    path(
        "rectifications/<int:item_id>/files/<str:item_file>",
        item.rectification_file,
        name="rectification_file",
    ),
    path("year/<int:cycle_id>/rectifications", acts.rectifications_issue, name="rectifications_issue"),
]
