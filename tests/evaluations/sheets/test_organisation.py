"""Departments and accounts from a list: rehearsed, shown, registered once; passwords shown and listed once."""

import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluations.models import Department, Event, Membership, PendingImport
from evaluations.resources.book.reading import read_book
from evaluations.services.registering_accounts import encode
from evaluations.workflow import Role
from tests import factories

from .books import filled

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # the services under these pages are tested on both
NEW = [
    ["900002", "示例二局", None, "一科", "900003", None, None, None],
    ["900003", "示例三局", None, None, None, "是", "2020-01-01", None],
]
PEOPLE = [
    ["900001-01", "示例甲", "填报人", "900001", None, None],
    ["900001-02", "示例乙", "部门负责人", "900001", "2026-01-01", "2026-12-31"],
    ["reviewer-01", "示例丙", "审核人", None, None, None],
]


@pytest.fixture
def admin(client):
    """The system admin, signed in; a department is there already."""
    person = factories.member(Role.SYSTEM_ADMIN)
    factories.department("示例一局", code="900001", division="旧科")
    client.force_login(person)
    return person


def page(kind, name, **more):
    return reverse(f"evaluations:{kind}_{name}", kwargs=more)


def uploaded(client, kind, rows):
    template = client.get(page(kind, "template")).content
    file = SimpleUploadedFile("表.xlsx", filled(template, rows))
    answer = client.post(page(kind, "import"), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def text(answer):
    return answer.content.decode()


def test_departments_are_shown_first_and_registered_when_confirmed(client, admin):
    url = uploaded(client, "departments", [*NEW, ["900001", None, None, "新科"]])
    shown = text(client.get(url))
    assert "新增 <b>2</b> 行，修改 <b>1</b> 行" in shown
    assert (Department.objects.count(), Event.objects.count()) == (1, 0)
    answer = client.post(url)
    assert (answer.status_code, answer.url) == (303, reverse("evaluations:departments"))
    second = Department.objects.get(code="900002")
    assert (second.name, second.division, second.parent.code) == ("示例二局", "一科", "900003")
    third = Department.objects.get(code="900003")
    assert (third.classified, third.active_from, third.kind) == (True, date(2020, 1, 1), "部门")
    first = Department.objects.get(code="900001")
    assert (first.name, first.division) == ("示例一局", "新科")
    acts = Event.objects.order_by("id").values_list("action", "actor")
    assert sorted(acts) == [("add_department", admin.pk)] * 2 + [("change_department", admin.pk)]


def test_list_that_says_nothing_new_changes_nothing(client, admin):
    url = uploaded(client, "departments", [["900001", "示例一局", None, "旧科"]])
    assert "不变 <b>1</b> 行" in text(client.get(url))
    client.post(url)
    assert Event.objects.count() == 0


def test_confirming_departments_twice_registers_once(client, admin):
    url = uploaded(client, "departments", NEW)
    client.post(url)
    assert "已经导入过" in text(client.post(url, follow=True))
    assert (Department.objects.count(), Event.objects.count()) == (3, 2)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["90 0002", "示例局"], "部门编码“90 0002”不合要求"),
        (["900002", None], "部门名称未填。请填写部门名称。"),
        (["900002", "示例局", None, None, "999999"], "没有编码为“999999”的部门"),
        (["900001", None, None, None, "900001"], "上级部门不能是本部门"),
        (["900002", "示例局", None, None, None, "有"], "不是“是”或“否”。请填 是 或 否。"),
        (["900002", "示例局", None, None, None, None, "去年"], "“启用日期”填的“去年”"),
        ([None, "示例局"], "部门编码“”不合要求"),
        (["900002", "e\u0301" * 100], "太长（按字符编码计 200 个）。最多 120 个，请精简"),
    ],
)
def test_row_that_cannot_be_registered_is_shown_at_its_cell_and_nothing_is_done(client, admin, row, said):
    url = uploaded(client, "departments", [NEW[1], row])
    shown = text(client.get(url))
    assert said in shown
    assert "确认导入" not in shown
    assert client.post(url).status_code == 422
    assert Department.objects.count() == 1


def test_department_that_appeared_since_the_preview_stops_the_whole_list(client, admin):
    url = uploaded(client, "departments", [["900005", "示例五局", None, None, "900001"]])
    Department.objects.filter(code="900001").update(code="900009")
    answer = client.post(url)
    assert (answer.status_code, "没有编码为“900001”的部门" in text(answer)) == (422, True)
    assert (Department.objects.count(), PendingImport.objects.get().used_at) == (1, None)


def test_superiors_in_a_circle_are_refused(client, admin):
    circle = [["900002", "甲", None, None, "900003"], ["900003", "乙", None, None, "900002"]]
    url = uploaded(client, "departments", circle)
    assert "没有编码为" in text(client.get(url))
    assert client.post(url).status_code == 422


def test_accounts_get_one_time_passwords_shown_once(client, admin):
    url = uploaded(client, "accounts", PEOPLE)
    assert "新增 <b>3</b> 行" in text(client.get(url))
    assert get_user_model().objects.count() == 1
    answer = client.post(url)
    passwords = dict(
        re.findall(r'<th scope="row">([^<]+)</th><td>[^<]*</td><td><code>([^<]+)</code>', text(answer))
    )
    assert set(passwords) == {"900001-01", "900001-02", "reviewer-01"}
    assert "no-store" in answer["Cache-Control"]
    for username, password in passwords.items():
        assert authenticate(username=username, password=password) is not None
    held = Membership.objects.exclude(user=admin).order_by("user__username")
    assert [(one.user.username, one.role, one.department and one.department.code) for one in held] == [
        ("900001-01", "filer", "900001"),
        ("900001-02", "head", "900001"),
        ("reviewer-01", "reviewer", None),
    ]
    assert held[1].ends == date(2026, 12, 31)
    again = client.post(url, follow=True)
    assert not any(password in text(again) for password in passwords.values())
    assert not any(password in str(PendingImport.objects.get().content) for password in passwords.values())


def test_list_of_passwords_can_be_downloaded_once(client, admin):
    url = uploaded(client, "accounts", PEOPLE)
    made = text(client.post(url))
    passwords = re.findall(r"<code>([^<]+)</code>", made)
    sealed = re.search(r'name="sealed" value="([^"]+)"', made)[1]
    target = re.search(r'action="([^"]+/passwords)"', made)[1]
    answer = client.post(target, {"sealed": sealed})
    assert unquote(answer["Content-Disposition"]).endswith("一次性密码清单.xlsx")
    (grid,) = read_book(answer.content).sheets()
    assert [grid.row(row)[3].text for row in (4, 5, 6)] == passwords
    second = client.post(target, {"sealed": sealed})
    assert (second.status_code, "只能下载一次" in text(second)) == (409, True)


@pytest.mark.parametrize("sealed", ["", "x", "eyJhIjoxfQ:1abc:forged"])
def test_list_of_passwords_that_is_forged_is_refused(client, admin, sealed):
    url = uploaded(client, "accounts", PEOPLE)
    client.post(url)
    answer = client.post(f"{url}/passwords", {"sealed": sealed})
    assert (answer.status_code, PendingImport.objects.get().listed_at) == (409, None)


def test_account_that_exists_gets_a_role_and_keeps_its_password(client, admin):
    factories.user("900001-01", name="示例甲")
    url = uploaded(client, "accounts", PEOPLE[:1])
    assert "修改 <b>1</b> 行" in text(client.get(url))
    answer = client.post(url)
    assert "没有新账号，不产生密码" in text(answer)
    assert authenticate(username="900001-01", password=factories.PASSWORD) is not None
    assert Membership.objects.filter(user__username="900001-01", role="filer").count() == 1


def test_one_person_with_two_roles_is_one_account(client, admin):
    rows = [PEOPLE[0], ["900001-01", "示例甲", "部门负责人", "900001"]]
    client.post(uploaded(client, "accounts", rows))
    assert get_user_model().objects.filter(username="900001-01").count() == 1
    assert Membership.objects.filter(user__username="900001-01").count() == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["坏 账号", "示例", None, None], "账号“坏 账号”不合要求"),
        (["900001-09", None, "填报人", "900001"], "姓名未填。请填写姓名。"),
        (["900001-09", "示例", "填报人", None], "填报人须属于一个部门"),
        (["900001-09", "示例", "审核人", "900001"], "审核人不属于一个部门"),
        (["900001-09", "示例", "填报人", "999"], "没有编码为“999”的部门"),
        (["900001-09", "示例", "经办", "900001"], "不在可选的范围内"),
        (["900001-09", "示例", "填报人", "900001", "2026-05-01", "2026-01-01"], "结束日期早于开始日期"),
    ],
)
def test_account_that_cannot_be_made_is_shown_at_its_cell(client, admin, row, said):
    url = uploaded(client, "accounts", [PEOPLE[0], row])
    shown = text(client.get(url))
    assert said in shown
    assert client.post(url).status_code == 422
    assert get_user_model().objects.count() == 1


def test_two_administrations_for_one_person_are_refused(client, admin):
    rows = [["x-1", "示例", "系统管理员"], ["x-1", "示例", "绩效管理员"]]
    assert "不能兼任" in text(client.get(uploaded(client, "accounts", rows)))


def test_name_of_an_account_is_never_changed_silently(client, admin):
    factories.user("900001-01", name="别人")
    shown = text(client.get(uploaded(client, "accounts", PEOPLE[:1])))
    assert "账号“900001-01”已经有人使用，姓名不同" in shown


def test_upload_of_another_admin_is_404(client, admin):
    url = uploaded(client, "departments", NEW)
    client.force_login(factories.member(Role.SYSTEM_ADMIN))
    assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)


def test_upload_of_departments_is_404_among_accounts(client, admin):
    url = uploaded(client, "departments", NEW)
    assert client.get(url.replace("departments", "accounts")).status_code == 404


@pytest.mark.parametrize("role", [Role.FILER, Role.RUBRIC_ADMIN, Role.REVIEWER, Role.AUDITOR])
def test_others_may_not_import_the_organisation(client, admin, role):
    department = Department.objects.get() if role is Role.FILER else None
    client.force_login(factories.member(role, department))
    for kind in ("departments", "accounts"):
        assert client.get(page(kind, "import")).status_code == 403
        assert client.get(page(kind, "template")).status_code == 403


def test_one_time_password_is_encoded_for_a_real_hasher(settings):
    from django.contrib.auth.hashers import check_password, identify_hasher

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    encoded = encode("abcd-efgh-jkmn")
    assert check_password("abcd-efgh-jkmn", encoded)
    assert identify_hasher(encoded).must_update(encoded)
