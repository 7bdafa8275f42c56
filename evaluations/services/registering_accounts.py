"""Accounts and roles of a list: one row a role; new accounts get one-time passwords, encoded beforehand."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, PBKDF2PasswordHasher, get_hasher
from django.utils import timezone

from evaluations.access import Person
from evaluations.models import Department
from evaluations.workflow import ROLE_NAMES

from .accounts import add_user, grant, one_time_password
from .registering import ADDED, CHANGED, SAME, Listed, Outcome, RowRefusedError, take_all

USERNAME, NAME, ROLE, DEPARTMENT, STARTS, ENDS = "username", "name", "role", "department", "starts", "ends"
ROLES = {name: role for role, name in ROLE_NAMES.items()}
ONE_TIME_ROUNDS = 20_000
"""Rounds for a random password of 59 bits that is changed at once; Django encodes it anew at the first sign-in."""


def new_passwords(rows: Sequence[Listed]) -> dict[str, str]:
    """Return account -> one-time password for every account of the list that does not exist yet. One query."""
    names = {row.text(USERNAME) for row in rows}
    known = set(get_user_model().objects.filter(username__in=names).values_list("username", flat=True))
    return {name: one_time_password() for name in sorted(names - known)}


def encode(password: str) -> str:
    """Return a one-time password encoded quickly enough for a list of hundreds."""
    hasher = get_hasher("default")
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(password, hasher.salt(), iterations=ONE_TIME_ROUNDS)
    return hasher.encode(password, hasher.salt())


def register_accounts(
    actor: Person, rows: Sequence[Listed], encoded: Mapping[str, str]
) -> tuple[Outcome, ...]:
    """Take every row in the order of the list; `encoded` account -> encoded password of new ones."""
    return take_all(rows, lambda row: _take(actor, row, encoded.get(row.text(USERNAME), "")))


def _take(actor: Person, row: Listed, encoded: str) -> str:
    user = get_user_model().objects.filter(username=row.text(USERNAME)).first()
    act = SAME
    if user is None:
        password = encoded or UNUSABLE_PASSWORD_PREFIX
        user = add_user(actor=actor, username=row.text(USERNAME), name=row.text(NAME), encoded=password)
        act = ADDED
    elif row.text(NAME) and user.name != row.text(NAME):
        raise RowRefusedError(
            f"账号“{user.get_username()}”已经有人使用，姓名不同。请核对账号，或改用别的账号。", USERNAME
        )
    if not row.text(ROLE):
        return act
    return act if _has_role(user, row) else _granted(actor, user, row, act)


def _granted(actor: Person, user: Person, row: Listed, act: str) -> str:
    grant(
        actor=actor,
        user=user,
        role=ROLES[row.text(ROLE)],
        department=_department(row),
        starts=_day(row, STARTS) or timezone.localdate(),
        ends=_day(row, ENDS),
    )
    return ADDED if act == ADDED else CHANGED


def _has_role(user: Person, row: Listed) -> bool:
    """Say whether the person holds the role already: the same list sent again changes nothing."""
    held = user.memberships.filter(role=ROLES[row.text(ROLE)].value, department=_department(row))
    return any(one.ends == _day(row, ENDS) for one in held)


def _department(row: Listed) -> Department | None:
    code = row.text(DEPARTMENT)
    if not code:
        return None
    found = Department.objects.filter(code=code).first()
    if found is None:
        raise RowRefusedError(f"没有编码为“{code}”的部门。请先登记部门，或核对编码。", DEPARTMENT)
    return found


def _day(row: Listed, column: str) -> date | None:
    return date.fromisoformat(row.text(column)) if row.text(column) else None
