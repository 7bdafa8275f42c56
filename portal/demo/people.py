"""Accounts of the demonstration year. One password for all, printed by the command, never for production."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from evaluations.models import Department
from evaluations.services import accounts, organisation
from evaluations.workflow import ROLE_NAMES, Role

from .plan import Plan

PASSWORD = "shifan-2020-zhanghao"  # noqa: S105 - printed on the screen of whoever makes the demonstration
SINCE = date(2020, 1, 1)
type Person = Any


def person(actor: Person, username: str, name: str) -> tuple[Person, bool]:
    """Return the account of that name, made if it is not there, and whether it was made."""
    users = get_user_model()
    found = users.objects.filter(username=username).first()
    if found:
        return found, False
    return accounts.create_user(actor=actor, username=username, name=name, password=PASSWORD)[0], True


def holder(
    actor: Person,
    username: str,
    name: str,
    role: Role,
    department: Department | None = None,
    ends: date | None = None,
) -> Person:
    """Return the account, holding a role."""
    user, made = person(actor, username, name)
    if made:
        accounts.grant(actor=actor, user=user, role=role, department=department, starts=SINCE, ends=ends)
    return user


def bureau(plan: Plan) -> dict[Role, list[Person]]:
    """Return the bureau's people by role; the system admin comes first and makes the others."""
    found: dict[Role, list[Person]] = {}
    first = sorted(plan.bureau, key=lambda one: one.role is not Role.SYSTEM_ADMIN)
    admin: Person = None
    for official in first:
        ends = timezone.localdate() + timedelta(days=official.days) if official.days else None
        user = holder(admin, official.username, official.name, official.role, ends=ends)
        admin = admin or user
        found.setdefault(official.role, []).append(user)
    return found


def department(
    admin: Person, code: str, name: str, division: str, parent: Department | None = None
) -> Department:
    """Return a department, entered if it is not there."""
    found = Department.objects.filter(code=code).first()
    values: dict[str, object] = {"name": name, "division": division, "parent": parent}
    return found or organisation.save_department(actor=admin, code=code, values=values)


def staff(admin: Person, department: Department) -> dict[Role, Person]:
    """Return the filer and the head of a department: accounts <code>-01 and <code>-02."""
    return {
        role: holder(admin, f"{department.code}-{number:02d}", f"示例{ROLE_NAMES[role]}", role, department)
        for number, role in enumerate((Role.FILER, Role.HEAD), start=1)
    }
