"""Routes after the approval: 反馈, 定分, 盖章件, 纸质件, 更正."""

from django.urls import path

from .views.closing import acts, amendments
from .views.closing.feedback import feedback
from .views.closing.files import kept_file

FILING = "filings/<int:filing_id>"
AMENDMENTS = f"{FILING}/amendments"

urlpatterns = [
    path(f"{FILING}/feedback", feedback, name="feedback"),
    path(f"{FILING}/objections/<int:objection_id>/answer", acts.answer, name="objection_answer"),
    path(f"{FILING}/reconsider", acts.take_up, name="reconsider"),
    path(f"{FILING}/settle", acts.settled, name="settle"),
    path(f"{FILING}/stamped", acts.stamped, name="stamped"),
    path(f"{FILING}/paper-receipts", acts.received, name="paper_receipt"),
    path(f"{FILING}/kept/<str:kept_key>", kept_file, name="kept_file"),
    path(AMENDMENTS, amendments.amendments, name="amendments"),
    path(f"{AMENDMENTS}/withdraw", amendments.amendment_withdraw, name="amendment_withdraw"),
    path(f"{AMENDMENTS}/agree", amendments.amendment_agree, name="amendment_agree"),
    path(f"{AMENDMENTS}/refuse", amendments.amendment_refuse, name="amendment_refuse"),
    path(f"{AMENDMENTS}/drop", amendments.amendment_drop, name="amendment_drop"),
]
