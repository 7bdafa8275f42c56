"""部门管理."""

import pytest

from evaluations.models import Department, Event
from evaluations.workflow import Role
from tests import factories

pytestmark = pytest.mark.sqlite  # the services under these pages are tested on both

QUERIES = 10


def listed(client, **asked: str) -> list[str]:
    return [department.name for department in client.get("/departments/", asked).context["page"]]


@pytest.mark.parametrize(
    ("words", "found"),
    [("", ["示例甲局", "示例乙局"]), ("9002", ["示例乙局"]), ("甲", ["示例甲局"]), ("丙", [])],
)
def test_departments_are_found_by_code_and_name(bureau, words, found):
    factories.department("示例甲局", code="9001")
    factories.department("示例乙局", code="9002")
    assert listed(bureau.as_system, words=words) == found


def test_department_is_added_with_an_event(bureau):
    posted = {
        "code": "103009",
        "name": "示例丙局",
        "kind": "部门",
        "division": "行政科",
        "active_from": "2020-01-01",
    }
    assert bureau.as_system.post("/departments/add", posted)["Location"] == "/departments/"
    department = Department.objects.get()
    assert (department.code, department.division, str(department.active_from)) == (
        "103009",
        "行政科",
        "2020-01-01",
    )
    assert Event.objects.get().action == "add_department"


def test_department_with_a_code_in_use_keeps_what_was_typed(bureau):
    factories.department(code="103009")
    answer = bureau.as_system.post("/departments/add", {"code": "103009", "name": "示例丁局", "kind": "部门"})
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "部门编码“103009”已经有部门使用。请核对后改用别的编码。" in body
    assert "示例丁局" in body


def test_department_without_a_name_says_so_at_the_box(bureau):
    answer = bureau.as_system.post("/departments/add", {"code": "103009", "kind": "部门"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])


def test_department_is_changed_and_shows_its_people(bureau):
    department = factories.department("示例甲局", code="9001")
    filer = factories.member(Role.FILER, department)
    page = bureau.as_system.get(f"/departments/{department.pk}/")
    assert [member.user for member in page.context["members"]] == [filer]
    posted = {"code": "9001", "name": "示例新名局", "kind": "部门"}
    assert bureau.as_system.post(f"/departments/{department.pk}/", posted).status_code == 302
    department.refresh_from_db()
    assert department.name == "示例新名局"


def test_departments_cost_the_same_for_one_as_for_three(bureau, django_assert_num_queries):
    factories.department()
    with django_assert_num_queries(QUERIES):
        bureau.as_system.get("/departments/")
    factories.department()
    factories.department()
    with django_assert_num_queries(QUERIES):
        bureau.as_system.get("/departments/")


@pytest.mark.parametrize("path", ["/departments/", "/accounts/", "/departments/add", "/accounts/add"])
def test_administration_of_the_system_is_for_the_system_admin_alone(bureau, path):
    statuses = [getattr(bureau, f"as_{name}").get(path).status_code for name in ("system", "rubric", "audit")]
    assert statuses == [200, 403, 403]


def test_department_is_renamed_with_day_and_paper_and_shows_its_former_name(bureau):
    department, heir = factories.department("示例旧局", code="103009"), factories.department("示例承接局")
    page = f"/departments/{department.pk}/"
    posted = {"code": "103009", "name": "示例新局", "kind": "部门", "successor": heir.pk}
    assert "原名" not in bureau.as_system.get(page).content.decode().split("</form>")[-1]

    half = bureau.as_system.post(page, {**posted, "renamed_by": "示编〔2020〕1号"})
    assert (half.status_code, list(half.context["form"].errors)) == (422, ["renamed_by"])
    renamed = {**posted, "renamed_on": "2020-06-01", "renamed_by": "示编〔2020〕1号"}
    assert bureau.as_system.post(page, renamed).status_code == 302

    department.refresh_from_db()
    assert (department.name, department.successor) == ("示例新局", heir)
    body = bureau.as_system.get(page).content.decode()
    assert all(text in body for text in ("示例旧局", "2020-06-01", "示编〔2020〕1号"))
