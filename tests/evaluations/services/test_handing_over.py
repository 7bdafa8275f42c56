"""An account is handed over: what it holds goes along, what was done stays under the old name."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Assignment, Change, Event, Membership
from evaluations.services import Refused
from evaluations.services.filing import save_fields
from evaluations.services.handing_over import hand_over, next_username
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.conftest import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db):
    return factories.member(Role.SYSTEM_ADMIN, username="admin")


def roles(user) -> list[tuple]:
    return list(user.memberships.order_by("id").values_list("role", "department", "starts", "ends"))


def test_roles_go_over_and_what_was_done_keeps_the_old_name(office, admin):
    old, today = office.filer, timezone.localdate()
    began = today - timedelta(days=100)
    Membership.objects.filter(user=old).update(starts=began)
    save_fields(actor=old, filing=office.filing, values=typed({"fig:调整预算数": "100"}))

    new, password = hand_over(actor=admin, user=old, username="103001-09", name="接手人")

    old.refresh_from_db()
    here = office.department.pk
    assert roles(old) == [("filer", here, began, today)]
    assert roles(new) == [("filer", here, today, None)]
    assert (old.is_active, new.is_active, new.must_change_password) == (False, True, True)
    assert new.check_password(password)
    assert Change.objects.get().by == old
    event = Event.objects.filter(action="hand_over").get()
    assert event.data == {"user": old.pk, "new_user": new.pk, "roles": ["filer"], "departments": []}
    assert save_fields(actor=new, filing=office.filing, values=typed({"fig:调整预算数": "90"}, 1)).ok
    with pytest.raises(Refused):
        save_fields(actor=old, filing=office.filing, values=typed({"fig:调整预算数": "80"}, 2))


def test_departments_under_review_go_over_in_open_cycles_only(office, admin):
    closed = factories.cycle(office.cycle.rubrics.get().version, year=2019, closed_at=timezone.now())
    Assignment.objects.create(reviewer=office.reviewer, cycle=closed, department=office.department)

    new, _ = hand_over(actor=admin, user=office.reviewer, username="reviewer2", name="接手人")

    told = Assignment.objects.order_by("cycle__year").values_list("cycle__year", "reviewer")
    assert list(told) == [(2019, office.reviewer.pk), (2020, new.pk)]


@pytest.mark.parametrize("why", ["oneself", "switched off", "no role", "name taken"])
def test_what_cannot_be_handed_over_is_refused_and_nothing_changes(office, admin, why):
    user = {"oneself": admin, "no role": factories.user("nobody")}.get(why, office.filer)
    if why == "switched off":
        user.is_active = False
        user.save()
    before = roles(user)

    with pytest.raises(Refused):
        hand_over(actor=admin, user=user, username="admin" if why == "name taken" else "new", name="接手人")

    assert (roles(user), Event.objects.filter(action="hand_over").exists()) == (before, False)


def test_next_username_is_the_next_free_number_of_the_department(db):
    for name in ("103001-01", "103001-03", "103001-x", "1030010-09"):
        factories.user(name)
    assert [next_username(name) for name in ("103001-01", "shenhe01", "a-b")] == ["103001-04", "", ""]


def test_the_page_hands_over_and_shows_the_password_once(client, office, admin):
    client.force_login(admin)
    address = reverse("evaluations:accounts_hand_over", args=[office.filer.pk])

    refused = client.post(address, {"successor": "接手人", "username": "head"})
    page = client.post(address, {"successor": "接手人", "username": "103001-02"}).text

    assert "已经有人使用" in refused.text
    assert "账号已交接" in page
    assert "103001-02" in page
    assert client.post(address, {"successor": "接手人", "username": "103001-03"}).status_code == 409
