"""The year's task: opened with a version for each kind of department, its windows, its reviewers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from evaluations import clock
from evaluations.access import Person
from evaluations.models import Assignment, Cycle, CycleRubric, Department, Window
from evaluations.workflow import FIRST, Late, SignOff
from rubrics.models import RubricVersion

from .assigning import against, hold_cycle
from .events import record
from .results import Refused
from .vouched_tasks import cycle_said
from .vouching import ROW

type Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class CyclePlan:
    """What a cycle is opened with. `versions`: kind of department -> published version; `windows`: phase -> span."""

    year: int
    place: str
    title: str
    versions: Mapping[str, RubricVersion]
    windows: Mapping[str, Span]
    mode: str = Cycle.Mode.FORMAL
    notice: str = ""
    sign_off: SignOff = SignOff.SKIP
    late: Late = Late.REFUSE
    levels: int = FIRST
    feedback_days: int = 0
    wants_stamp: bool = False
    wants_paper: bool = False


def chain_of(cycle: Cycle) -> str:
    """Return the name of the chain of events of a cycle."""
    return f"cycle/{cycle.pk}"


@transaction.atomic
def open_cycle(*, actor: Person, plan: CyclePlan) -> Cycle:
    """Open a year with published versions. Refused when the year is open already, or a version is not published."""
    if not plan.versions:
        raise Refused("没有选择指标体系。请为每类部门选择已发布启用的版本。")
    for version in plan.versions.values():
        if version.state != RubricVersion.State.PUBLISHED:
            raise Refused(f"{version}没有发布启用，不能用来布置任务。请先发布启用。")
        if version.year != plan.year:
            raise Refused(f"{version}不是 {plan.year} 年度的指标体系。请改选本年度的版本。")
    try:
        with transaction.atomic():
            cycle = Cycle.objects.create(
                year=plan.year,
                place=plan.place,
                mode=plan.mode,
                title=plan.title,
                notice=plan.notice,
                sign_off=plan.sign_off.value,
                late=plan.late.value,
                levels=plan.levels,
                feedback_days=plan.feedback_days,
                wants_stamp=plan.wants_stamp,
                wants_paper=plan.wants_paper,
                opened_by=actor,
            )
    except IntegrityError:
        mode = Cycle.Mode(plan.mode).label
        raise Refused(f"{plan.place} {plan.year} 年度的{mode}任务已经布置。请直接修改起止时间。") from None
    CycleRubric.objects.bulk_create(
        CycleRubric(cycle=cycle, kind=kind, version=version) for kind, version in plan.versions.items()
    )
    data = {
        "title": cycle.title,
        "versions": {kind: version.pk for kind, version in plan.versions.items()},
        ROW: cycle_said(cycle),
    }
    record(actor=actor, action="open_cycle", data=data, chain=chain_of(cycle))
    for phase, span in plan.windows.items():
        set_window(actor=actor, cycle=cycle, phase=phase, span=span)
    return cycle


@transaction.atomic
def set_window(*, actor: Person, cycle: Cycle, phase: str, span: Span) -> Window:
    """Set from when to when a phase is open; moving the end is how a term is extended for everyone."""
    opens, closes = span
    if closes <= opens:
        raise Refused("截止时间不能早于开始时间。请改正起止时间。")
    window, _ = Window.objects.update_or_create(
        cycle=cycle, phase=Window.Phase(phase), defaults={"opens": opens, "closes": closes}
    )
    data = {"phase": phase, "opens": opens.isoformat(), "closes": closes.isoformat()}
    record(actor=actor, action="set_window", data=data, chain=chain_of(cycle))
    return window


@transaction.atomic
def close_cycle(*, actor: Person, cycle: Cycle) -> Cycle:
    """Mark a year as over."""
    closed = Cycle.objects.filter(pk=cycle.pk, closed_at__isnull=True).update(closed_at=clock.now())
    if not closed:
        raise Refused("这项任务已经结束。")
    record(actor=actor, action="close_cycle", chain=chain_of(cycle))
    cycle.refresh_from_db()
    return cycle


@transaction.atomic
def assign_reviewer(
    *, actor: Person, cycle: Cycle, department: Department, reviewer: Person, level: int = FIRST
) -> Assignment:
    """Give a department to a reviewer for a cycle, at a level of the review.

    Refused for the reviewer's own department, and for the second look at what one looks at first.
    """
    reason = against(reviewer, hold_cycle(cycle.pk), department, level)
    if reason:
        raise Refused(reason)
    assignment, made = Assignment.objects.get_or_create(
        cycle=cycle, department=department, reviewer=reviewer, level=level
    )
    if made:
        data = {"department": department.pk, "reviewer": reviewer.pk, "level": level}
        record(actor=actor, action="assign_reviewer", data=data, chain=chain_of(cycle))
    return assignment


@transaction.atomic
def remove_assignment(*, actor: Person, assignment: Assignment) -> None:
    """Take a department from a reviewer, and from whoever stands in for him; what was written stays."""
    hold_cycle(assignment.cycle_id)
    data = {
        "department": assignment.department_id,
        "reviewer": assignment.reviewer_id,
        "level": assignment.level,
    }
    record(actor=actor, action="remove_assignment", data=data, chain=chain_of(assignment.cycle))
    assignment.delete()
