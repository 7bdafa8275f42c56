"""Departments: entered, changed, closed. An event tells each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluations import clock
from evaluations.access import Person
from evaluations.models import Department, FormerName

from .events import record
from .results import Refused

CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,19}")
FIELDS = ("name", "kind", "division", "parent", "classified", "active_from", "active_to", "successor")


@dataclass(frozen=True, slots=True)
class Renaming:
    """A change of name as it was approved: the day from which the new name holds, and the number of the paper."""

    day: date
    number: str


@transaction.atomic
def save_department(
    *,
    actor: Person,
    code: str,
    values: Mapping[str, object],
    department: Department | None = None,
    renaming: Renaming | None = None,
) -> Department:
    """Enter a department, or change the given one; `values` has any of FIELDS. Refused for a code in use.

    With a `renaming` the name it had is kept among its former names; without one a new name mends a mistake.
    """
    if not CODE.fullmatch(code):
        raise Refused(f"部门编码“{code}”不合要求。请用字母、数字和短横线，不超过 20 个字。")
    if not str(values.get("name", department.name if department else "")).strip():
        raise Refused("部门名称未填。请填写部门名称。")
    target = department or Department()
    before = {name: getattr(target, f"{name}_id", getattr(target, name)) for name in FIELDS}
    target.code = code
    for name in FIELDS:
        if name in values:
            setattr(target, name, values[name])
    _keep_out_of_own_branch(target)
    if renaming is not None:
        _keep_former_name(actor, target, str(before["name"]), renaming)
    try:
        with transaction.atomic():
            target.save()
    except IntegrityError:
        raise Refused(f"部门编码“{code}”已经有部门使用。请核对后改用别的编码。") from None
    after = {name: getattr(target, f"{name}_id", getattr(target, name)) for name in FIELDS}
    changed = {name: str(after[name]) for name in FIELDS if after[name] != before[name]}
    if renaming is not None:
        changed |= {"renamed_on": renaming.day.isoformat(), "renamed_by": renaming.number}
    action = "change_department" if department else "add_department"
    record(actor=actor, action=action, data={"department": target.pk, "code": code, "changed": changed})
    return target


def _keep_former_name(actor: Person, department: Department, name: str, renaming: Renaming) -> None:
    """Keep the name that a department had until a renaming; refused where there is nothing to keep or no such day."""
    if not name or department.name == name:
        raise Refused("填了更名日期或文号，部门名称却没有改。请把名称改为新名称，或清空更名日期和文号。")
    if not renaming.number.strip():
        raise Refused("更名的批准文号未填。请填写文号；只是改正登记错误的，请清空更名日期。")
    if renaming.day > timezone.localdate():
        raise Refused(f"更名日期 {renaming.day} 还没有到。请在更名以后再改部门名称。")
    if Department.objects.select_for_update().get(pk=department.pk).name != name:
        raise Refused("部门名称刚刚被别人改过。请重新打开这一页，核对后再改。")
    last = department.former_names.last()
    if last is not None and renaming.day <= last.until:
        raise Refused(f"更名日期 {renaming.day} 不在上一次更名（{last.until}）之后。请核对更名日期。")
    FormerName.objects.create(
        department=department,
        name=name,
        until=renaming.day,
        number=renaming.number.strip(),
        by=actor,
        at=clock.now(),
    )


def _keep_out_of_own_branch(department: Department) -> None:
    """Refuse a superior that is the department itself or one of its own units, and itself as its successor."""
    if department.successor is not None and department.successor.pk == department.pk:
        raise Refused("承接部门不能是本部门。只改名称的，请填更名日期和文号。")
    above, steps = department.parent, 0
    while above is not None:
        steps += 1
        if above.pk == department.pk or steps > 10:
            raise Refused("上级部门不能是本部门或本部门的所属单位。请另选上级部门。")
        above = above.parent
