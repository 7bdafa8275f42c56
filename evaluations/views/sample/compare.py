"""对照: self, verified and second score of every line, and how each difference is settled."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from evaluations.finish import approved
from evaluations.forms.whole_numbers import whole_number
from evaluations.models import SecondLook, Settlement
from evaluations.selectors.second_looks import Compared, compared, sum_of
from evaluations.services import Refused
from evaluations.services.settling import Settled, settle
from evaluations.views.review.scores import score_rows
from evaluations.views.review.seen import see
from evaluations.workflow import FINISHED, State

from .sample_page import LookRow, look_row

BOXES = ("line", "choice", "points", "reason")
BAD_CHOICE = "没有选择怎样处理。请选择维持审核得分、采用复核得分或另定。"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was posted for a line."""

    line: str
    choice: str
    points: str
    reason: str
    based_on: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A line on which both reviewers differ. `reasons` are the first one's, for another score than filed."""

    line: Compared
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The page. `typed` is what was posted and refused."""

    look: SecondLook
    row: LookRow
    lines: tuple[Compared, ...]
    differing: tuple[Difference, ...]
    typed: Typed | None = None
    refused: str = ""

    @property
    def sums(self) -> tuple[Decimal, Decimal]:
        """Self and verified, before the second look is finished, too."""
        return sum_of(one.own for one in self.lines), sum_of(one.verified for one in self.lines)


def sample_compare(request: HttpRequest, look_id: int) -> HttpResponse:
    """The page; the post settles one line."""
    looks = SecondLook.objects.select_related(
        "sample__cycle",
        "filing__department",
        "filing__cycle",
        "filing__version",
        "snapshot",
        "reader",
    )
    look = get_object_or_404(looks, pk=look_id)
    if request.method != "POST":
        return _page(request, look)
    typed = typed_in(request)
    try:
        settle(actor=request.user, look=look, line=typed.line, settled=settled_in(typed))
    except Refused as refused:
        return _page(request, look, typed, refused.reason)
    messages.success(request, "已记下处理意见。")
    return redirect("evaluations:sample_compare", look_id=look_id)


def typed_in(request: HttpRequest) -> Typed:
    """Return what was posted."""
    line, choice, points, reason = (request.POST.get(name, "") for name in BOXES)
    return Typed(line, choice, points, reason, whole_number(request.POST.get("based_on", "")) or 0)


def settled_in(typed: Typed) -> Settled:
    """Return what is decided. Raises Refused where nothing is chosen."""
    if typed.choice not in Settlement.Choice.values:
        raise Refused(BAD_CHOICE)
    return Settled(Settlement.Choice(typed.choice), typed.reason, typed.points, typed.based_on)


def _page(
    request: HttpRequest, look: SecondLook, typed: Typed | None = None, refused: str = ""
) -> HttpResponse:
    lines, reasons = compared(look), _reasons_in(look)
    differing = tuple(Difference(line, reasons.get(line.id, ())) for line in lines if line.differs)
    page = ComparePage(look, look_row(look), lines, differing, typed, refused)
    shown = {"page": page, "choices": Settlement.Choice.choices}
    return render(request, "evaluations/sample/compare.html", shown, status=409 if refused else 200)


def _reasons_in(look: SecondLook) -> dict[str, tuple[str, ...]]:
    """Return line -> why the first reviewer scored otherwise; nothing once the filing was approved anew."""
    if State(look.filing.state) not in FINISHED or approved(look.filing) != look.snapshot:
        return {}
    return {row.id: row.told for row in score_rows(see(look.filing), (), None)}
