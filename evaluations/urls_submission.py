"""Routes of 核对与提交: the page of the checks, sending, the receipt, taking back, 办理记录."""

from django.urls import path

from evaluations.views.submission.check import CheckView
from evaluations.views.submission.check_file import CheckFileView
from evaluations.views.submission.paper import PaperView, ScanView, scan_file, sheet_file, sheet_progress
from evaluations.views.submission.receipt import ReceiptView
from evaluations.views.submission.signing import HandBackView, SignView
from evaluations.views.submission.submitting import SubmitView
from evaluations.views.submission.taking_back import TakeBackView
from evaluations.views.submission.timeline import TimelineView

FILING = "filings/<int:filing_id>"

urlpatterns = [
    path(f"{FILING}/check", CheckView.as_view(), name="check"),
    path(f"{FILING}/check/file", CheckFileView.as_view(), name="check_file"),
    path(f"{FILING}/paper", PaperView.as_view(), name="paper"),
    path(f"{FILING}/paper/<int:sheet_id>/scan", ScanView.as_view(), name="paper_scan"),
    path(f"{FILING}/paper/<int:sheet_id>/progress", sheet_progress, name="paper_progress"),
    path(f"{FILING}/paper/<int:sheet_id>/file", sheet_file, name="paper_sheet"),
    path(f"{FILING}/scans/<str:scan_key>", scan_file, name="paper_scan_file"),
    path(f"{FILING}/submit", SubmitView.as_view(), name="submit"),
    path(f"{FILING}/sign", SignView.as_view(), name="sign"),
    path(f"{FILING}/hand-back", HandBackView.as_view(), name="hand_back"),
    path(f"{FILING}/receipts/<int:snapshot_id>", ReceiptView.as_view(), name="receipt"),
    path(f"{FILING}/take-back", TakeBackView.as_view(), name="take_back"),
    path(f"{FILING}/timeline", TimelineView.as_view(), name="timeline"),
]
