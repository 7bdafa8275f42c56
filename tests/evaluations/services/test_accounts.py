"""Accounts: one-time passwords, and three administrations that stay with three people."""

from datetime import date
from itertools import permutations

import pytest

from evaluations.models import Event
from evaluations.services import Refused, accounts
from evaluations.workflow import Role
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2021, 3, 1)


@pytest.fixture
def admin():
    return factories.member(Role.SYSTEM_ADMIN)


def test_create_user_returns_a_password_that_opens_the_account(admin):
    user, password = accounts.create_user(actor=admin, username="103001-01", name="甲")
    assert user.check_password(password)
    assert (len(password), user.name) == (14, "甲")
    event = Event.objects.get()
    assert (event.action, event.data) == ("add_user", {"user": user.pk, "username": "103001-01"})
    assert password not in event.sha + str(event.data)


@pytest.mark.parametrize(
    ("username", "name", "reason"),
    [
        ("a b", "甲", "账号“a b”不合要求。请用字母、数字和 @ . + - _。"),
        ("ok", " ", "姓名未填。请填写姓名。"),
        ("taken", "甲", "账号“taken”已经有人使用。请改用别的账号。"),
    ],
)
def test_create_user_that_cannot_be_is_refused_with_a_reason(admin, username, name, reason):
    factories.user("taken")
    with pytest.raises(Refused) as refusal:
        accounts.create_user(actor=admin, username=username, name=name)
    assert refusal.value.reason == reason
    assert not Event.objects.exists()


def test_reset_password_ends_the_old_one(admin):
    user = factories.user()
    password = accounts.reset_password(actor=admin, user=user)
    assert user.check_password(password)
    assert not user.check_password(factories.PASSWORD)


def test_change_password_asks_for_the_old_one():
    user = factories.user()
    with pytest.raises(Refused) as refusal:
        accounts.change_password(actor=user, old="wrong", new="another-good-one-7")
    assert refusal.value.reason == "原密码不对。请重新输入；忘记密码的，请联系系统管理员重置。"
    accounts.change_password(actor=user, old=factories.PASSWORD, new="another-good-one-7")
    assert user.check_password("another-good-one-7")


@pytest.mark.parametrize(("held", "wanted"), list(permutations(accounts.SEPARATED, 2)))
def test_grant_of_a_second_administration_is_refused(admin, held, wanted):
    person = factories.member(held)
    with pytest.raises(Refused):
        accounts.grant(actor=admin, user=person, role=wanted, starts=TODAY)
    assert [one.role for one in person.memberships.all()] == [held.value]


def test_grant_of_another_administration_after_the_first_ended_is_permitted(admin):
    person = factories.member(Role.AUDITOR)
    accounts.end_membership(actor=admin, membership=person.memberships.get(), ends=date(2021, 2, 28))
    accounts.grant(actor=admin, user=person, role=Role.RUBRIC_ADMIN, starts=TODAY)
    assert person.memberships.count() == 2


def test_grant_that_would_overlap_a_later_administration_is_refused(admin):
    person = factories.user()
    accounts.grant(actor=admin, user=person, role=Role.AUDITOR, starts=date(2022, 1, 1))
    with pytest.raises(Refused):
        accounts.grant(actor=admin, user=person, role=Role.SYSTEM_ADMIN, starts=TODAY)
    accounts.grant(actor=admin, user=person, role=Role.SYSTEM_ADMIN, starts=TODAY, ends=date(2021, 12, 31))


def test_grant_checks_the_department_of_a_role(admin):
    person, department = factories.user(), factories.department()
    with pytest.raises(Refused) as refusal:
        accounts.grant(actor=admin, user=person, role=Role.FILER, starts=TODAY)
    assert refusal.value.reason == "填报人须属于一个部门。请改正部门一栏。"
    with pytest.raises(Refused) as refusal:
        accounts.grant(actor=admin, user=person, role=Role.AUDITOR, department=department, starts=TODAY)
    assert refusal.value.reason == "审计员不属于一个部门。请改正部门一栏。"


def test_grant_twice_is_refused(admin):
    person, department = factories.user(), factories.department()
    grant = {"actor": admin, "user": person, "role": Role.FILER, "department": department, "starts": TODAY}
    accounts.grant(**grant)
    with pytest.raises(Refused):
        accounts.grant(**grant)


def test_update_user_that_switches_oneself_off_is_refused(admin):
    with pytest.raises(Refused):
        accounts.update_user(actor=admin, user=admin, name="甲", is_active=False)
    person = factories.user()
    accounts.update_user(actor=admin, user=person, name="乙", is_active=False)
    assert (person.name, person.is_active) == ("乙", False)
