"""Rows for tests, made as plainly as possible; what is not named is made up."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from evaluations.models import (
    Assignment,
    Cycle,
    CycleRubric,
    Department,
    Deputy,
    Filing,
    Membership,
    Window,
)
from evaluations.workflow import Role
from rubrics.models import RubricDocument, RubricVersion, digest_of

PASSWORD = "correct-horse-battery"
_numbers = itertools.count(1)
LONG_AGO = date(2000, 1, 1)


def user(username: str = "", **fields):
    name = username or f"user{next(_numbers)}"
    return get_user_model().objects.create_user(name, PASSWORD, **{"name": name, **fields})


def department(name: str = "", **fields) -> Department:
    number = next(_numbers)
    return Department.objects.create(
        **{"code": f"{900000 + number}", "name": name or f"示例{number}局", **fields}
    )


def member(role: Role, department: Department | None = None, username: str = "", **fields):
    """A new person who holds a role."""
    person = user(username, **fields)
    Membership.objects.create(user=person, role=role.value, department=department, starts=LONG_AGO)
    return person


def version(text: str, *, year: int = 2020, kind: str = "部门", place: str = "示例区") -> RubricVersion:
    document, _ = RubricDocument.objects.get_or_create(digest=digest_of(text), defaults={"body": text})
    last = RubricVersion.objects.filter(place=place, kind=kind, year=year).count()
    return RubricVersion.objects.create(
        place=place,
        kind=kind,
        year=year,
        number=last + 1,
        document=document,
        title="示例",
        state=RubricVersion.State.PUBLISHED,
        imported_by="示例",
        imported_at=timezone.now(),
    )


def cycle(version: RubricVersion, *, open_days: int = 30, **fields) -> Cycle:
    """A cycle whose filing window opened yesterday and closes in `open_days` (negative: closed)."""
    made = Cycle.objects.create(
        **{
            "year": version.year,
            "place": version.place,
            "title": f"{version.year} 年度自评",
            "opened_by": user(),
            **fields,
        }
    )
    CycleRubric.objects.create(cycle=made, kind=version.kind, version=version)
    now = timezone.now()
    opens = now + timedelta(days=min(-1, open_days - 1))
    Window.objects.create(
        cycle=made, phase=Window.Phase.FILING, opens=opens, closes=now + timedelta(days=open_days)
    )
    return made


def filing(cycle: Cycle, department: Department, **fields) -> Filing:
    rubric = cycle.rubrics.get(kind=department.kind)
    return Filing.objects.create(
        **{"cycle": cycle, "department": department, "version": rubric.version, **fields}
    )


def reviewer_of(cycle: Cycle, department: Department, username: str = ""):
    """A new reviewer who looks after a department in a cycle."""
    person = member(Role.REVIEWER, username=username)
    Assignment.objects.create(cycle=cycle, department=department, reviewer=person)
    return person


def deputy_of(reviewer, first: int, last: int, username: str = ""):
    """A new reviewer who stands in for another from so many days after today to so many."""
    person, today = member(Role.REVIEWER, username=username), timezone.localdate()
    for assignment in reviewer.assignments.all():
        Deputy.objects.create(
            assignment=assignment,
            person=person,
            starts=today + timedelta(days=first),
            ends=today + timedelta(days=last),
            by=reviewer,
            at=timezone.now(),
        )
    return person
