"""移交与代审: the pages of the reviewer and of the rubric admin."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evaluations.models import Assignment, Cycle, Deputy
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.review.conftest import signed_in

PAGE = "/review/departments"
QUERIES = [12, 14]
"""Of the reviewer's page and the year's; session, person, gate and menu included."""


@pytest.fixture
def two(sent):
    """A second department of the same reviewer, and somebody to give both to."""
    sent.second = factories.department("示例二局")
    Assignment.objects.create(cycle=sent.cycle, department=sent.second, reviewer=sent.reviewer)
    sent.other = factories.member(Role.REVIEWER, username="other")
    sent.as_other = signed_in(sent.other)
    return sent


def day(number: int) -> str:
    return f"{timezone.localdate() + timedelta(days=number):%Y-%m-%d}"


def boxes(client, path: str = PAGE) -> dict[str, str]:
    return {row.department: row.value for row in client.get(path).context["rows"]}


def posted(two, act: str, *departments: str, **more: str):
    held = boxes(two.as_reviewer)
    fields = {"person": two.other.pk, "reason": "外出培训", "act": act, **more}
    return two.as_reviewer.post(PAGE, {"shares": [held[name] for name in departments], **fields})


def holders() -> dict[str, str]:
    told = Assignment.objects.order_by("pk").values_list("department__name", "reviewer__username")
    return dict(told)


def test_reviewer_hands_one_of_two_departments_over(two):
    assert posted(two, "hand_over", "示例一局").status_code == 302
    assert holders() == {"示例一局": "other", "示例二局": "reviewer"}
    page = two.as_reviewer.get(PAGE).content.decode()
    assert "已把 1 个部门移交给other审核。" in page
    assert list(boxes(two.as_reviewer)) == ["示例二局"]
    assert two.as_reviewer.get(f"/filings/{two.filing.pk}/review").status_code == 404
    record = two.as_other.get(f"/filings/{two.filing.pk}/timeline").content.decode()
    assert "<b>移交审核</b> 审核人 reviewer → other；原因 外出培训" in record


def test_reviewer_names_a_deputy_for_both_and_ends_one_early(two):
    answer = posted(two, "deputise", "示例一局", "示例二局", starts=day(0), ends=day(3))
    assert answer.status_code == 302
    rows = two.as_reviewer.get(PAGE).context["rows"]
    assert {row.department: [(one.person, one.now) for one in row.deputies] for row in rows} == {
        "示例一局": [("other", True)],
        "示例二局": [("other", True)],
    }
    page = two.as_other.get(PAGE)
    assert [(one.department, one.reviewer) for one in page.context["standing_in"]] == [
        ("示例一局", "reviewer"),
        ("示例二局", "reviewer"),
    ]
    assert page.context["rows"] == []
    desk = two.as_other.get("/review/").content.decode()
    review = two.as_other.get(f"/filings/{two.filing.pk}/review").content.decode()
    assert ("代reviewer" in desk, "代reviewer" in review) == (True, True)
    assert "代reviewer" not in two.as_reviewer.get("/review/").content.decode()
    two.as_other.post(f"/filings/{two.filing.pk}/accept")
    record = two.as_filer.get(f"/filings/{two.filing.pk}/timeline").content.decode()
    assert "<td>other（代reviewer）</td>" in record
    first = Deputy.objects.get(assignment__department=two.department)
    assert two.as_other.post(f"/deputies/{first.pk}/end").status_code == 404
    assert two.as_reviewer.post(f"/deputies/{first.pk}/end")["Location"] == PAGE
    assert two.as_other.get(f"/filings/{two.filing.pk}/review").status_code == 404
    assert [one.department for one in two.as_other.get(PAGE).context["standing_in"]] == ["示例二局"]


@pytest.mark.parametrize(
    ("more", "status", "says"),
    [
        ({"starts": "", "ends": ""}, 422, "请填写代审的日期。"),
        ({"starts": "2020-01-01", "ends": "2020-01-02"}, 409, "代审的日期不对"),
        ({"reason": ""}, 422, ""),
        ({"person": "x"}, 422, ""),
        ({"person": "999999999999999999999"}, 422, ""),
        ({"act": "x"}, 422, ""),
        ({"shares": "999-1"}, 409, "审核分工刚刚有变动。请刷新页面后再办理。"),
        ({"shares": ""}, 409, ""),
    ],
)
def test_what_is_filled_in_wrongly_is_said_and_what_was_typed_stays(two, more, status, says):
    fields = {
        "shares": boxes(two.as_reviewer)["示例一局"],
        "person": two.other.pk,
        "reason": "外出培训",
        "act": "deputise",
        "starts": day(0),
        "ends": day(3),
    }
    answer = two.as_reviewer.post(PAGE, {**fields, **more})
    body = answer.content.decode()
    assert (answer.status_code, says in body, Deputy.objects.exists()) == (status, True, False)
    if "reason" not in more:
        assert 'value="外出培训"' in body
    if "shares" not in more:
        assert [row.ticked for row in answer.context["rows"]] == [True, False]


def test_refusal_names_the_department_and_nothing_is_done(two):
    two.other.memberships.create(role="filer", department=two.second, starts=factories.LONG_AGO)
    answer = posted(two, "hand_over", "示例一局", "示例二局")
    assert answer.status_code == 409
    assert "other属于示例二局，不能审核本部门的自评。" in answer.content.decode()
    assert set(holders().values()) == {"reviewer"}


def test_departments_of_others_cannot_be_given_away(two):
    third = factories.reviewer_of(two.cycle, factories.department("示例三局"))
    theirs = Assignment.objects.get(reviewer=third)
    answer = two.as_reviewer.post(
        PAGE,
        {
            "shares": f"{theirs.pk}-{third.pk}",
            "person": two.other.pk,
            "reason": "外出培训",
            "act": "hand_over",
        },
    )
    assert answer.status_code == 409
    theirs.refresh_from_db()
    assert theirs.reviewer == third


def test_all_are_ticked_on_request_and_over_tasks_are_left_out(two):
    assert [row.ticked for row in two.as_reviewer.get(f"{PAGE}?all=1").context["rows"]] == [True, True]
    Cycle.objects.update(closed_at=timezone.now())
    assert boxes(two.as_reviewer) == {}


def test_rubric_admin_hands_over_and_deputises_for_anybody(two):
    page, path = f"/year/{two.cycle.pk}/reviewers", f"/year/{two.cycle.pk}/shares"
    shown = two.as_rubric_admin.get(f"{page}?of={two.reviewer.pk}")
    rows = {row.name: row.assigned[0] for row in shown.context["rows"]}
    assert [one.ticked for one in rows.values()] == [True, True]
    fields = {"person": two.other.pk, "reason": "岗位调整"}
    over = {"shares": rows["示例一局"].value, "act": "hand_over", **fields}
    assert two.as_rubric_admin.post(path, over)["Location"] == page
    days = {"starts": day(0), "ends": day(3)}
    in_place = {"shares": rows["示例二局"].value, "act": "deputise", **fields, **days}
    assert two.as_rubric_admin.post(path, in_place)["Location"] == page
    assert holders() == {"示例一局": "other", "示例二局": "reviewer"}
    again = two.as_rubric_admin.post(path, over)
    assert (again.status_code, "审核分工刚刚有变动" in again.content.decode()) == (409, True)
    deputy = Deputy.objects.get()
    assert two.as_rubric_admin.post(f"/deputies/{deputy.pk}/end")["Location"] == page
    deputy.refresh_from_db()
    assert deputy.ended_at is not None


def test_pages_cost_the_same_with_more_departments(two):
    posted(two, "deputise", "示例一局", starts=day(0), ends=day(3))
    paths = {two.as_reviewer: PAGE, two.as_rubric_admin: f"/year/{two.cycle.pk}/reviewers"}
    assert [queries(client, path) for client, path in paths.items()] == QUERIES
    for number in range(3):
        department = factories.department(f"示例多{number}局")
        assignment = Assignment.objects.create(cycle=two.cycle, department=department, reviewer=two.reviewer)
        Deputy.objects.create(
            assignment=assignment,
            person=two.other,
            starts=timezone.localdate(),
            ends=timezone.localdate(),
            by=two.reviewer,
            at=timezone.now(),
        )
    assert [queries(client, path) for client, path in paths.items()] == QUERIES


def queries(client, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        client.get(path)
    return len(found)
