"""预览: every row of an uploaded file with every bad cell; confirmed, the rows are stored once."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from evaluations.access import filing_for
from evaluations.models import PendingImport
from evaluations.resources.tables import absence_in
from evaluations.selectors.imports import pending_import
from evaluations.services.imports import TableImport, import_table
from evaluations.services.results import Refused, Typed
from evaluations.views.conflict import conflict_page
from evaluations.views.filing.live import OpenProblem
from evaluations.views.submission.problems import sentence
from evaluations.workflow import Action
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.answers import NA

from .kept import preview_of, texts_of
from .subject import Subject, subject_or_404
from .table_import import table_url

AGREE = "请先勾选“我已知道”，再确认导入。"
BAD = "文件里还有要改正的内容，没有导入。请改正后重新上传。"
DONE_BEFORE = "这个文件已经导入过，没有再导入一次。"


class TablePreviewView(View):
    """GET shows what was read, POST stores it."""

    def get(self, request: HttpRequest, filing_id: int, table: str, token: str) -> HttpResponse:
        """Show the preview to the person who uploaded the file."""
        subject, pending = self._found(request, filing_id, table, token)
        if pending.used_at is not None:
            messages.info(request, DONE_BEFORE)
            return redirect(table_url(subject.filing, table))
        return _page(request, subject, pending)

    def post(self, request: HttpRequest, filing_id: int, table: str, token: str) -> HttpResponse:
        """Store the rows; sent twice it happens once."""
        subject, pending = self._found(request, filing_id, table, token)
        if pending.used_at is not None:
            messages.info(request, DONE_BEFORE)
            return HttpResponseRedirect(table_url(subject.filing, table), status=303)
        preview = preview_of(pending.content, subject.layout(pending.content["unit"]))
        if not preview.ok:
            return _page(request, subject, pending, reason=BAD)
        if preview.left_out and not request.POST.get("agree"):
            return _page(request, subject, pending, reason=AGREE)
        return _store(request, subject, pending)

    def _found(
        self, request: HttpRequest, filing_id: int, table: str, token: str
    ) -> tuple[Subject, PendingImport]:
        filing = filing_for(request.user, filing_id, Action.EDIT)
        subject = subject_or_404(filing, table)
        pending = pending_import(request.user, token, table, filing)
        if pending is None:
            raise Http404
        return subject, pending


def _store(request: HttpRequest, subject: Subject, pending: PendingImport) -> HttpResponse:
    try:
        result = import_table(actor=request.user, pending=pending, taken=_taken(subject, pending.content))
    except Refused as refused:
        again = {"filing_id": subject.filing.pk, "table": subject.table.id}
        back = reverse("evaluations:table_import", kwargs=again)
        return conflict_page(request, str(refused), back, "重新上传")
    if not result.ok:
        return _page(request, subject, pending, reason=BAD, problems=result.problems)
    messages.success(request, _done(pending.content))
    return HttpResponseRedirect(table_url(subject.filing, subject.table.id), status=303)


def _taken(subject: Subject, content: Mapping[str, Any]) -> TableImport:
    return TableImport(
        rows=tuple({id: _typed(subject, id, text) for id, text in row.items()} for row in texts_of(content)),
        fields=content["fields"],
        replaces=content["replaces"],
        based_on=content["based_on"],
    )


def _typed(subject: Subject, column: str, text: str) -> str | Typed:
    """Return what a cell says: a text, or 无此事项 with its reason."""
    field = subject.table.column(column)
    reason = absence_in(field, text) if field else None
    return text if reason is None else Typed(reason, status=NA)


def _done(content: Mapping[str, Any]) -> str:
    unit = f"，金额单位{content['unit']}" if content["unit"] else ""
    before = content["rows_now"]
    instead = f"，替换了原有的 {before} 行" if content["replaces"] and before else ""
    return f"已导入 {len(content['rows'])} 行{instead}{unit}。"


def _page(
    request: HttpRequest,
    subject: Subject,
    pending: PendingImport,
    *,
    reason: str = "",
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    content = pending.content
    context = {
        "subject": subject,
        "pending": pending,
        "preview": preview_of(content, subject.layout(content["unit"])),
        "reason": reason,
        "problems": [OpenProblem(one.severity.value, sentence(one), "") for one in problems],
        "unit": content["unit"],
        "replaces": content["replaces"],
        "rows_now": content["rows_now"],
        "back": table_url(subject.filing, subject.table.id),
    }
    return render(request, "evaluations/sheets/table_preview.html", context, status=422 if reason else 200)
