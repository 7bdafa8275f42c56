"""Routes of the evaluations pages."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "evaluations"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("evaluations.urls_filing")),
    path("", include("evaluations.urls_submission")),
    path("", include("evaluations.urls_units")),
    path("", include("evaluations.urls_sheets")),
    path("", include("evaluations.urls_evidence")),
    path("", include("evaluations.urls_report")),
    path("", include("evaluations.urls_review")),
    path("", include("evaluations.urls_closing")),
    path("", include("evaluations.urls_sample")),
    path("", include("evaluations.urls_bureau")),
    path("", include("evaluations.urls_messages")),
    path("", include("evaluations.urls_rectification")),
]
