"""What waits for a person: the filer's 我的待办 and the reviewer's queue."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery

from evaluations import clock
from evaluations.access import TO_MEND, Person, visible_filings
from evaluations.models import (
    STATE_AFTER,
    Assignment,
    Comment,
    CommentEntry,
    Cycle,
    Department,
    Filing,
    Window,
)
from evaluations.workflow import BUREAU_WORDS, FILER_WORDS, FIRST, REOPENED, UNSENT, Facts, State, is_late

from .cycles import my_cycles

IN_REVIEW = (State.SUBMITTED, State.REVIEWING, *REOPENED)


@dataclass(frozen=True, slots=True)
class Todo:
    """One task of a department: its filing (None before it starts), the deadline that counts, what is left to mend."""

    cycle: Cycle
    department: Department
    filing: Filing | None
    state: State
    deadline: datetime | None
    late: bool
    to_mend: int
    answered: int

    @property
    def words(self) -> str:
        """The state as the department says it."""
        return FILER_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One filing of a reviewer's queue."""

    filing: Filing
    state: State
    waiting_since: datetime | None
    to_mend: int
    unsettled: int
    late: bool
    turn: bool
    """Whether it is at the level of the review that the person has."""

    @property
    def words(self) -> str:
        """The state as the bureau says it."""
        return BUREAU_WORDS[self.state]


def todo_of(user: Person) -> list[Todo]:
    """Return the tasks of a person's departments, the open cycles first."""
    now = clock.now()
    tasks = my_cycles(user)
    counts = _comment_counts([filing for _, _, filing in tasks if filing])
    return [_todo((cycle, department, filing), counts, now) for cycle, department, filing in tasks]


def queue_of(user: Person) -> list[QueueRow]:
    """Return the filings a person reviews: what waits longest first, finished ones last. A few queries.

    What is with the department, to be filled or signed, is not the reviewer's work.
    """
    now = clock.now()
    filings = list(visible_filings(user).exclude(state__in=UNSENT))
    counts, held = _counts_as_sent(filings), _levels_of(user, filings)
    rows = [
        QueueRow(
            filing=filing,
            state=State(filing.state),
            waiting_since=filing.submitted_at,
            to_mend=counts.get(filing.pk, (0, 0))[0],
            unsettled=sum(counts.get(filing.pk, (0, 0))),
            late=is_late(State(filing.state), Facts(now=now), filing.due),
            turn=filing.cycle.levels == FIRST
            or (filing.cycle_id, filing.department_id, filing.level) in held,
        )
        for filing in filings
    ]
    order = {state: number for number, state in enumerate(IN_REVIEW)}
    return sorted(rows, key=lambda row: (order.get(row.state, len(order)), row.waiting_since or now))


def _levels_of(user: Person, filings: list[Filing]) -> set[tuple[int, int, int]]:
    """Return cycle, department, level of what a person reviews in tasks of two levels. One query if there are any."""
    cycles = {filing.cycle_id for filing in filings if filing.cycle.levels > FIRST}
    if not cycles:
        return set()
    mine = Assignment.objects.filter(reviewer=user.pk, cycle__in=cycles)
    return set(mine.values_list("cycle", "department", "level"))


def _todo(
    task: tuple[Cycle, Department, Filing | None], counts: Mapping[int, tuple[int, int]], now: datetime
) -> Todo:
    cycle, department, filing = task
    state = State(filing.state) if filing else State.NOT_STARTED
    closes = next((one.closes for one in cycle.windows.all() if one.phase == Window.Phase.FILING), None)
    deadline = (filing.due if filing else None) or closes
    to_mend, answered = counts.get(filing.pk, (0, 0)) if filing else (0, 0)
    late = is_late(state, Facts(now=now, closes=closes), deadline)
    return Todo(cycle, department, filing, state, deadline, late, to_mend, answered)


def _comment_counts(filings: list[Filing]) -> dict[int, tuple[int, int]]:
    """Return filing -> how many comments are to be mended, and how many are answered and not settled."""
    counted = (
        Filing.objects.filter(pk__in=[filing.pk for filing in filings])
        .annotate(
            to_mend=Count("comments", filter=Q(comments__state__in=TO_MEND)),
            answered=Count("comments", filter=Q(comments__state="answered")),
        )
        .values_list("pk", "to_mend", "answered")
    )
    return {pk: (to_mend, answered) for pk, to_mend, answered in counted}


def _counts_as_sent(filings: list[Filing]) -> dict[int, tuple[int, int]]:
    """Return filing -> the same counts without the answers that the department has not sent yet. One query."""
    unsent = Q(kind=CommentEntry.Kind.ANSWER, revision__gt=OuterRef("filing__sent_revision"))
    said = CommentEntry.objects.filter(~unsent, comment=OuterRef("pk")).order_by("-seq")
    comments = Comment.objects.filter(filing__in=[filing.pk for filing in filings])
    last = Counter(comments.annotate(last=Subquery(said.values("kind")[:1])).values_list("filing", "last"))
    asks = [kind for kind, state in STATE_AFTER.items() if state in TO_MEND]
    return {
        filing.pk: (sum(last[filing.pk, kind] for kind in asks), last[filing.pk, CommentEntry.Kind.ANSWER])
        for filing in filings
    }
