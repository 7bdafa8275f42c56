"""The years and their overview: every department that files, where it stands, what is late."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from evaluations import clock
from evaluations.access import Person, departments_of
from evaluations.models import Assignment, Cycle, Department, Filing, Window
from evaluations.workflow import BUREAU_WORDS, EDITABLE, Facts, State, is_late, was_sent


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
    """Return the departments that file in a cycle: those whose kind has a version and that existed in its year.

    A unit whose department files is no department of its own; there are two levels.
    """
    return _filing_in(cycle).exclude(parent__in=_summing_in(cycle).values("pk"))


def _filing_in(cycle: Cycle) -> QuerySet[Department]:
    return open_in(cycle).filter(kind__in=cycle.rubrics.values("kind"))


def _summing_in(cycle: Cycle) -> QuerySet[Department]:
    """Return the departments that would sum up units."""
    return _filing_in(cycle).filter(parent=None)


def open_in(cycle: Cycle) -> QuerySet[Department]:
    """Return departments and units that existed in a cycle's year and file here."""
    first, last = f"{cycle.year}-01-01", f"{cycle.year}-12-31"
    return Department.objects.filter(
        Q(active_from__isnull=True) | Q(active_from__lte=last),
        Q(active_to__isnull=True) | Q(active_to__gte=first),
        classified=False,
    )


def superior_in(cycle: Cycle, department: Department) -> Department | None:
    """Return the department that sums a unit up in a cycle, None where it files for itself."""
    if department.parent_id is None:
        return None
    return _summing_in(cycle).filter(pk=department.parent_id).first()


def waits_for(cycle: Cycle, department: Department) -> str:
    """Return why a unit's filing cannot begin yet, '' for a department. At most two queries."""
    superior = superior_in(cycle, department)
    if superior is None:
        return ""
    whole = Filing.objects.filter(cycle=cycle, department=superior, subject_key="").first()
    if whole is None:
        return f"上级部门{superior}还没有开始填报。请联系上级部门先点“开始填报”，您这里会同时开通。"
    return closed_to_new_parts(whole)


def closed_to_new_parts(whole: Filing) -> str:
    """Return why nothing more can be opened that a department would sum up, '' while its filing is open."""
    if State(whole.state) in EDITABLE:
        return ""
    return f"{whole.department}的自评已经报出，不能再开通单位的填报。部门自评撤回或退回以后再办理。"


def units_in(cycle: Cycle, department: Department) -> QuerySet[Department]:
    """Return the units that a department which files in a cycle sums up."""
    return open_in(cycle).filter(parent=department)


def overview_of(cycle: Cycle) -> Overview:
    """Return where every department stands. Four queries, however many departments there are."""
    now = clock.now()
    windows = {window.phase: window for window in cycle.windows.all()}
    filings = {
        filing.department_id: filing
        for filing in cycle.filings.filter(part_of=None).select_related("version")
    }
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
    """Return the open cycles that a person's departments file in, each with the filing there is. Few queries.

    A department that sums up units has its own share beside its filing.
    """
    found: list[tuple[Cycle, Department, Filing | None]] = []
    departments = list(departments_of(user).select_related("parent"))
    filings: dict[tuple[int, int], Filing] = {}
    shares: dict[tuple[int, int], Filing] = {}
    for filing in Filing.objects.filter(department__in=departments).select_related("version"):
        (shares if filing.subject_key else filings)[filing.cycle_id, filing.department_id] = filing
    for cycle in cycles():
        kinds = {rubric.kind for rubric in cycle.rubrics.all()}
        found += [
            (cycle, department, filings.get((cycle.pk, department.pk)))
            for department in departments
            if department.kind in kinds or (department.parent and department.parent.kind in kinds)
        ]
        found += [
            (cycle, one, shares[cycle.pk, one.pk]) for one in departments if (cycle.pk, one.pk) in shares
        ]
    return found
