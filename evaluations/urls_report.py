"""Routes of the printed report."""

from django.urls import path

from .views.report.drafts import DraftView, draft_file, draft_progress
from .views.report.pages import report, report_file, report_preview, report_progress
from .views.report.verify import VerifyView

urlpatterns = [
    path("filings/<int:filing_id>/draft/", DraftView.as_view(), name="draft"),
    path("filings/<int:filing_id>/draft/<int:draft_id>/progress/", draft_progress, name="draft_progress"),
    path("filings/<int:filing_id>/draft/<int:draft_id>/file/", draft_file, name="draft_file"),
    path("filings/<int:filing_id>/report/", report, name="report"),
    path("filings/<int:filing_id>/report/preview/", report_preview, name="report_preview"),
    path("reports/<int:report_id>/progress/", report_progress, name="report_progress"),
    path("reports/<int:report_id>/file/", report_file, name="report_file"),
    path("verify/", VerifyView.as_view(), name="verify"),
]
