"""反馈意见: the department says of every line that was cut whether it agrees, and why not."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from evaluations.access import decide, filing_for
from evaluations.finish import told_of
from evaluations.models import Filing
from evaluations.selectors.results import cut_lines
from evaluations.services.feedback import Objected, give_feedback
from evaluations.services.results import Refused
from evaluations.views.evidence.forms import offered_in
from evaluations.views.review.no_result import no_result
from evaluations.views.review.scores import ScoreRow, score_rows
from evaluations.views.review.seen import see
from evaluations.workflow import Action
from rubrics.scoring.characters import quoted

from .posted import text_in

AGREES, OBJECTS = "agree", "object"
UNDECIDED = "{}没有选同意或不同意。请逐项选择后再提交。"
UNREASONED = "{}不同意的理由未填。请写明哪里不同意、依据是什么。"


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One line that was cut, with the names of its boxes and what was typed into them."""

    line: ScoreRow
    choice: str
    """Name of the two radio boxes."""
    box: str
    file: str
    objects: bool = False
    agrees: bool = False
    text: str = ""


def feedback(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Show the lines; the post gives the feedback."""
    filing = filing_for(request.user, filing_id, Action.GIVE_FEEDBACK)
    told = told_of(filing)
    if told is None:
        return no_result(request, filing)
    rows = rows_of(filing, frozenset(cut_lines(told.notice.snapshot)))
    reason = ""
    if request.method == "POST":
        rows = [_typed(request, row) for row in rows]
        try:
            _give(request, filing, rows)
        except Refused as refused:
            reason = refused.reason
        else:
            return redirect("evaluations:result", filing_id=filing_id)
    shown = {
        "filing": filing,
        "told": told,
        "rows": rows,
        "refused": reason,
        "decision": decide(request.user, filing, Action.GIVE_FEEDBACK),
    }
    return render(request, "evaluations/closing/feedback.html", shown, status=409 if reason else 200)


def rows_of(filing: Filing, cut: frozenset[str]) -> list[FeedbackRow]:
    """Return the lines that were cut, in the document's order."""
    lines = [row for row in score_rows(see(filing), (), None) if row.leaf and row.address in cut]
    return [
        FeedbackRow(line, f"choice-{number}", f"text-{number}", f"file-{number}")
        for number, line in enumerate(lines, start=1)
    ]


def _typed(request: HttpRequest, row: FeedbackRow) -> FeedbackRow:
    choice = request.POST.get(row.choice, "")
    return replace(row, agrees=choice == AGREES, objects=choice == OBJECTS, text=text_in(request, row.box))


def _give(request: HttpRequest, filing: Filing, rows: list[FeedbackRow]) -> None:
    _refuse_for([row for row in rows if not (row.agrees or row.objects)], UNDECIDED)
    _refuse_for([row for row in rows if row.objects and not row.text.strip()], UNREASONED)
    objected = [
        Objected(row.line.address, row.text, offered_in(request, row.file)) for row in rows if row.objects
    ]
    give_feedback(actor=request.user, filing=filing, objected=objected)
    if objected:
        messages.success(request, f"反馈意见已提交，{len(objected)} 项不同意，等审核人答复。")
    else:
        messages.success(request, "反馈意见已提交：全部同意，已定分。")


def _refuse_for(rows: list[FeedbackRow], why: str) -> None:
    """Raise Refused with the names of the lines at fault, if there are any."""
    if rows:
        raise Refused(why.format("、".join(quoted(row.line.title) for row in rows)))
