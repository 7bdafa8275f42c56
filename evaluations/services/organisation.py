"""Departments: entered, changed, closed. An event tells each."""

import re
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from evaluations.access import Person
from evaluations.models import Department

from .events import record
from .results import Refused

CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,19}")
FIELDS = ("name", "kind", "division", "parent", "classified", "active_from", "active_to", "successor")


@transaction.atomic
def save_department(
    *, actor: Person, code: str, values: Mapping[str, object], department: Department | None = None
) -> Department:
    """Enter a department, or change the given one; `values` has any of FIELDS. Refused for a code in use."""
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
    try:
        with transaction.atomic():
            target.save()
    except IntegrityError:
        raise Refused(f"部门编码“{code}”已经有部门使用。请核对后改用别的编码。") from None
    after = {name: getattr(target, f"{name}_id", getattr(target, name)) for name in FIELDS}
    changed = {name: str(after[name]) for name in FIELDS if after[name] != before[name]}
    action = "change_department" if department else "add_department"
    record(actor=actor, action=action, data={"department": target.pk, "code": code, "changed": changed})
    return target


def _keep_out_of_own_branch(department: Department) -> None:
    """Refuse a superior that is the department itself or one of its own units."""
    above, steps = department.parent, 0
    while above is not None:
        steps += 1
        if above.pk == department.pk or steps > 10:
            raise Refused("上级部门不能是本部门或本部门的所属单位。请另选上级部门。")
        above = above.parent
