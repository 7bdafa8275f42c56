"""Routes of the files that prove a filing."""

from django.urls import path

from .views.evidence import acts, listing, pieces
from .views.evidence.download import file_content

FILES = "filings/<int:filing_id>/evidence"

urlpatterns = [
    path(FILES, listing.EvidenceView.as_view(), name="evidence"),
    path(f"{FILES}/link", acts.link, name="evidence_link"),
    path(f"{FILES}/uploads", pieces.start, name="evidence_upload"),
    path(f"{FILES}/uploads/<str:upload_key>", pieces.PieceView.as_view(), name="evidence_piece"),
    path(f"{FILES}/uploads/<str:upload_key>/finish", pieces.finish, name="evidence_finish"),
    path(f"{FILES}/<str:file_key>/file", file_content, name="evidence_file"),
    path(f"{FILES}/<str:file_key>/unlink", acts.unlink, name="evidence_unlink"),
    path(f"{FILES}/<str:file_key>/remove", acts.RemoveView.as_view(), name="evidence_remove"),
]
