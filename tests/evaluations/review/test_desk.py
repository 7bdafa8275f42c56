"""审核工作台."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from evaluations.models import Assignment
from evaluations.services.comments import answer_comment
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.review import accept
from evaluations.services.submission import submit, take_back
from evaluations.workflow import Role, State
from tests import factories
from tests.evaluations.access.mending import SPENT, returned
from tests.evaluations.conftest import make_office
from tests.evaluations.review.conftest import signed_in

QUERIES = 16
"""Session, person, gate, menu and clock included."""


def groups(client):
    return {
        group.title: [row.department for row in group.rows]
        for group in client.get("/review/").context["groups"]
    }


def another(sent, name: str, state: State, days: int):
    department = factories.department(name)
    Assignment.objects.create(cycle=sent.cycle, department=department, reviewer=sent.reviewer)
    return factories.filing(
        sent.cycle, department, state=state.value, submitted_at=timezone.now() - timedelta(days=days)
    )


def test_desk_lists_by_state_what_waits_longest_first(sent):
    another(sent, "示例早局", State.SUBMITTED, 9)
    another(sent, "示例审局", State.REVIEWING, 2)
    another(sent, "示例填局", State.FILLING, 2)
    factories.filing(sent.cycle, factories.department("示例别处局"), state=State.SUBMITTED.value)
    assert groups(sent.as_reviewer) == {
        "待受理": ["示例早局", "示例一局"],
        "审核中": ["示例审局"],
        "已退回": [],
        "已通过": [],
    }


def test_desk_shows_totals_rounds_and_open_items(accepted):
    accepted.as_reviewer.post(
        f"/filings/{accepted.filing.pk}/review/comments", {"address": "fig:财政拨款支出", "text": "请核对。"}
    )
    [row] = [row for group in accepted.as_reviewer.get("/review/").context["groups"] for row in group.rows]
    assert (row.total, row.verified, row.grade, row.sending, row.open_items, row.answered, row.accepts) == (
        Decimal("9.80"),
        Decimal("9.80"),
        "优",
        1,
        1,
        0,
        False,
    )


def test_desk_shows_how_far_the_total_moved_since_the_round_before(db):
    office = returned(make_office())

    def row():
        office.filing.refresh_from_db()
        [found] = [
            row
            for group in signed_in(office.reviewer).get("/review/").context["groups"]
            for row in group.rows
        ]
        return found.total, found.moved

    assert row() == (Decimal("9.80"), None)
    version = office.filing.answers.get(key=SPENT).version
    assert save_fields(actor=office.filer, filing=office.filing, values={SPENT: Typed("92", version)}).ok
    answer_comment(actor=office.filer, comment=office.comment, text="已改")
    assert row() == (Decimal("9.80"), None)  # not sent yet
    submit(actor=office.filer, filing=office.filing)
    assert row() == (Decimal("9.68"), Decimal("-0.12"))
    take_back(actor=office.filer, filing=office.filing)
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=office.filing)
    assert row() == (Decimal("9.68"), Decimal("-0.12"))
    assert "比上次 −0.12" in signed_in(office.reviewer).get("/review/").content.decode()


def test_desk_costs_the_same_with_one_filing_as_with_three(sent, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        sent.as_reviewer.get("/review/")
    another(sent, "示例早局", State.SUBMITTED, 9)
    another(sent, "示例审局", State.RETURNED, 2)
    with django_assert_num_queries(QUERIES):
        sent.as_reviewer.get("/review/")


def test_desk_of_a_reviewer_without_departments_is_empty(sent):
    client = signed_in(factories.member(Role.REVIEWER))
    assert groups(client) == {"待受理": [], "审核中": [], "已退回": [], "已通过": []}


def test_desk_is_not_for_a_filer(sent):
    answer = sent.as_filer.get("/review/")
    assert answer.status_code == 403
    assert "您的角色不能打开这一页。" in answer.content.decode()
