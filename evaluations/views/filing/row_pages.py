"""The page of one row: all its columns, its place in the table, and its removal. All by plain forms."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views import View

from evaluations.access import filing_for
from evaluations.forms.whole_numbers import whole_number
from evaluations.models import Filing
from evaluations.selectors.stages import stages_from
from evaluations.services.results import Refused, SaveResult
from evaluations.services.rows import move_row, remove_row
from evaluations.workflow import Action
from rubrics.selectors.programs import document_for

from .anchors import stage_url
from .attempt import NO_ATTEMPT, Attempt
from .conflicts import conflicts_of
from .content import Content, load
from .frame import frame_of
from .marks import marks_of
from .notices import echoes_of, say
from .row_page import RowPage, home_of, row_page
from .saving import save
from .stage import refused_page


class RowView(View):
    """A row with all its columns: GET shows it, POST saves it and goes back to the table."""

    def get(self, request: HttpRequest, filing_id: int, table: str, key: str) -> HttpResponse:
        """Show the row."""
        content = load(filing_for(request.user, filing_id, Action.READ_CONTENT), request.user)
        return _row_response(request, content, row_page(content, table, key, NO_ATTEMPT), NO_ATTEMPT)

    def post(self, request: HttpRequest, filing_id: int, table: str, key: str) -> HttpResponse:
        """Save what was changed in the row."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        try:
            attempt = save(actor=request.user, filing=filing, posted=request.POST.dict())
        except Refused as refused:
            return refused_page(request, filing, home_of(filing, table), str(refused))
        filing.refresh_from_db()
        content = load(filing, request.user, attempt.conflicts)
        page = row_page(content, table, key, attempt)
        if attempt.failed:
            return _row_response(request, content, page, attempt)
        say(request, document_for(filing.version), attempt)
        return HttpResponseRedirect(page.back, status=303)


class RowRemoveView(View):
    """删除: asks first, on a page of its own, then removes."""

    def get(self, request: HttpRequest, filing_id: int, table: str, key: str) -> HttpResponse:
        """Ask whether the row shall go."""
        content = load(filing_for(request.user, filing_id, Action.EDIT), request.user)
        page = row_page(content, table, key, NO_ATTEMPT)
        return render(request, "evaluations/filing/row_remove.html", _context(content, page, NO_ATTEMPT))

    def post(self, request: HttpRequest, filing_id: int, table: str, key: str) -> HttpResponse:
        """Remove the row if it is still what was shown."""
        based_on = whole_number(request.POST.get("version", ""), 9) or 0
        return _done(
            request,
            filing_for(request.user, filing_id, Action.EDIT),
            table,
            lambda filing: remove_row(
                actor=request.user, filing=filing, table=table, key=key, based_on=based_on
            ),
            "已删除一行。",
        )


class RowMoveView(View):
    """移动: puts the row at another place of its table."""

    def post(self, request: HttpRequest, filing_id: int, table: str, key: str) -> HttpResponse:
        """Move the row to the number that was chosen."""
        chosen = whole_number(request.POST.get("place", ""), 4)
        place = 1 if chosen is None else chosen
        return _done(
            request,
            filing_for(request.user, filing_id, Action.EDIT),
            table,
            lambda filing: move_row(
                actor=request.user, filing=filing, table=table, key=key, position=place - 1
            ),
            "已调整次序。",
        )


def _done(
    request: HttpRequest, filing: Filing, table: str, act: Callable[[Filing], SaveResult], words: str
) -> HttpResponse:
    """Do something to a table, say what happened, and go back to it."""
    stage = home_of(filing, table)
    try:
        result = act(filing)
    except Refused as refused:
        return refused_page(request, filing, stage, str(refused))
    for problem in result.problems:
        messages.error(request, f"{problem.what}。{problem.todo}。")
    if result.ok:
        messages.success(request, words)
    return HttpResponseRedirect(f"{stage_url(filing.pk, stage)}#table:{table}", status=303)


def _row_response(request: HttpRequest, content: Content, page: RowPage, attempt: Attempt) -> HttpResponse:
    status = 409 if attempt.conflicts else 422 if attempt.problems else 200
    context = _context(content, page, attempt)
    context["conflicts"] = conflicts_of(content, attempt.conflicts, request.user)
    return render(request, "evaluations/filing/row_page.html", context, status=status)


def _context(content: Content, page: RowPage, attempt: Attempt) -> dict[str, object]:
    statuses = stages_from(content.filing, content.flat, content.sheet)
    texts = any(cell.kind == "narrative" for cell in page.cells)
    return {
        "frame": frame_of(content.filing, statuses, page.stage, content.editing.reason),
        "row": page,
        "attempt": attempt,
        "echoes": echoes_of(content.document, attempt) if attempt.failed else (),
        "marks": marks_of(content) if texts and content.editing.ok else (),
        "writable": content.editing.ok,
    }
