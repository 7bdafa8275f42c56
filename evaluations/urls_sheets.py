"""Routes of spreadsheets: templates, exports, upload and preview of a filing's tables."""

from django.urls import path

from evaluations.views.sheets.table_files import TableFileView, TableTemplateView
from evaluations.views.sheets.table_import import TableImportView
from evaluations.views.sheets.table_preview import TablePreviewView

TABLE = "filings/<int:filing_id>/tables/<path:table>"

urlpatterns = [
    path(f"{TABLE}/template", TableTemplateView.as_view(), name="table_template"),
    path(f"{TABLE}/file", TableFileView.as_view(), name="table_file"),
    path(f"{TABLE}/import", TableImportView.as_view(), name="table_import"),
    path(f"{TABLE}/import/<str:token>", TablePreviewView.as_view(), name="table_preview"),
]
