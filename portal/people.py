"""Roles and departments of a user (a stand-in until the selector of evaluations is there)."""

from typing import Any

from evaluations.workflow import Role


def roles_of(user: Any) -> frozenset[Role]:
    try:
        from evaluations.selectors import accounts  # noqa: PLC0415
    except ImportError:
        rows = user.memberships.filter(ends__isnull=True)
        return frozenset(Role(row.role) for row in rows)
    return accounts.roles_of(user)


def departments_of(user: Any) -> list[Any]:
    try:
        from evaluations.selectors import accounts  # noqa: PLC0415
    except ImportError:
        rows = user.memberships.filter(ends__isnull=True, department__isnull=False)
        return [row.department for row in rows.select_related("department")]
    return list(accounts.departments_of(user))
