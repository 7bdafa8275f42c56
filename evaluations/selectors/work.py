"""What waits for a person: the filer's 我的待办 and the reviewer's queue."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery

from evaluations import clock
from evaluations.access import TO_MEND, Person, assignments_of, visible_filings
from evaluations.models import (
    STATE_AFTER,
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
    deputy_for: str
    """Whose it is, where the person only stands in for somebody."""

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
    counts, held = _counts_as_sent(filings), _held_by(user, filings)
    rows = [
        QueueRow(
            filing=filing,
            state=State(filing.state),
            waiting_since=filing.submitted_at,
            to_mend=counts.get(filing.pk, (0, 0))[0],
            unsettled=sum(counts.get(filing.pk, (0, 0))),
            late=is_late(State(filing.state), Facts(now=now), filing.due),
            turn=filing.cycle.levels == FIRST or filing.level in held.levels[_department(filing)],
            deputy_for="、".join(held.absent[_department(filing)]),
        )
        for filing in filings
    ]
    order = {state: number for number, state in enumerate(IN_REVIEW)}
    return sorted(rows, key=lambda row: (order.get(row.state, len(order)), row.waiting_since or now))


@dataclass(frozen=True, slots=True)
class Held:
    """What a person reviews today, by cycle and department."""

    levels: Mapping[tuple[int, int], set[int]]
    absent: Mapping[tuple[int, int], list[str]]
    """In whose place; nobody where it is the person's own."""


def _held_by(user: Person, filings: list[Filing]) -> Held:
    """Return what a person reviews of these filings' departments. One query."""
    found = assignments_of(user).filter(cycle__in={filing.cycle_id for filing in filings})
    held = list(found.select_related("reviewer").order_by("id"))
    own = {(one.cycle_id, one.department_id) for one in held if one.reviewer_id == user.pk}
    levels: dict[tuple[int, int], set[int]] = defaultdict(set)
    absent: dict[tuple[int, int], list[str]] = defaultdict(list)
    for one in held:
        where = one.cycle_id, one.department_id
        levels[where].add(one.level)
        if where not in own:
            absent[where].append(str(one.reviewer))
    return Held(levels, absent)


def _department(filing: Filing) -> tuple[int, int]:
    return filing.cycle_id, filing.department_id


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
