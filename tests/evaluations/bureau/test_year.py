"""年度总览, 布置, 分工."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluations.models import Assignment, Cycle
from evaluations.views.bureau.year_pictures import grade_bars, score_plot, segments
from evaluations.workflow import Role, State
from tests import factories
from tests.evaluations.conftest import EXAMPLE

pytestmark = pytest.mark.sqlite  # the services under these pages are tested on both

QUERIES = 20
SCORED = {
    "total": "92.68",
    "complete": True,
    "grade": "优",
    "verified_total": "91.68",
    "verified_complete": True,
    "verified_grade": "优",
}


@pytest.fixture
def year(bureau):
    bureau.version = factories.version(EXAMPLE)
    bureau.cycle = factories.cycle(bureau.version, title="2020 年度自评")
    return bureau


def filed(year, name: str, state: State, **fields):
    return factories.filing(year.cycle, factories.department(name), state=state.value, **fields)


def page_of(year, **asked: str):
    return year.as_rubric.get(f"/year/{year.cycle.pk}/", asked).context["year"]


def test_year_before_the_first_leads_to_opening_one(bureau):
    assert "还没有布置自评任务" in bureau.as_rubric.get("/year/").content.decode()


def test_year_counts_states_and_lists_departments(year):
    now = timezone.now()
    filed(year, "示例审局", State.REVIEWING, sent_summary=SCORED, submitted_at=now, accepted_at=now)
    filed(year, "示例填局", State.FILLING, summary={"total": "50", "complete": False})
    factories.department("示例未局")
    page = page_of(year)
    assert {one.word: one.count for one in page.segments if one.count} == {
        "未开始": 1,
        "填报中": 1,
        "审核中": 1,
    }
    assert [(row.name, row.own, row.verified, row.difference, row.grade) for row in page.rows] == [
        ("示例审局", Decimal("92.68"), Decimal("91.68"), Decimal("-1.00"), "优"),
        ("示例填局", None, None, None, ""),
        ("示例未局", None, None, None, ""),
    ]


def test_year_list_is_limited_by_state_grade_and_mark(year):
    now = timezone.now()
    filed(year, "示例审局", State.REVIEWING, sent_summary=SCORED, submitted_at=now, accepted_at=now)
    filed(year, "示例久局", State.SUBMITTED, submitted_at=now - timedelta(days=7))
    filed(year, "示例迟局", State.RETURNED, round=1, due=now - timedelta(days=3))
    asked = [
        {"state": "reviewing"},
        {"grade": "优"},
        {"mark": "waiting"},
        {"mark": "returned_late"},
        {"state": "没有"},
    ]
    assert [[row.name for row in page_of(year, **one).rows] for one in asked] == [
        ["示例审局"],
        ["示例审局"],
        ["示例久局"],
        ["示例迟局"],
        [],
    ]
    assert [(row.name, row.days_late) for row in page_of(year).late] == [("示例迟局", 3)]


def test_year_costs_the_same_for_one_department_as_for_three(year, django_assert_num_queries):
    filed(year, "示例一局", State.SUBMITTED)
    year.as_rubric.get("/year/")
    with django_assert_num_queries(QUERIES):
        year.as_rubric.get("/year/")
    for name in ("示例二局", "示例三局"):
        filing = filed(year, name, State.REVIEWING)
        factories.reviewer_of(year.cycle, filing.department)
    with django_assert_num_queries(QUERIES):
        year.as_rubric.get("/year/")


def moments(**more: str) -> dict[str, str]:
    return {
        "filing_opens": "2026-03-01 09:00",
        "filing_closes": "2026-03-31 17:30",
        "review_opens": "2026-04-01 09:00",
        "review_closes": "2026-04-30 17:30",
        **more,
    }


def open_year(bureau, version, **more: str):
    posted = {
        "title": "2020 年度自评",
        "mode": "formal",
        "sign_off": "skip",
        "levels": "2",
        "late": "refuse",
        "versions": [version.pk],
    }
    return bureau.as_rubric.post("/year/open", {**posted, **moments(), **more})


def test_year_is_opened_with_a_published_version_and_windows(bureau):
    version = factories.version(EXAMPLE)
    answer = open_year(bureau, version)
    cycle = Cycle.objects.get()
    assert answer["Location"] == f"/year/{cycle.pk}/reviewers"
    assert [
        (window.phase, timezone.localtime(window.closes).hour) for window in cycle.windows.order_by("phase")
    ] == [
        ("filing", 17),
        ("review", 17),
    ]
    assert (cycle.rubrics.get().version, cycle.levels) == (version, 2)


def test_year_that_is_open_is_not_opened_again(bureau):
    version = factories.version(EXAMPLE)
    open_year(bureau, version)
    answer = open_year(bureau, version)
    assert answer.status_code == 409
    assert "示例区 2020 年度的正式任务已经布置。请直接修改起止时间。" in answer.content.decode()


def test_year_of_two_versions_of_one_kind_is_not_opened(bureau):
    first, second = factories.version(EXAMPLE), factories.version(EXAMPLE + "\n# 第二版\n")
    answer = open_year(bureau, first, versions=[first.pk, second.pk])
    assert answer.status_code == 422
    assert "同一类部门选了两版。请每类只选一版。" in answer.content.decode()


def test_windows_are_moved_and_a_wrong_one_is_not(year):
    path = f"/year/{year.cycle.pk}/windows"
    wrong = year.as_rubric.post(path, moments(filing_closes="2026-02-01 00:00"))
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["filing_closes"])
    assert year.as_rubric.post(path, moments()).status_code == 302
    closes = year.cycle.windows.get(phase="filing").closes
    assert timezone.localtime(closes).strftime("%m-%d %H:%M") == "03-31 17:30"


def test_reviewers_are_assigned_and_taken_away(year):
    department = factories.department("示例一局")
    reviewer = factories.member(Role.REVIEWER)
    path = f"/year/{year.cycle.pk}/reviewers"
    year.as_rubric.post(path, {f"reviewer-{department.pk}": reviewer.pk})
    assignment = Assignment.objects.get()
    assert (assignment.reviewer, assignment.department) == (reviewer, department)
    year.as_rubric.post(f"/assignments/{assignment.pk}/remove")
    assert not Assignment.objects.exists()


def test_reviewer_of_the_own_department_is_refused_with_the_reason(year):
    department = factories.department("示例一局")
    reviewer = factories.member(Role.REVIEWER, username="shenhe")
    reviewer.memberships.create(role="filer", department=department, starts=factories.LONG_AGO)
    answer = year.as_rubric.post(
        f"/year/{year.cycle.pk}/reviewers", {f"reviewer-{department.pk}": reviewer.pk}, follow=True
    )
    assert "shenhe属于示例一局，不能审核本部门的自评。请另派审核人。" in answer.content.decode()


@pytest.mark.parametrize("value", ["", "x", "999999999999999999999", "٣"])
def test_assignment_to_nobody_changes_nothing(year, value):
    department = factories.department("示例一局")
    year.as_rubric.post(
        f"/year/{year.cycle.pk}/reviewers", {f"reviewer-{department.pk}": value, "reviewer-٣": "1"}
    )
    assert not Assignment.objects.exists()


def test_year_is_closed_once(year):
    path = f"/year/{year.cycle.pk}/close"
    year.as_rubric.post(path)
    year.cycle.refresh_from_db()
    assert year.cycle.closed_at is not None
    assert "这项任务已经结束。" in year.as_rubric.post(path, follow=True).content.decode()


def test_pictures_of_no_department_are_empty():
    assert (
        sum(one.width for one in segments(())),
        grade_bars((), ("优",))[0].count,
        score_plot((), 100).dots,
    ) == (0, 0, ())
