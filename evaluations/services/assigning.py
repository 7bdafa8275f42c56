"""The rules for whoever reviews a department, by assignment, hand-over or as a deputy."""

from django.db.models import Q

from evaluations.access import Person, roles_of
from evaluations.models import Assignment, Cycle, Department, Event
from evaluations.selectors.shares import deputies_to_run
from evaluations.workflow import FIRST, LEVEL_NAMES, SECOND, Action, Role


def hold_cycle(cycle_id: int) -> Cycle:
    """Return a cycle as it is now; whoever else gives out its departments waits until this transaction ends."""
    return Cycle.objects.select_for_update(no_key=True).get(pk=cycle_id)


def against(person: Person, cycle: Cycle, department: Department, level: int) -> str:
    """Return why a person may not review a department at a level, '' if he may. Ask while holding the cycle."""
    if not FIRST <= level <= cycle.levels:
        return f"{cycle}没有{LEVEL_NAMES.get(level, '这一级')}。请在布置任务时选两级审核。"
    if Role.REVIEWER not in roles_of(person):
        return f"{person}不是审核人。请先由系统管理员设置审核人角色。"
    if person.memberships.filter(department=department).exists():
        return f"{person}属于{department}，不能审核本部门的自评。请另派审核人。"
    if _has_other_level(person, cycle, department, level):
        return f"{person}已经审核{department}的另一环节，初审和复核不能是同一个人。请另派审核人。"
    if level == SECOND and _did_first_level(person, cycle, department):
        return f"{person}办过{department}的初审，初审和复核不能是同一个人。请另派审核人。"
    return ""


def _has_other_level(person: Person, cycle: Cycle, department: Department, level: int) -> bool:
    """Whether a person reviews the department at another level, himself or as a deputy, now or later."""
    stands_in = deputies_to_run().filter(person=person).values("assignment")
    others = Assignment.objects.filter(Q(reviewer=person) | Q(pk__in=stands_in))
    return others.filter(cycle=cycle, department=department).exclude(level=level).exists()


def _did_first_level(person: Person, cycle: Cycle, department: Department) -> bool:
    """Whether a person handed the department's filing on to the second level, whoever it belongs to by now."""
    return Event.objects.filter(
        filing__cycle=cycle,
        filing__department=department,
        filing__part_of=None,
        action=Action.HAND_ON.value,
        actor=person,
    ).exists()
