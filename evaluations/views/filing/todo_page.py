"""我的待办 as data: each task with what is left, its stages, its returned items, and what was filed before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from django.utils import timezone

from evaluations.access import Person, decide_opening
from evaluations.models import Filing
from evaluations.selectors import stage_states as states
from evaluations.selectors.cycles import waits_for
from evaluations.selectors.review import notices_of
from evaluations.selectors.stage_states import StageStatus, with_states
from evaluations.selectors.summaries import summary_of
from evaluations.selectors.timeline import TimelineEntry, given_back, timeline_of
from evaluations.selectors.work import Todo
from evaluations.workflow import EDITABLE, REOPENED, State

from .frame import Deadline, StageLink, deadline, links_of
from .returned_items import ReturnedItem, returned_items

RECENT = 5


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to do, counted over the stages; the links lead to the first stage of each kind."""

    stages: int
    done: int
    unfinished: tuple[StageLink, ...]
    blocking: int
    """What stands against sending, as the page of the checks counts it: `missing` is part of it."""
    missing: int
    explaining: int
    first_blocking: StageLink | None
    first_explaining: StageLink | None


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task. Before it begins `filing` is None, and `hindrance` says why it cannot be begun."""

    todo: Todo
    deadline: Deadline | None
    links: tuple[StageLink, ...]
    left: Left | None
    items: tuple[ReturnedItem, ...]
    notice: object
    total: Decimal | None
    grade: str
    hindrance: str
    first: StageLink | None
    given_back: str = ""
    """Why the department gave a unit's filing back."""

    @property
    def filing(self) -> Filing | None:
        return self.todo.filing

    @property
    def whose(self) -> str:
        """Whose figures they are, where they are not simply the department's."""
        return self.filing.whose if self.filing is not None and self.filing.part_of_id is not None else ""

    @property
    def returned_words(self) -> str:
        """The state with its count and date: 已退回（第 1 次，4 月 12 日前重报）."""
        if self.filing is None or self.deadline is None:
            return self.todo.words
        day = timezone.localtime(self.deadline.at)
        return f"{self.todo.words}（第 {self.filing.round} 次，{day.month} 月 {day.day} 日前重报）"

    @property
    def editable(self) -> bool:
        return self.todo.state in EDITABLE

    @property
    def to_mend(self) -> int:
        """Returned items that are open."""
        return sum(item.open for item in self.items)

    @property
    def mended(self) -> int:
        """Returned items that were answered."""
        return len(self.items) - self.to_mend


def tasks_of(user: Person, todos: Iterable[Todo]) -> list[TaskView]:
    """Return the tasks as the page shows them."""
    return [_task(user, todo) for todo in todos]


def _task(user: Person, todo: Todo) -> TaskView:
    filing = todo.filing
    if filing is None:
        decision = decide_opening(user, todo.cycle, todo.department)
        hindrance = decision.reason or waits_for(todo.cycle, todo.department)
        return TaskView(todo, deadline(todo.deadline), (), None, (), None, None, "", hindrance, None)
    returned = todo.state is State.RETURNED
    summary = summary_of(filing)
    items = returned_items(filing) if returned else ()
    stored = (StageStatus(**stage) for stage in summary.get("stages", []))
    statuses = with_states(_with_returns(status, items) for status in stored)
    links = links_of(filing.pk, statuses)
    owing = todo.state in EDITABLE or todo.state is State.AWAITING_SIGNATURE
    return TaskView(
        todo=todo,
        deadline=deadline(todo.deadline, again=todo.state in REOPENED) if owing else None,
        links=links,
        left=left_of(links, statuses),
        items=items,
        notice=next(iter(notices_of(filing)), None) if returned else None,
        total=_points(summary.get("total")),
        grade=str(summary.get("grade", "")),
        hindrance="",
        first=next((link for link in links if link.status != states.DONE), links[0] if links else None),
        given_back=given_back(filing) if filing.part_of_id is not None and todo.state in EDITABLE else "",
    )


def _with_returns(status: StageStatus, items: Iterable[ReturnedItem]) -> StageStatus:
    """Count the open items of a stage anew: the stored summary is as old as the last save."""
    return replace(status, returned=sum(item.open and item.stage == status.number for item in items))


def left_of(links: tuple[StageLink, ...], statuses: list[StageStatus]) -> Left:
    """Return what is left over all stages."""
    pairs = list(zip(links, statuses, strict=True))
    return Left(
        stages=len(links),
        done=sum(status.state == states.DONE for status in statuses),
        unfinished=tuple(
            link
            for link, one in pairs
            if one.places and (one.state == states.NOT_STARTED or one.missing)
            if one.state in {states.NOT_STARTED, states.IN_PROGRESS}
        ),
        blocking=sum(status.blocking + status.missing for status in statuses),
        missing=sum(status.missing for status in statuses),
        explaining=sum(status.explaining for status in statuses),
        first_blocking=next((link for link, one in pairs if one.blocking or one.missing), None),
        first_explaining=next((link for link, one in pairs if one.explaining), None),
    )


def _points(text: object) -> Decimal | None:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None


def record_of(task: TaskView | None) -> list[TimelineEntry]:
    """Return the latest entries of a filing's record."""
    return timeline_of(task.filing)[:RECENT] if task and task.filing else []


@dataclass(frozen=True, slots=True)
class Earlier:
    """A filing of an earlier year, or a rehearsal: its scores as they ended."""

    filing: Filing
    own: Decimal | None
    verified: Decimal | None
    grade: str


def earlier_of(filings: Iterable[Filing]) -> list[Earlier]:
    """Return filings with their scores, for the list 往年自评."""
    return [
        Earlier(
            filing,
            _points(filing.summary.get("total")),
            _points(filing.summary.get("verified_total")),
            str(filing.summary.get("verified_grade", "")),
        )
        for filing in filings
    ]
