"""审核结果: both scores with the reasons of every difference, and what follows the approval."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from evaluations.access import filing_for
from evaluations.finish import told_of
from evaluations.models import Filing
from evaluations.selectors.purged import notes_of
from evaluations.selectors.review import comments_of
from evaluations.views.closing.panels import panels_of
from evaluations.workflow import FINISHED, State

from .comments import cards_of
from .no_result import no_result
from .scores import score_rows
from .seen import see


def result(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Show the result; before the approval only that there is none yet."""
    return show(request, filing_for(request.user, filing_id))


def show(
    request: HttpRequest,
    filing: Filing,
    refused: str = "",
    kept: Mapping[int, str] | None = None,
    number: str = "",
) -> HttpResponse:
    """Show the result with why an act was refused, and what was typed for it."""
    if State(filing.state) not in FINISHED and not _heard_again(filing):
        return no_result(request, filing)
    seen = see(filing)
    cards = cards_of(seen, comments_of(filing, seen.snapshot.revision))
    rows = score_rows(seen, cards, None)
    shown = {
        "filing": filing,
        "rows": rows,
        "total": rows[-1],
        "grade": seen.verified.grade,
        "cuts": [row for row in rows if row.leaf and row.differs],
        "cards": cards,
        "cleared": notes_of(filing, seen.snapshot),
        "after": panels_of(request.user, seen, kept),
        "today": timezone.localdate(),
        "refused": refused,
        "number": number,
    }
    return render(request, "evaluations/review/result.html", shown, status=409 if refused else 200)


def _heard_again(filing: Filing) -> bool:
    """Whether the bureau has taken the review up again because of objections, and answers them here meanwhile.

    The department does not see what is being corrected.
    """
    if State(filing.state) is not State.REVIEWING or filing.inside:
        return False
    told = told_of(filing)
    return told is not None and told.objections > 0
