"""A reviewer's departments, with who stands in for him, as the pages of 移交与代审 print them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from evaluations.models import Assignment, Cycle, Deputy
from evaluations.workflow import FIRST, LEVEL_NAMES

from .share_forms import value_of


@dataclass(frozen=True, slots=True)
class DeputyRow:
    """Who stands in for whom and when; `now` on the day of looking."""

    id: int
    person: str
    reviewer: str
    department: str
    task: str
    level: str
    starts: date
    ends: date
    now: bool


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One department that somebody reviews; `value` is what its box posts."""

    id: int
    value: str
    ticked: bool
    reviewer: str
    department: str
    code: str
    task: str
    rehearsal: bool
    level: str
    """初审 or 复核, '' where the task has one level."""
    deputies: tuple[DeputyRow, ...]


def share_row(assignment: Assignment, ticked: Collection[str] = ()) -> ShareRow:
    """Return an assignment whose deputies are fetched already."""
    cycle, value = assignment.cycle, value_of(assignment)
    return ShareRow(
        id=assignment.pk,
        value=value,
        ticked=value in ticked,
        reviewer=str(assignment.reviewer),
        department=assignment.department.name,
        code=assignment.department.code,
        task=cycle.title,
        rehearsal=cycle.mode == Cycle.Mode.REHEARSAL,
        level=_level(assignment),
        deputies=tuple(deputy_row(one, assignment) for one in assignment.deputies.all()),
    )


def deputy_row(deputy: Deputy, assignment: Assignment) -> DeputyRow:
    """Return a deputy of an assignment."""
    today = timezone.localdate()
    return DeputyRow(
        id=deputy.pk,
        person=str(deputy.person),
        reviewer=str(assignment.reviewer),
        department=assignment.department.name,
        task=assignment.cycle.title,
        level=_level(assignment),
        starts=deputy.starts,
        ends=deputy.ends,
        now=deputy.starts <= today <= deputy.ends,
    )


def _level(assignment: Assignment) -> str:
    return LEVEL_NAMES[assignment.level] if assignment.cycle.levels > FIRST else ""
