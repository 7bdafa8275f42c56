"""Accounts and their roles. The three administrations stay with three different people (三员分立)."""

import secrets
from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from evaluations.access import Person
from evaluations.models import Department, Membership
from evaluations.workflow import OWN, ROLE_NAMES, Role

from .events import record
from .results import Refused

SEPARATED = (Role.SYSTEM_ADMIN, Role.RUBRIC_ADMIN, Role.AUDITOR)
LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"
"""Of one-time passwords: nothing that can be misread on paper."""
SAME_PASSWORD = "新密码与现用密码一样。请换一个新密码。"  # noqa: S105 - a sentence


def one_time_password() -> str:
    """Return a random password of twelve signs, easy to copy from paper."""
    groups = ("".join(secrets.choice(LETTERS + DIGITS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


@transaction.atomic
def create_user(
    *, actor: Person, username: str, name: str, password: str | None = None
) -> tuple[Person, str]:
    """Make an account; return it with its password, which is shown once and nowhere kept.

    A one-time password has to be changed at the first sign-in; a `password` that was chosen for the account stays.
    """
    chosen = password or one_time_password()
    encoded = make_password(chosen)
    user = add_user(actor=actor, username=username, name=name, encoded=encoded, one_time=not password)
    return user, chosen


@transaction.atomic
def add_user(*, actor: Person, username: str, name: str, encoded: str, one_time: bool = True) -> Person:
    """Make an account whose password is encoded already: many of them are encoded before the transaction.

    `one_time`: the person has to change the password before anything else.
    """
    users = get_user_model()
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError:
        raise Refused(f"账号“{username}”不合要求。请用字母、数字和 @ . + - _。") from None
    if not name.strip():
        raise Refused("姓名未填。请填写姓名。")
    normal = users.normalize_username(username)
    try:
        with transaction.atomic():
            user = users.objects.create(
                username=normal, password=encoded, name=name, must_change_password=one_time
            )
    except IntegrityError:
        raise Refused(f"账号“{username}”已经有人使用。请改用别的账号。") from None
    record(actor=actor, action="add_user", data={"user": user.pk, "username": username})
    return user


@transaction.atomic
def update_user(
    *, actor: Person, user: Person, name: str, is_active: bool, email: str | None = None
) -> Person:
    """Change a person's name or mail address (None: as it is), or switch the account off or on.

    A switched-off one is out at the next request.
    """
    if user.pk == actor.pk and not is_active:
        raise Refused("不能停用自己的账号。请由另一位系统管理员办理。")
    changed = {}
    wanted = {"name": name, "is_active": is_active, "email": user.email if email is None else email}
    for field, value in wanted.items():
        if getattr(user, field) != value:
            setattr(user, field, value)
            changed[field] = value
    if changed:
        user.save(update_fields=list(changed))
        record(actor=actor, action="change_user", data={"user": user.pk, "changed": changed})
    return user


@transaction.atomic
def reset_password(*, actor: Person, user: Person) -> str:
    """Give an account a new one-time password and return it; sessions of the old one end by Django's own rule."""
    password = one_time_password()
    _set_password(user, password, one_time=True)
    record(actor=actor, action="reset_password", data={"user": user.pk})
    return password


@transaction.atomic
def change_password(*, actor: Person, old: str, new: str) -> None:
    """Let a person choose a new password; the old one is asked for. From then on every page opens.

    The account is held meanwhile: a reset that comes at the same time is not written over.
    """
    held = get_user_model().objects.select_for_update().get(pk=actor.pk)
    if not held.check_password(old):
        raise Refused("原密码不对。请重新输入；忘记密码的，请联系系统管理员重置。")
    if held.check_password(new):
        raise Refused(SAME_PASSWORD)
    try:
        validate_password(new, held)
    except ValidationError as error:
        raise Refused("".join(error.messages)) from None
    _set_password(actor, new, one_time=False)
    record(actor=actor, action="change_password", data={"user": actor.pk})


def _set_password(user: Person, password: str, *, one_time: bool) -> None:
    user.set_password(password)
    user.must_change_password = one_time
    user.save(update_fields=["password", "must_change_password"])


@transaction.atomic
def grant(
    *,
    actor: Person,
    user: Person,
    role: Role,
    department: Department | None = None,
    starts: date,
    ends: date | None = None,
) -> Membership:
    """Give a person a role from a day on. Refused where it would join two of the separated administrations."""
    get_user_model().objects.select_for_update().get(pk=user.pk)
    if (role in OWN) != (department is not None):
        raise Refused(f"{ROLE_NAMES[role]}{'须' if role in OWN else '不'}属于一个部门。请改正部门一栏。")
    if ends is not None and ends < starts:
        raise Refused("结束日期早于开始日期。请改正日期。")
    if role is Role.RECHECKER and ends is None:
        raise Refused("复核人是临时账号，须有结束日期。请填写结束日期。")
    overlapping = user.memberships.filter(Q(ends__isnull=True) | Q(ends__gte=starts))
    if ends is not None:
        overlapping = overlapping.filter(starts__lte=ends)
    others = {Role(held) for held in overlapping.values_list("role", flat=True)} - {role}
    against = others if role is Role.RECHECKER else others & _apart_from(role)
    if against:
        held = "、".join(ROLE_NAMES[other] for other in sorted(against))
        raise Refused(f"{user}已是{held}，不能兼任{ROLE_NAMES[role]}。请另派人员，或先结束原来的角色。")
    if overlapping.filter(role=role, department=department).exists():
        raise Refused(f"{user}在这段时间已是{ROLE_NAMES[role]}。不必重复设置。")
    membership = Membership.objects.create(
        user=user, role=role.value, department=department, starts=starts, ends=ends
    )
    record(actor=actor, action="grant_role", data=_described(membership))
    return membership


def _apart_from(role: Role) -> frozenset[Role]:
    """Return the roles that nobody may hold beside a role; a 临时复核账号 has none beside its own."""
    separated = SEPARATED if role in SEPARATED else ()
    return frozenset({*separated, Role.RECHECKER}) - {role}


@transaction.atomic
def end_membership(*, actor: Person, membership: Membership, ends: date) -> Membership:
    """Let a role end with a day, that day included."""
    if ends < membership.starts:
        raise Refused("结束日期早于开始日期。请改正日期。")
    membership.ends = ends
    membership.save(update_fields=["ends"])
    record(actor=actor, action="end_role", data=_described(membership))
    return membership


def _described(membership: Membership) -> dict[str, object]:
    return {
        "user": membership.user_id,
        "role": membership.role,
        "department": membership.department_id,
        "starts": membership.starts.isoformat(),
        "ends": membership.ends.isoformat() if membership.ends else "",
    }
