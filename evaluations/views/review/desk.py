"""审核工作台: the filings that a reviewer looks after, what waits longest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evaluations import clock
from evaluations.models import Window
from evaluations.selectors.finishes import amended_of, finishes_of
from evaluations.selectors.work import QueueRow, queue_of
from evaluations.services.summary import BEFORE
from evaluations.workflow import REOPENED, SUBMITTED_OR_LATER, Finish, State

from .amounts import check_words, number
from .page import level_of
from .waiting import Waiting, waiting_for

GROUPS = (
    ("待受理", frozenset({State.SUBMITTED})),
    ("审核中", frozenset({State.REVIEWING})),
    ("已退回", REOPENED),
    ("已通过", frozenset({State.APPROVED, State.ARCHIVED, State.PUBLIC})),
)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One filing of the queue. `total` is the self score, `verified` the reviewer's from 受理 on."""

    id: int
    department: str
    code: str
    task: str
    rehearsal: bool
    state: State
    level: str
    """初审 or 复核, where the task has both."""
    sending: int
    """Which sending it is: the first, the second …"""
    total: Decimal | None
    verified: Decimal | None
    moved: Decimal | None
    """How far the total is from the one that was returned last, None before it was sent again."""
    grade: str
    open_items: int
    answered: int
    checks: str
    """How many findings were explained, and how many hints stand."""
    waiting_since: datetime | None
    waiting_days: int
    deadline: datetime | None
    late: bool
    accepts: bool
    deputy_for: str
    """Whose department it is, where the reviewer stands in for somebody."""
    waiting: Waiting
    """After the approval: what comes next."""


@dataclass(frozen=True, slots=True)
class DeskGroup:
    """The filings of one state, oldest first."""

    title: str
    anchor: str
    rows: tuple[DeskRow, ...]

    @property
    def mine(self) -> int:
        """How many of those that are approved wait for the reviewer."""
        return sum(row.waiting.mine for row in self.rows)


def desk(request: HttpRequest) -> HttpResponse:
    """The queue of the person who looks."""
    groups = groups_of(queue_of(request.user))
    return render(request, "evaluations/review/desk.html", {"groups": groups})


def groups_of(queue: Iterable[QueueRow]) -> tuple[DeskGroup, ...]:
    """Return the queue by state: what waits for the reviewer after the approval first. A fixed number of queries."""
    held = [row for row in queue if row.state in SUBMITTED_OR_LATER]
    cycles = {row.filing.cycle_id for row in held}
    windows = Window.objects.filter(phase=Window.Phase.REVIEW, cycle__in=cycles)
    closes = dict(windows.values_list("cycle_id", "closes"))
    now = clock.now()
    finishes = finishes_of([row.filing for row in held if row.state in GROUPS[-1][1]])
    amended = amended_of([row.filing for row in held])
    rows = [
        _row(
            row,
            closes.get(row.filing.cycle_id),
            now,
            waiting_for(row.state, finishes.get(row.filing.pk, Finish()), now),
            amended[row.filing.pk],
        )
        for row in held
    ]
    rows.sort(key=lambda row: not row.waiting.mine)
    return tuple(
        DeskGroup(title, f"g{number}", tuple(row for row in rows if row.state in states))
        for number, (title, states) in enumerate(GROUPS, start=1)
    )


def _row(
    row: QueueRow, review_closes: datetime | None, now: datetime, waiting: Waiting, amended: int
) -> DeskRow:
    filing, summary = row.filing, row.filing.sent_summary
    judged = filing.accepted_at is not None
    returned = row.state in REOPENED
    deadline = filing.due if returned else review_closes
    done = row.state in GROUPS[-1][1]
    total = number(summary.get("total")) if summary.get("complete") else None
    before = None if returned else number(summary.get(BEFORE))
    return DeskRow(
        id=filing.pk,
        department=filing.department.name,
        code=filing.department.code,
        task=filing.cycle.title,
        rehearsal=filing.cycle.mode == filing.cycle.Mode.REHEARSAL,
        state=row.state,
        level=level_of(filing),
        sending=filing.round + amended + (0 if returned else 1),
        total=total,
        verified=number(summary.get("verified_total"))
        if judged and summary.get("verified_complete")
        else None,
        moved=total - before if total is not None and before is not None else None,
        grade=str(summary.get("verified_grade" if judged else "grade", "")),
        open_items=row.to_mend,
        answered=row.unsettled - row.to_mend,
        checks=check_words(summary),
        waiting_since=None if done else row.waiting_since,
        waiting_days=0 if done else _days(row.waiting_since, now),
        deadline=None if done else deadline,
        late=row.late or (not done and not returned and deadline is not None and now > deadline),
        accepts=row.state is State.SUBMITTED and row.turn,
        deputy_for=row.deputy_for,
        waiting=waiting,
    )


def _days(since: datetime | None, now: datetime) -> int:
    """Return how many days of the calendar have gone by."""
    if since is None:
        return 0
    return clock.days_between(since, now)
