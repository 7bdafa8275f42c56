"""Who is what: accounts with their roles, departments with their people."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Prefetch, QuerySet

from evaluations.access import departments_of, memberships_of, roles_of
from evaluations.models import Department, Membership

__all__ = ["accounts", "departments", "departments_of", "members_of", "memberships_of", "roles_of"]


def accounts() -> QuerySet[Any]:
    """Return every account with its memberships, two queries however many there are."""
    memberships = Membership.objects.select_related("department").order_by("role", "starts")
    return (
        get_user_model().objects.order_by("username").prefetch_related(Prefetch("memberships", memberships))
    )


def departments() -> QuerySet[Department]:
    """Return every department with its superior."""
    return Department.objects.select_related("parent").order_by("code")


def members_of(department: Department) -> QuerySet[Membership]:
    """Return the memberships of a department, past ones included, latest first."""
    return department.memberships.select_related("user").order_by("role", "-starts")
