"""What every page knows of the person who looks at it."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from evaluations.models import Department, Membership
from evaluations.workflow import Role
from portal.context import Who, portal
from portal.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def head() -> User:
    """A person who files and signs for one department, and once reviewed."""
    user = User.objects.create_user("示例01", name="示例负责人")
    department = Department.objects.create(code="103001", name="示例一局")
    for role in (Role.HEAD, Role.FILER):
        Membership.objects.create(user=user, department=department, role=role, starts=date(2020, 1, 1))
    Membership.objects.create(user=user, role=Role.REVIEWER, starts=date(2020, 1, 1), ends=date(2020, 2, 1))
    return user


def known(rf: RequestFactory, user: Any) -> dict[str, Any]:
    request = rf.get("/")
    request.user = user
    request.resolver_match = None
    return portal(request)


def test_context_of_a_stranger_has_no_menu_and_no_name(rf: RequestFactory) -> None:
    context = known(rf, AnonymousUser())
    assert (context["navigation"], context["who"]) == ([], None)


def test_context_names_the_person_with_department_and_present_roles(rf: RequestFactory, head: User) -> None:
    assert known(rf, head)["who"] == Who("示例负责人", "示例一局", "填报人、部门负责人")


def test_context_asks_the_database_twice(
    rf: RequestFactory, head: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        known(rf, head)


def test_page_shows_the_account_menu(client: Client, head: User) -> None:
    client.force_login(head)
    page = client.get("/password").content.decode()
    assert "示例一局 · 填报人、部门负责人 示例负责人" in page
    assert '<form method="post" action="/logout" data-signout' in page
