"""账号管理: one-time passwords shown once, roles, 三员分立."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.utils import timezone

from evaluations.models import Membership
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.bureau.conftest import signed_in

pytestmark = pytest.mark.sqlite  # the services under these pages are tested on both

QUERIES = 11


def accounts(client, **asked: str) -> list[str]:
    return [row.username for row in client.get("/accounts/", asked).context["rows"]]


def grant(bureau, person, **posted: str):
    day = timezone.localdate().isoformat()
    return bureau.as_system.post(f"/accounts/{person.pk}/roles", {"starts": day, **posted})


def test_new_account_shows_its_password_once(bureau):
    answer = bureau.as_system.post("/accounts/add", {"username": "103009-01", "name": "示例填报人"})
    password = answer.context["password"]
    person = authenticate(username="103009-01", password=password)
    assert (answer.status_code, person.name, answer["Cache-Control"]) == (
        200,
        "示例填报人",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    assert password in answer.content.decode()
    assert password not in bureau.as_system.get(f"/accounts/{person.pk}/").content.decode()


def test_new_account_with_a_name_in_use_is_refused_with_the_reason(bureau):
    answer = bureau.as_system.post("/accounts/add", {"username": "audit", "name": "示例"})
    assert answer.status_code == 409
    assert "账号“audit”已经有人使用。请改用别的账号。" in answer.content.decode()


def test_reset_password_ends_the_old_one(bureau):
    person = factories.user("someone")
    password = bureau.as_system.post(f"/accounts/{person.pk}/password").context["password"]
    assert authenticate(username="someone", password=factories.PASSWORD) is None
    assert authenticate(username="someone", password=password) == person


def test_accounts_show_whose_one_time_password_is_not_changed_yet(bureau):
    person = factories.user("someone", must_change_password=True)
    pages = ("/accounts/", f"/accounts/{person.pk}/", f"/accounts/{bureau.audit.pk}/")

    def told() -> list[int]:
        return [bureau.as_system.get(page).content.decode().count("一次性密码未改") for page in pages]

    assert told() == [1, 1, 0]
    get_user_model().objects.filter(pk=person.pk).update(must_change_password=False)
    assert told() == [0, 0, 0]


def test_account_is_switched_off_and_out_at_the_next_request(bureau):
    browser = signed_in(bureau.audit)
    bureau.as_system.post(f"/accounts/{bureau.audit.pk}/", {"name": "示例审计员"})
    assert get_user_model().objects.get(pk=bureau.audit.pk).is_active is False
    assert browser.get("/log/").status_code == 302


def test_mail_address_is_set_cleared_and_told_in_the_log(bureau):
    def post(email):
        body = {"name": "示例审计员", "is_active": "on", "email": email}
        answer = bureau.as_system.post(f"/accounts/{bureau.audit.pk}/", body)
        return answer.status_code, get_user_model().objects.get(pk=bureau.audit.pk).email

    assert post("shenji@example.org") == (302, "shenji@example.org")
    assert (
        'value="shenji@example.org"' in bureau.as_system.get(f"/accounts/{bureau.audit.pk}/").content.decode()
    )
    assert post("不是邮箱") == (422, "shenji@example.org")
    assert post("") == (302, "")
    assert "改动 邮箱" in signed_in(bureau.audit).get("/log/").content.decode()


def test_own_account_cannot_be_switched_off(bureau):
    answer = bureau.as_system.post(f"/accounts/{bureau.system.pk}/", {"name": "system"})
    assert answer.status_code == 409
    assert "不能停用自己的账号。请由另一位系统管理员办理。" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.RUBRIC_ADMIN])
def test_second_administration_is_refused_with_the_reason(bureau, role):
    answer = grant(bureau, bureau.audit, role=role.value)
    assert answer.status_code == 409
    assert "audit已是审计员，不能兼任" in answer.content.decode()
    assert bureau.audit.memberships.count() == 1


def test_role_of_a_department_needs_one(bureau):
    person = factories.user()
    answer = grant(bureau, person, role="filer")
    assert answer.status_code == 409
    assert "填报人须属于一个部门。请改正部门一栏。" in answer.content.decode()


def test_role_is_given_and_ended(bureau):
    person, department = factories.user(), factories.department("示例甲局")
    assert grant(bureau, person, role="filer", department=str(department.pk)).status_code == 302
    membership = Membership.objects.get(user=person)
    yesterday = timezone.localdate() - timedelta(days=1)
    answer = bureau.as_system.post(
        f"/memberships/{membership.pk}/end", {"ends": yesterday.isoformat()}, follow=True
    )
    assert "结束日期早于开始日期。请改正日期。" in answer.content.decode()
    today = timezone.localdate()
    bureau.as_system.post(f"/memberships/{membership.pk}/end", {"ends": today.isoformat()})
    membership.refresh_from_db()
    assert membership.ends == today


def test_accounts_are_found_by_department_and_role(bureau):
    department = factories.department("示例甲局")
    factories.member(Role.FILER, department, username="103001-01")
    assert accounts(bureau.as_system, words="甲局") == ["103001-01"]
    assert accounts(bureau.as_system, role="auditor") == ["audit"]


def test_accounts_cost_the_same_for_three_as_for_six(bureau, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        bureau.as_system.get("/accounts/")
    for _ in range(3):
        factories.member(Role.FILER, factories.department())
    with django_assert_num_queries(QUERIES):
        bureau.as_system.get("/accounts/")
