"""Routes of the printed report."""

from django.urls import path

from .views.report.pages import report, report_file, report_preview, report_progress

urlpatterns = [
    path("filings/<int:filing_id>/report/", report, name="report"),
    path("filings/<int:filing_id>/report/preview/", report_preview, name="report_preview"),
    path("reports/<int:report_id>/progress/", report_progress, name="report_progress"),
    path("reports/<int:report_id>/file/", report_file, name="report_file"),
]
