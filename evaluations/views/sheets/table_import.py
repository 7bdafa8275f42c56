"""从 Excel 导入: a file for a table of a filing is read, kept and shown; nothing of the filing changes yet."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from evaluations.access import decide, filing_for
from evaluations.models import Filing
from evaluations.resources.tables import cleaner
from evaluations.resources.understanding import Understood, read_file
from evaluations.selectors.imports import state_of_table
from evaluations.selectors.stages import stage_of
from evaluations.services.imports import keep
from evaluations.views.filing.anchors import stage_url
from evaluations.workflow import Action, Decision
from rubrics.scoring import address as addresses
from rubrics.scoring.characters import quoted
from rubrics.scoring.problems import Problem

from .kept import kept
from .subject import Subject, subject_or_404
from .upload import TableUploadForm


@dataclass(frozen=True, slots=True)
class Uploading:
    """`refusal` says why nothing may be imported now, '' when it may."""

    subject: Subject
    form: TableUploadForm
    refusal: str
    problem: Problem | None
    back: str


class TableImportView(View):
    """GET asks for the file, POST reads it and goes on to the preview."""

    def get(self, request: HttpRequest, filing_id: int, table: str) -> HttpResponse:
        """Show the form."""
        subject = subject_or_404(filing_for(request.user, filing_id, Action.EDIT), table)
        form = form_for(subject, initial={"unit": subject.chosen})
        return _page(request, subject, form, None)

    def post(self, request: HttpRequest, filing_id: int, table: str) -> HttpResponse:
        """Read the file; keep what was read for the preview."""
        subject = subject_or_404(filing_for(request.user, filing_id, Action.EDIT), table)
        form = form_for(subject, request.POST, request.FILES)
        if refusal_of(subject, request) or not form.is_valid():
            return _page(request, subject, form, None)
        clash = _other_unit(subject, form)
        if clash:
            form.add_error("unit", clash)
            return _page(request, subject, form, None)
        unit = subject.unit(form.unit)
        clean = cleaner(subject.document, subject.table, unit)
        found = read_file(form.content(), subject.layout(form.unit), clean)
        if isinstance(found, Problem):
            return _page(request, subject, form, found)
        content = _content(subject, form, found)
        pending = keep(actor=request.user, filing=subject.filing, subject=table, content=content)
        return redirect("evaluations:table_preview", filing_id=filing_id, table=table, token=pending.pk)


def form_for(subject: Subject, *args: object, **kwargs: object) -> TableUploadForm:
    """Return the upload form of a table. One query."""
    rows = subject.filing.table_rows.filter(table=subject.table.id, deleted_at__isnull=True).count()
    return TableUploadForm(*args, units=subject.units, rows=rows, auto_id="%s", **kwargs)


def refusal_of(subject: Subject, request: HttpRequest) -> str:
    """Say why the table takes no file now: the filing may not be changed, or the table is 无此事项."""
    decision: Decision = decide(request.user, subject.filing, Action.EDIT)
    if not decision.ok:
        return decision.reason
    absent = subject.filing.answers.filter(key=addresses.table(subject.table.id), status="na").exists()
    if absent:
        return f"{quoted(subject.table.title)}选了“无此事项”。请先在填报页取消，再导入。"
    return ""


def table_url(filing: Filing, table: str) -> str:
    """Return the place of a table on its stage page."""
    where = addresses.table(table)
    number = stage_of(filing.version, where)
    return stage_url(filing.pk, 1 if number is None else number + 1) + f"#{where}"


def _other_unit(subject: Subject, form: TableUploadForm) -> str:
    """Say why rows cannot be added under another unit than those that are there."""
    if form.replaces or not subject.chosen or form.unit == subject.chosen:
        return ""
    return f"现有的行以{subject.chosen}为单位，加在后面的行也要用{subject.chosen}。请换算后再上传，或改为替换现有的行。"


def _content(subject: Subject, form: TableUploadForm, found: Understood) -> dict[str, object]:
    fields = dict(found.fields) if form.replaces else {}
    if subject.chooser is not None:
        fields[addresses.figure(subject.chooser.id)] = form.unit
    return {
        **kept(found, form.file_name()),
        "fields": _stale_totals(subject, form) | fields,
        "unit": form.unit,
        "replaces": form.replaces,
        "rows_now": form.rows,
        "based_on": state_of_table(subject.filing, subject.table.id),
    }


def _stale_totals(subject: Subject, form: TableUploadForm) -> dict[str, str]:
    """Return what an earlier file said of totals, emptied: it says nothing about the new rows."""
    controlling = [one.id for one in subject.document.tables if one.control_of == subject.table.id]
    rows = subject.filing.table_rows.filter(table__in=controlling, deleted_at__isnull=True)
    return {
        addresses.cell(row.table, row.key, column): ""
        for row in rows
        for column, cell in row.cells.items()
        if cell["text"]
    }


def _page(
    request: HttpRequest, subject: Subject, form: TableUploadForm, problem: Problem | None
) -> HttpResponse:
    refusal = refusal_of(subject, request)
    back = table_url(subject.filing, subject.table.id)
    context = {"uploading": Uploading(subject, form, refusal, problem, back)}
    troubled = problem is not None or (form.is_bound and bool(form.errors))
    status = 409 if refusal and request.method == "POST" else 422 if troubled else 200
    return render(request, "evaluations/sheets/table_import.html", context, status=status)
