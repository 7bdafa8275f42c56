"""Routes of spreadsheets: templates, exports, upload and preview of tables, of whole filings, of lists."""

from django.urls import path

from evaluations.views.sheets.accounts import (
    AccountsImportView,
    AccountsListView,
    AccountsPreviewView,
    AccountsTemplateView,
)
from evaluations.views.sheets.departments import (
    DepartmentsImportView,
    DepartmentsPreviewView,
    DepartmentsTemplateView,
)
from evaluations.views.sheets.presets import PresetsImportView, PresetsPreviewView, PresetsTemplateView
from evaluations.views.sheets.table_files import TableFileView, TableTemplateView
from evaluations.views.sheets.table_import import TableImportView
from evaluations.views.sheets.table_preview import TablePreviewView
from evaluations.views.workbook.compare import WorkbookCompareView
from evaluations.views.workbook.marked import WorkbookMarkedView
from evaluations.views.workbook.page import WorkbookFileView, WorkbookView

TABLE = "filings/<int:filing_id>/tables/<path:table>"
WORKBOOK = "filings/<int:filing_id>/workbook"
PRESETS = "year/<int:cycle_id>/presets/<int:version_id>/<str:which>"

urlpatterns = [
    path(WORKBOOK, WorkbookView.as_view(), name="workbook"),
    path(f"{WORKBOOK}/file", WorkbookFileView.as_view(), name="workbook_file"),
    path(f"{WORKBOOK}/<str:book>", WorkbookCompareView.as_view(), name="workbook_compare"),
    path(f"{WORKBOOK}/<str:book>/marked", WorkbookMarkedView.as_view(), name="workbook_marked"),
    path(f"{PRESETS}/template", PresetsTemplateView.as_view(), name="presets_template"),
    path(f"{PRESETS}/import", PresetsImportView.as_view(), name="presets_import"),
    path(f"{PRESETS}/import/<str:token>", PresetsPreviewView.as_view(), name="presets_preview"),
    path(f"{TABLE}/template", TableTemplateView.as_view(), name="table_template"),
    path(f"{TABLE}/file", TableFileView.as_view(), name="table_file"),
    path(f"{TABLE}/import", TableImportView.as_view(), name="table_import"),
    path(f"{TABLE}/import/<str:token>", TablePreviewView.as_view(), name="table_preview"),
    path("departments/template", DepartmentsTemplateView.as_view(), name="departments_template"),
    path("departments/import", DepartmentsImportView.as_view(), name="departments_import"),
    path("departments/import/<str:token>", DepartmentsPreviewView.as_view(), name="departments_preview"),
    path("accounts/template", AccountsTemplateView.as_view(), name="accounts_template"),
    path("accounts/import", AccountsImportView.as_view(), name="accounts_import"),
    path("accounts/import/<str:token>", AccountsPreviewView.as_view(), name="accounts_preview"),
    path("accounts/import/<str:token>/passwords", AccountsListView.as_view(), name="accounts_list"),
]
