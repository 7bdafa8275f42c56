"""提交回执: number, time, checksum and points of what was sent, to be read and printed."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from evaluations.access import Person, decide, filing_for
from evaluations.models import Filing, Snapshot
from evaluations.selectors.purged import PurgeNote, notes_of
from evaluations.selectors.snapshots import Frozen, frozen
from evaluations.workflow import FILER_WORDS, Action, State
from rubrics.scoring.index import TOTAL
from rubrics.scoring.units import UNITS
from rubrics.scoring.values import show

from .page import receipt_of

POINTS = UNITS["分"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """`rows` are (label, value); `current` says whether the bureau has just this one."""

    filing: Filing
    snapshot: Snapshot
    rows: tuple[tuple[str, object], ...]
    current: bool
    can_take_back: bool
    cleared: tuple[PurgeNote, ...]
    """Content that was cleared out of it since."""


class ReceiptView(View):
    """The receipt of one submission of a filing."""

    def get(self, request: HttpRequest, filing_id: int, snapshot_id: int) -> HttpResponse:
        """Show it to everybody who may see the filing."""
        filing = filing_for(request.user, filing_id)
        sent = filing.snapshots.filter(pk=snapshot_id, purpose=Snapshot.Purpose.SUBMISSION)
        snapshot = sent.select_related("by").first()
        if snapshot is None:
            raise Http404
        context = {"receipt": receipt(filing, snapshot, request.user)}
        return render(request, "evaluations/submission/receipt.html", context)


def receipt(filing: Filing, snapshot: Snapshot, user: Person) -> Receipt:
    """Return the receipt of a submission as it is printed."""
    latest = receipt_of(filing)
    current = latest is not None and latest.pk == snapshot.pk
    return Receipt(
        filing=filing,
        snapshot=snapshot,
        rows=_rows(filing, snapshot, frozen(snapshot)),
        current=current,
        can_take_back=current and decide(user, filing, Action.TAKE_BACK).ok,
        cleared=notes_of(filing, snapshot),
    )


def _rows(filing: Filing, snapshot: Snapshot, content: Frozen) -> tuple[tuple[str, object], ...]:
    total = content.sheet.totals[TOTAL]
    places = content.document.rounding.points
    points = f"{show(total.score, POINTS, places)} / {show(total.points, POINTS, places)} 分"
    return (
        ("部门", content.department),
        ("任务", filing.cycle.title or f"{content.year} 年度自评"),
        (
            "评价指标体系",
            f"{content.document.title}（{content.document.year}年度第 {filing.version.number} 版）",
        ),
        ("自评得分", points),
        ("等级", content.sheet.grade or "未定"),
        *_signed(content),
        ("提交人", str(snapshot.by)),
        ("现在", FILER_WORDS[State(filing.state)]),
    )


def _signed(content: Frozen) -> tuple[tuple[str, object], ...]:
    """Return the signed sheet that went with it, where it was signed on paper."""
    signed = content.signature
    if signed is None:
        return ()
    return (("审签单", signed["sheet"]), ("审签单扫描件", f"{signed['name']}（校验码 {signed['sha']}）"))
