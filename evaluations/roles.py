"""What a person is: the roles that hold on a day, and what he is by them to one filing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from .models import Assignment, Department, Deputy, Filing, Membership
from .workflow import BUREAU, FIRST, OWN, Role

type Person = Any
"""A user of the project; this floor knows no more of it than its id, is_active and must_change_password."""


def memberships_of(user: Person, day: date | None = None) -> QuerySet[Membership]:
    """Return the memberships of a person that hold on a day (today); none for an account that is switched off."""
    if not getattr(user, "is_active", False) or user.pk is None:
        return Membership.objects.none()
    today = day or timezone.localdate()
    return Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), user=user, starts__lte=today)


def roles_of(user: Person, day: date | None = None) -> frozenset[Role]:
    """Return every role a person holds on a day, wherever."""
    return frozenset(Role(role) for role in memberships_of(user, day).values_list("role", flat=True))


def roles_at_the_gate(user: Person) -> frozenset[Role]:
    """Return every role a person holds now, and keep on the person of this request what was read for `filing_for`.

    A write asks again inside its transaction.
    """
    user.seen_at_the_gate = list(memberships_of(user))
    return frozenset(Role(membership.role) for membership in user.seen_at_the_gate)


def departments_of(user: Person, day: date | None = None) -> QuerySet[Department]:
    """Return the departments a person files or signs for."""
    return Department.objects.filter(
        pk__in=memberships_of(user, day).filter(role__in=OWN).values("department")
    )


def roles_on(
    user: Person, filing: Filing, memberships: Iterable[Membership] | None = None
) -> frozenset[Role]:
    """Return what a person is to a filing; to a part of what a department sums up also by the department's.

    Whoever reviews the department may look at what it sums up, and is nothing to what it leaves out.
    """
    known = list(memberships_of(user) if memberships is None else memberships)
    if filing.part_of is None:
        return roles_in(user, filing.cycle_id, filing.department_id, known)
    above = filing.part_of.department_id
    roles = {Role(one.role) for one in known if one.department_id == filing.department_id}
    roles |= {Role(one.role) for one in known} & {Role.AUDITOR}
    if any(one.department_id == above for one in known):
        roles.add(Role.SUPERIOR)
    if not filing.left_out:
        roles |= roles_in(user, filing.cycle_id, above, known) & BUREAU
    return frozenset(roles)


def roles_in(
    user: Person, cycle_id: int, department_id: int, memberships: Iterable[Membership] | None = None
) -> frozenset[Role]:
    """Return what a person is to the filing of one department in one cycle."""
    roles = set()
    for membership in memberships_of(user) if memberships is None else memberships:
        role = Role(membership.role)
        if role in OWN and membership.department_id != department_id:
            continue
        if role is Role.REVIEWER and not is_assigned(user, cycle_id, department_id):
            continue
        roles.add(role)
    return frozenset(roles)


def assignments_of(user: Person, day: date | None = None) -> QuerySet[Assignment]:
    """Return what a person reviews on a day (today): what is his own, and what he looks after as a deputy."""
    today = day or timezone.localdate()
    deputising = Deputy.objects.filter(
        assignment=OuterRef("pk"), person=user.pk, ended_at=None, starts__lte=today, ends__gte=today
    )
    return Assignment.objects.filter(Q(reviewer=user.pk) | Q(Exists(deputising)))


def deputising_for(user: Person, filing: Filing, level: int) -> tuple[Person, ...]:
    """Return in whose place a person reviews a filing at a level today; nobody where it is his own. One query."""
    held = assignments_of(user).filter(cycle=filing.cycle_id, department=filing.department_id)
    if filing.cycle.levels > FIRST:
        held = held.filter(level=level)
    reviewers = [one.reviewer for one in held.select_related("reviewer").order_by("id")]
    return () if user in reviewers else tuple(reviewers)


def is_assigned(user: Person, cycle_id: int, department_id: int) -> bool:
    return assignments_of(user).filter(cycle=cycle_id, department=department_id).exists()
