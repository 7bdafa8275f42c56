"""An account is handed over: somebody else takes its roles and departments; what was done stays under the old name."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from evaluations.access import Person
from evaluations.models import Assignment, Membership, SecondLook
from evaluations.selectors.shares import deputies_to_run

from .accounts import create_user
from .events import record
from .results import Refused


def next_username(username: str) -> str:
    """Return the next free account of the same department (103001-01 -> 103001-03), '' where there is no number."""
    prefix, dash, number = username.rpartition("-")
    if not dash or not number.isascii() or not number.isdigit():
        return ""
    taken = get_user_model().objects.filter(username__startswith=f"{prefix}-")
    numbers = [name.rpartition("-")[2] for name in taken.values_list("username", flat=True)]
    last = max((int(one) for one in numbers if one.isascii() and one.isdigit()), default=int(number))
    return f"{prefix}-{last + 1:0{len(number)}d}"


@transaction.atomic
def hand_over(*, actor: Person, user: Person, username: str, name: str) -> tuple[Person, str]:
    """Give what an account holds from today on to a new one; return that with its one-time password.

    Roles end for the old account today and begin for the new one; departments under review in open cycles go along,
    those under review in the place of others, and what was given for a second look.
    The old account is switched off. Raises Refused where there is nothing to hand over, or to oneself.
    """
    if user.pk == actor.pk:
        raise Refused("不能交接自己的账号。请由另一位系统管理员办理。")
    old = get_user_model().objects.select_for_update().get(pk=user.pk)
    today = timezone.localdate()
    held = list(old.memberships.filter(Q(ends__isnull=True) | Q(ends__gte=today)))
    if not old.is_active or not held:
        raise Refused("这个账号已停用或没有在任的角色，没有可以交接的。请直接增加账号并设置角色。")
    new, password = create_user(actor=actor, username=username, name=name)
    for role in held:
        _move(role, new)
    reviews = Assignment.objects.filter(reviewer=old, cycle__closed_at__isnull=True)
    departments = sorted(set(reviews.values_list("department_id", flat=True)))
    reviews.update(reviewer=new)
    deputies_to_run().filter(person=old).update(person=new)
    SecondLook.objects.filter(reader=old, finished_at__isnull=True).update(reader=new)
    old.is_active = False
    old.save(update_fields=["is_active"])
    record(
        actor=actor,
        action="hand_over",
        data={
            "user": old.pk,
            "new_user": new.pk,
            "roles": [role.role for role in held],
            "departments": departments,
        },
    )
    return new, password


def _move(role: Membership, new: Person) -> None:
    """Let a role end today and begin for the new account; one that has not begun goes over whole."""
    today, ends = timezone.localdate(), role.ends
    if role.starts > today:
        role.user = new
        role.save(update_fields=["user"])
        return
    role.ends = today
    role.save(update_fields=["ends"])
    Membership.objects.create(user=new, role=role.role, department=role.department, starts=today, ends=ends)
