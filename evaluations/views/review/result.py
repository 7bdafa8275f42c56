"""审核结果: both scores with the reasons of every difference, for the department once the review is over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evaluations.access import decide, filing_for
from evaluations.selectors.purged import notes_of
from evaluations.selectors.review import comments_of
from evaluations.workflow import FINISHED, Action, State

from .comments import cards_of
from .scores import score_rows
from .seen import see


def result(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Show the result; before the approval only that there is none yet."""
    filing = filing_for(request.user, filing_id)
    if State(filing.state) not in FINISHED:
        return render(request, "evaluations/review/no_result.html", {"filing": filing})
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
        "publishing": decide(request.user, filing, Action.MAKE_PUBLIC),
    }
    return render(request, "evaluations/review/result.html", shown)
