"""An account and its roles as the pages of 账号管理 print them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from evaluations.models import Membership
from evaluations.workflow import ROLE_NAMES, Role


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role of a person; `live` on the day of looking, `open` while it can still be ended."""

    id: int
    name: str
    place: str
    starts: date
    ends: date | None
    live: bool
    open: bool


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account of the list, with the roles that it has today."""

    id: int
    username: str
    name: str
    is_active: bool
    must_change_password: bool
    """Nobody has signed in with the one-time password and chosen another yet."""
    roles: tuple[HeldRole, ...]
    last_login: Any


def account_row(person: Any, today: date) -> AccountRow:
    """Return an account whose memberships are fetched already."""
    held = (_held(one, today) for one in person.memberships.all())
    roles = tuple(role for role in held if role.live)
    return AccountRow(
        id=person.pk,
        username=person.username,
        name=person.name,
        is_active=person.is_active,
        must_change_password=person.must_change_password,
        roles=roles,
        last_login=person.last_login,
    )


def held_roles(person: Any, today: date) -> list[HeldRole]:
    """Return every role of a person, those in force first. One query."""
    memberships = person.memberships.select_related("department").order_by("-starts", "role")
    return sorted((_held(one, today) for one in memberships), key=lambda role: not role.live)


def _held(membership: Membership, today: date) -> HeldRole:
    ended = membership.ends is not None and membership.ends < today
    return HeldRole(
        id=membership.pk,
        name=ROLE_NAMES[Role(membership.role)],
        place=membership.department.name if membership.department else "财政部门",
        starts=membership.starts,
        ends=membership.ends,
        live=membership.starts <= today and not ended,
        open=not ended,
    )
