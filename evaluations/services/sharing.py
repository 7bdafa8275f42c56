"""移交 and 代审: a department's review goes to somebody else for good, or for some days."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from evaluations import clock
from evaluations.access import Person, roles_of
from evaluations.models import Assignment, Deputy, Filing
from evaluations.selectors.shares import deputies_to_run
from evaluations.workflow import Role

from .assigning import against, hold_cycle
from .cycles import chain_of
from .events import record
from .moving import lock
from .results import Refused
from .words import words_of

NOT_YOURS = "只能移交、指定代审本人审核的部门。请刷新页面后再办理。"
NONE_CHOSEN = "没有选部门。请先勾选部门。"
type Days = tuple[date, date]


@transaction.atomic
def hand_over_reviews(
    *, actor: Person, assignments: Sequence[Assignment], to: Person, reason: str
) -> list[Assignment]:
    """Let somebody else review departments from now on, all of them or none; what was written stays as it is.

    Whoever stands in for the one who reviewed them is done with them. Raises Refused with the reason of every
    department that cannot go over, and when one of them has gone elsewhere meanwhile.
    """
    words = words_of(reason, "移交原因", "请写明为什么移交。")
    held = _held(actor, assignments)
    _refuse(_against_taking(one, to) for one in held)
    now = clock.now()
    for one in held:
        former = one.reviewer
        deputies_to_run().filter(assignment=one).update(ended_at=now)
        one.reviewer = to
        one.save(update_fields=["reviewer"])
        told = {"reviewer": former.pk, "new_user": to.pk, "who": f"{former} → {to}", "reason": words}
        _tell(actor, "hand_over_review", one, told)
    return held


@transaction.atomic
def name_deputies(
    *, actor: Person, assignments: Sequence[Assignment], person: Person, days: Days, reason: str
) -> list[Deputy]:
    """Let somebody review departments in another's place on some days, all of them or none.

    Raises Refused with the reason of every department that he may not review or that has a deputy in these days.
    """
    starts, ends = days
    if ends < starts or starts < timezone.localdate():
        raise Refused("代审的日期不对：从今天或以后的一天开始，结束不早于开始。请改正日期。")
    words = words_of(reason, "代审原因", "请写明为什么请人代审。")
    held = _held(actor, assignments)
    _refuse(_against_standing_in(one, person, days) for one in held)
    now = clock.now()
    made = []
    for one in held:
        made.append(
            Deputy.objects.create(assignment=one, person=person, starts=starts, ends=ends, by=actor, at=now)
        )
        span = {"starts": starts.isoformat(), "ends": ends.isoformat()}
        told = {"reviewer": one.reviewer_id, "deputy": person.pk, **span, "reason": words}
        _tell(actor, "name_deputy", one, {"who": f"{one.reviewer}，代审 {person}", **told})
    return made


@transaction.atomic
def end_deputy(*, actor: Person, deputy: Deputy) -> Deputy:
    """End a deputy before the last day: from now on only the reviewer himself reviews the department."""
    [one] = _held(actor, [deputy.assignment])
    if not deputies_to_run().filter(pk=deputy.pk).update(ended_at=clock.now()):
        raise Refused("这项代审已经结束。")
    span = {"starts": deputy.starts.isoformat(), "ends": deputy.ends.isoformat()}
    told = {"reviewer": one.reviewer_id, "deputy": deputy.person_id, **span}
    _tell(actor, "end_deputy", one, {"who": f"{one.reviewer}，代审 {deputy.person}", **told})
    deputy.refresh_from_db()
    return deputy


def _held(actor: Person, assignments: Sequence[Assignment]) -> list[Assignment]:
    """Return the assignments as they are now, nobody else giving out departments of these cycles meanwhile.

    Raises Refused for none, and where one is no longer as it was seen, or is neither the actor's nor his to give out.
    """
    if not assignments:
        raise Refused(NONE_CHOSEN)
    for cycle in sorted({one.cycle_id for one in assignments}):
        if hold_cycle(cycle).closed_at is not None:
            raise Refused("这项任务已经结束，审核分工不再变动。")
    seen = {one.pk: one.reviewer_id for one in assignments}
    found = Assignment.objects.filter(pk__in=seen).select_related("cycle", "department", "reviewer")
    held = list(found.order_by("cycle", "department", "level"))
    if {one.pk: one.reviewer_id for one in held} != seen:
        raise Refused("审核分工刚刚有变动。请刷新页面后再办理。")
    if Role.RUBRIC_ADMIN not in roles_of(actor) and any(one.reviewer_id != actor.pk for one in held):
        raise Refused(NOT_YOURS)
    return held


def _refuse(reasons: Iterable[str]) -> None:
    """Raise Refused with everything that stands against an act on several departments, if anything does."""
    told = dict.fromkeys(reason for reason in reasons if reason)
    if told:
        raise Refused("".join(told))


def _against_taking(one: Assignment, person: Person) -> str:
    """Return why somebody cannot take an assignment over, or ''."""
    if person.pk == one.reviewer_id or _has(person, one):
        return f"{person}已经审核{one.department}，不用移交。请另选接手人。"
    return against(person, one.cycle, one.department, one.level)


def _against_standing_in(one: Assignment, person: Person, days: Days) -> str:
    """Return why somebody cannot stand in for an assignment's reviewer in these days, or ''."""
    if person.pk == one.reviewer_id or _has(person, one):
        return f"{person}本来就审核{one.department}，不用代审。请另选代审人。"
    starts, ends = days
    other = deputies_to_run().filter(assignment=one, starts__lte=ends, ends__gte=starts).first()
    if other is not None:
        span = f"{other.starts:%Y-%m-%d} 至 {other.ends:%Y-%m-%d}"
        return f"{one.department}在 {span} 已由{other.person}代审。请先提前结束，或改日期。"
    return against(person, one.cycle, one.department, one.level)


def _has(person: Person, one: Assignment) -> bool:
    """Whether a person reviews the same department at the same level himself."""
    same = Assignment.objects.filter(cycle=one.cycle, department=one.department, level=one.level)
    return same.filter(reviewer=person).exists()


def _tell(actor: Person, action: str, one: Assignment, data: Mapping[str, object]) -> None:
    """Record an act on a department's review: in the filing's own record, or before there is one in the cycle's."""
    told = {"department": one.department_id, "level": one.level, **data}
    filing = Filing.objects.filter(cycle=one.cycle, department=one.department, part_of=None).first()
    if filing is None:
        record(actor=actor, action=action, data=told, chain=chain_of(one.cycle))
    else:
        record(actor=actor, action=action, data=told, filing=lock(filing.pk))
