"""Routes of spreadsheets: templates, exports, upload and preview of tables, departments and accounts."""

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

TABLE = "filings/<int:filing_id>/tables/<path:table>"
PRESETS = "year/<int:cycle_id>/presets/<int:version_id>/<str:which>"

urlpatterns = [
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
