"""审核分工: which departments a person reviews, who stands in for whom, and who can be asked to."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from evaluations.access import Person
from evaluations.models import Assignment, Cycle, Deputy
from evaluations.workflow import Role


def deputies_to_run() -> QuerySet[Deputy]:
    """Return the deputies whose days are not over: today's and later ones."""
    return Deputy.objects.filter(ended_at=None, ends__gte=timezone.localdate())


def shares_of(person: Person) -> list[Assignment]:
    """Return the departments of a reviewer in tasks that are open, each with its deputies. Two queries."""
    own = Assignment.objects.filter(reviewer=person.pk, cycle__closed_at=None)
    return list(_with_deputies(own).order_by("-cycle__year", "cycle", "department__code", "level"))


def shares_in(cycle: Cycle) -> QuerySet[Assignment]:
    """Return who reviews what in a cycle, each with its deputies. Two queries."""
    return _with_deputies(Assignment.objects.filter(cycle=cycle)).order_by("level", "id")


def standing_in(person: Person) -> list[Deputy]:
    """Return where a person reviews in the place of others, today or later. One query."""
    mine = deputies_to_run().filter(person=person.pk, assignment__cycle__closed_at=None)
    return list(
        mine.select_related("assignment__reviewer", "assignment__department", "assignment__cycle").order_by(
            "starts", "assignment__department__code"
        )
    )


def reviewers() -> QuerySet[Any]:
    """Return the people who are reviewers today."""
    today = timezone.localdate()
    live = Q(memberships__ends__isnull=True) | Q(memberships__ends__gte=today)
    return (
        get_user_model()
        .objects.filter(
            live, memberships__role=Role.REVIEWER.value, memberships__starts__lte=today, is_active=True
        )
        .distinct()
        .order_by("username")
    )


def _with_deputies(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    deputies = deputies_to_run().select_related("person").order_by("starts", "id")
    return assignments.select_related("cycle", "department", "reviewer").prefetch_related(
        Prefetch("deputies", deputies)
    )
