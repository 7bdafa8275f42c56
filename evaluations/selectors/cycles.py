"""The years and their overview: every department that files, where it stands, what is late."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from evaluations import clock
from evaluations.access import Person, departments_of
from evaluations.models import Assignment, Cycle, Department, Filing, Window
from evaluations.workflow import BUREAU_WORDS, Facts, State, is_late, was_sent


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One department in one cycle; `filing` is None before it starts. `late`: it owes something and time is over.

    `sent`: the bureau holds a submission; what it scored stands in the filing's sent_summary.
    """

    department: Department
    filing: Filing | None
    state: State
    sent: bool
    late: bool
    reviewers: tuple[str, ...]

    @property
    def words(self) -> str:
        """The state as the bureau says it."""
        return BUREAU_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Overview:
    """A cycle on one screen."""

    cycle: Cycle
    rows: tuple[OverviewRow, ...]
    by_state: Mapping[State, int]
    windows: Mapping[str, Window]
    now: datetime


def cycles() -> QuerySet[Cycle]:
    """Return every cycle, latest year first, with its windows and versions. Three queries."""
    return Cycle.objects.prefetch_related("windows", "rubrics__version").order_by("-year", "place", "mode")


def departments_in(cycle: Cycle) -> QuerySet[Department]:
    """Return the departments that file in a cycle: those whose kind has a version and that existed in its year."""
    kinds = cycle.rubrics.values("kind")
    first, last = f"{cycle.year}-01-01", f"{cycle.year}-12-31"
    return Department.objects.filter(
        Q(active_from__isnull=True) | Q(active_from__lte=last),
        Q(active_to__isnull=True) | Q(active_to__gte=first),
        kind__in=kinds,
        classified=False,
    )


def overview_of(cycle: Cycle) -> Overview:
    """Return where every department stands. Four queries, however many departments there are."""
    now = clock.now()
    windows = {window.phase: window for window in cycle.windows.all()}
    filings = {filing.department_id: filing for filing in cycle.filings.select_related("version")}
    assigned = Assignment.objects.filter(cycle=cycle).select_related("reviewer").order_by("level", "id")
    departments = departments_in(cycle).prefetch_related(Prefetch("assignments", assigned))
    rows = tuple(_row(department, filings.get(department.pk), windows, now) for department in departments)
    return Overview(
        cycle=cycle,
        rows=rows,
        by_state=Counter(row.state for row in rows),
        windows=windows,
        now=now,
    )


def _row(
    department: Department, filing: Filing | None, windows: Mapping[str, Window], now: datetime
) -> OverviewRow:
    state = State(filing.state) if filing else State.NOT_STARTED
    window = windows.get(Window.Phase.FILING)
    facts = Facts(now=now, closes=window.closes if window else None)
    return OverviewRow(
        department=department,
        filing=filing,
        state=state,
        sent=filing is not None and was_sent(state, filing.round),
        late=is_late(state, facts, filing.due if filing else None),
        reviewers=tuple(str(assignment.reviewer) for assignment in department.assignments.all()),
    )


def my_cycles(user: Person) -> list[tuple[Cycle, Department, Filing | None]]:
    """Return the open cycles that a person's departments file in, each with the filing there is. Few queries."""
    found: list[tuple[Cycle, Department, Filing | None]] = []
    departments = list(departments_of(user))
    filings = {
        (filing.cycle_id, filing.department_id): filing
        for filing in Filing.objects.filter(department__in=departments).select_related("version")
    }
    for cycle in cycles():
        kinds = {rubric.kind for rubric in cycle.rubrics.all()}
        found += [
            (cycle, department, filings.get((cycle.pk, department.pk)))
            for department in departments
            if department.kind in kinds
        ]
    return found
