"""审核通过: bound to what the reviewer saw; if it changed since, the differences are shown first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from evaluations.access import filing_for, permissions_of
from evaluations.forms.whole_numbers import whole_number
from evaluations.models import Comment, CommentEntry, Filing
from evaluations.selectors.filings import changes_of, overlaid
from evaluations.selectors.places import place_title
from evaluations.selectors.rectification import opinion_of
from evaluations.services import Refused
from evaluations.services.review import Stale
from evaluations.services.review import approve as approve_filing
from evaluations.workflow import Action, Decision
from rubrics.scoring.characters import quoted

from .changes import rows_of
from .places import shown_at
from .scores import ScoreRow, score_rows
from .seen import Seen, see

FOLLOW = "follow"
"""The name of the ticks 列入问题整改台账."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """An adopted comment, which may be put into the ledger of what is to be mended; `marked`: it was ticked."""

    number: int
    place: str
    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Approval:
    """The page. `revision` is what the button is bound to; `differences` came after what the reviewer had seen."""

    filing: Filing
    decision: Decision
    revision: int
    total: ScoreRow
    grade: str
    cuts: tuple[ScoreRow, ...]
    differences: tuple[str, ...]
    opinions: tuple[Opinion, ...]


def approve(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Show both totals and every line that differs, and approve."""
    filing = filing_for(request.user, filing_id, Action.APPROVE)
    if request.method != "POST":
        return _show(request, filing, whole_number(request.GET.get("revision", "")), status=200)
    revision = whole_number(request.POST.get("revision", ""))
    try:
        snapshot = approve_filing(
            actor=request.user, filing=filing, revision=revision or 0, follow_up=_marked(request)
        )
    except Stale:
        filing.refresh_from_db()
        return _show(request, filing, revision, status=409)
    except Refused as refused:
        messages.error(request, refused.reason)
        return _show(request, filing, revision, status=409)
    messages.success(request, f"{filing.department}的自评已审核通过，定稿编号 {snapshot.number}。")
    return redirect("evaluations:review", filing_id=filing_id)


def _marked(request: HttpRequest) -> set[int]:
    """Return the numbers of the comments that were ticked."""
    ticked = (whole_number(text) for text in request.POST.getlist(FOLLOW))
    return {number for number in ticked if number is not None}


def _opinions(seen: Seen, marked: set[int]) -> Iterator[Opinion]:
    adopted = seen.filing.comments.filter(state=Comment.State.ADOPTED).prefetch_related("entries")
    for comment in adopted:
        place = place_title(seen.document, seen.flat, comment.address)
        yield Opinion(comment.number, place, opinion_of(comment), comment.number in marked)


def _show(request: HttpRequest, filing: Filing, since: int | None, *, status: int) -> HttpResponse:
    return render(
        request,
        "evaluations/review/approve.html",
        {"approval": _approval(request, filing, since)},
        status=status,
    )


def _approval(request: HttpRequest, filing: Filing, since: int | None) -> Approval:
    seen = see(filing)
    rows = score_rows(seen, (), None)
    permissions = permissions_of(request.user, filing)
    stale = since is not None and since != filing.revision and permissions.decide(Action.READ_CONTENT).ok
    return Approval(
        filing=filing,
        decision=permissions.decide(Action.APPROVE),
        revision=filing.revision,
        total=rows[-1],
        grade=seen.verified.grade,
        cuts=tuple(row for row in rows if row.leaf and (row.differs or row.reasons)),
        differences=tuple(differences(seen, since)) if stale and since is not None else (),
        opinions=tuple(_opinions(seen, _marked(request))),
    )


def differences(seen: Seen, since: int) -> Iterator[str]:
    """Say what was changed, corrected and said after a revision, each place by its name."""
    filing, said = seen.filing, 0
    for row in rows_of(seen.document, seen.flat, changes_of(filing, since)):
        yield f"{row.by}修改{quoted(row.title)}：{row.said}"
        said += 1
    for one in filing.corrections.filter(revision__gt=since).select_related("by").order_by("revision"):
        title = place_title(seen.document, seen.flat, one.address)
        stood, judged = (
            shown_at(seen.document, flat, one.address) or "未填"
            for flat in (seen.flat, overlaid(seen.flat, [one]))
        )
        yield f"{one.by}审核{quoted(title)}：填报 {stood}，审核 {judged}（{one.reason}）"
        said += 1
    entries = CommentEntry.objects.filter(comment__filing=filing, revision__gt=since)
    for entry in entries.select_related("by", "comment").order_by("revision"):
        words = f"：{entry.text}" if entry.text else ""
        yield f"{entry.by}{entry.get_kind_display()}（第 {entry.comment.number} 条意见）{words}"
        said += 1
    if not said:
        yield "有审核得分被撤销，按填报计分。"
