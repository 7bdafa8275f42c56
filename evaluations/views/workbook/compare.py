"""核对工作簿: as given, as in the file, as stored now; conflicts are chosen, errors listed, the rest confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views import View

from evaluations.access import filing_for
from evaluations.models import Filing, PendingImport
from evaluations.resources.findings import Weight
from evaluations.resources.workbook.making import choosers_of
from evaluations.resources.workbook.mine import Added
from evaluations.resources.workbook.three_ways import MINE, THEIRS, Compared, compare
from evaluations.selectors.at_revision import Held, content_at, content_now
from evaluations.selectors.imports import pending_import
from evaluations.services.results import Refused, Typed
from evaluations.services.workbook import CHANGED, Taken, import_workbook
from evaluations.views.filing.anchors import stage_url
from evaluations.workflow import Action
from rubrics.scoring.problems import Problem
from rubrics.selectors.programs import document_for

from .page import SUBJECT
from .words import Beside, comparison, writers_of

AGREE = "请先勾选“我已知道”，再确认。"
BAD = "文件里还有要改正的内容，没有写入。请改正后重新带回。"
CHOOSE = "还有冲突没有选择。请逐处选择保留哪一个。"
DONE_BEFORE = "这份工作簿已经写入过，没有再写一次。"


@dataclass(frozen=True, slots=True)
class Subject:
    """The brought file, and what it comes to now; `now` was read with the revision of `filing`."""

    filing: Filing
    pending: PendingImport
    now: Held
    compared: Compared


class WorkbookCompareView(View):
    """GET shows what the file changes, POST stores it."""

    def get(self, request: HttpRequest, filing_id: int, book: str) -> HttpResponse:
        """Show the comparison to the person who brought the file."""
        filing, pending = _found(request, filing_id, book)
        if pending.used_at is not None:
            messages.info(request, DONE_BEFORE)
            return redirect("evaluations:workbook", filing_id=filing.pk)
        return _page(request, _subject(filing, pending))

    def post(self, request: HttpRequest, filing_id: int, book: str) -> HttpResponse:
        """Store what the file changes, with the choices made; sent twice it happens once."""
        filing, pending = _found(request, filing_id, book)
        if pending.used_at is not None:
            messages.info(request, DONE_BEFORE)
            return redirect("evaluations:workbook", filing_id=filing.pk)
        subject = _subject(filing, pending)
        reason = _against(request, subject.compared)
        if reason:
            return _page(request, subject, reason=reason)
        return _store(request, subject)


def _found(request: HttpRequest, filing_id: int, book: str) -> tuple[Filing, PendingImport]:
    filing = filing_for(request.user, filing_id, Action.EDIT)
    pending = pending_import(request.user, book, SUBJECT, filing)
    if pending is None:
        raise Http404
    return filing, pending


def _subject(filing: Filing, pending: PendingImport) -> Subject:
    now = content_now(filing)
    base = content_at(filing, pending.content["revision"], now)
    compared = compare(pending.content, base, now, choosers_of(document_for(filing.version)))
    return Subject(filing, pending, now, compared)


def _against(request: HttpRequest, compared: Compared) -> str:
    """Say why nothing may be stored yet, '' when it may."""
    if not compared.ok:
        return BAD
    if request.POST.get("seen") != compared.seen:
        return CHANGED
    if any(request.POST.get(where) not in {MINE, THEIRS} for where in compared.choices):
        return CHOOSE
    noticed = any(one.weight is Weight.LEFT_OUT for one in compared.remarks)
    return AGREE if noticed and not request.POST.get("agree") else ""


def _store(request: HttpRequest, subject: Subject) -> HttpResponse:
    taken = _taken(subject, request.POST.dict())
    try:
        result = import_workbook(actor=request.user, pending=subject.pending, taken=taken)
    except Refused as refused:
        fresh, pending = _found(request, subject.filing.pk, subject.pending.pk)
        return _page(request, _subject(fresh, pending), reason=str(refused))
    if not result.ok:
        return _page(request, subject, reason=BAD, problems=result.problems)
    count = len(taken.values) + len(taken.removed) + sum(len(rows) for rows in taken.added.values())
    messages.success(request, f"已写入 {count} 处。" if count else "没有要写入的内容。")
    return HttpResponseRedirect(stage_url(subject.filing.pk, 1), status=303)


def _taken(subject: Subject, posted: Mapping[str, object]) -> Taken:
    compared = subject.compared

    def mine(where: str) -> bool:
        return posted.get(where, MINE) == MINE

    added: dict[str, list[dict[str, str | Typed]]] = {}
    for row in (*compared.added, *(one.row for one in compared.revivals if mine(one.address))):
        added.setdefault(row.table, []).append(_typed(row))
    return Taken(
        values={
            one.address: Typed(one.mine.text, status=one.mine.status)
            for one in compared.differences
            if mine(one.address)
        },
        removed=tuple(one.address for one in compared.removals if mine(one.address)),
        added=added,
        revision=subject.filing.revision,
    )


def _typed(row: Added) -> dict[str, str | Typed]:
    return {name: Typed(words.text, status=words.status) for name, words in row.cells.items()}


def _page(
    request: HttpRequest, subject: Subject, *, reason: str = "", problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    compared, pending = subject.compared, subject.pending
    document = document_for(subject.filing.version)
    writers = writers_of(subject.filing, compared.choices, pending.content["revision"])
    beside = Beside(writers, request.POST.dict())
    context = {
        "filing": subject.filing,
        "pending": pending,
        "compared": compared,
        "page": comparison(document, compared, subject.now, beside),
        "agreed": bool(request.POST.get("agree")),
        "left_out": [one for one in compared.remarks if one.weight is Weight.LEFT_OUT],
        "notes": [one for one in compared.remarks if one.weight is Weight.NOTE],
        "reason": reason,
        "problems": problems,
    }
    return render(request, "evaluations/workbook/compare.html", context, status=422 if reason else 200)
