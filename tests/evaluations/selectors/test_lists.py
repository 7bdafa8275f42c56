"""Lists: who sees what in which order, in a number of queries that does not grow."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import Filing
from evaluations.selectors.accounts import accounts, members_of
from evaluations.selectors.cycles import cycles, departments_in, overview_of
from evaluations.selectors.timeline import LogQuery, event_log, timeline_of
from evaluations.selectors.work import queue_of, todo_of
from evaluations.services import review, submission
from evaluations.services.comments import Opinion, add_comment
from evaluations.workflow import Role, State
from tests import factories
from tests.evaluations.conftest import fill

pytestmark = pytest.mark.django_db


def crowd(office, count: int) -> None:
    """More departments of the same reviewer and the same filer, each with a filing."""
    for _ in range(count):
        department = factories.department()
        factories.filing(office.cycle, department, state=State.REVIEWING, submitted_at=timezone.now())
        office.reviewer.assignments.create(cycle=office.cycle, department=department)
        office.filer.memberships.create(
            role=Role.FILER.value, department=department, starts=factories.LONG_AGO
        )


LISTS = {
    "todo": lambda office: list(todo_of(office.filer)),
    "queue": lambda office: list(queue_of(office.reviewer)),
    "overview": lambda office: overview_of(office.cycle).rows,
    "accounts": lambda _: [list(account.memberships.all()) for account in accounts()],
    "members": lambda office: [str(one.user) for one in members_of(office.department)],
    "cycles": lambda _: [(list(one.windows.all()), list(one.rubrics.all())) for one in cycles()],
    "timeline": lambda office: timeline_of(office.filing),
    "log": lambda _: [str(event.actor) for event in event_log(LogQuery())],
}


@pytest.mark.parametrize("name", LISTS)
def test_list_of_one_and_of_thirty_costs_the_same(office, name, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    crowd(office, 1)
    with CaptureQueriesContext(connection) as few:
        LISTS[name](office)
    crowd(office, 29)
    with django_assert_num_queries(len(few)):
        LISTS[name](office)


def test_todo_of_a_filer_names_state_deadline_and_what_is_to_mend(office):
    closes = office.cycle.windows.get().closes
    (todo,) = todo_of(office.filer)
    assert (todo.words, todo.deadline, todo.late, todo.to_mend) == ("填报中", closes, False, 0)
    fill(office)
    submission.submit(actor=office.filer, filing=office.filing)
    review.accept(actor=office.reviewer, filing=office.filing)
    opinion = Opinion("fig:财政拨款支出", "请核对")
    add_comment(actor=office.reviewer, filing=office.filing, opinion=opinion)
    due = timezone.now() + timedelta(days=3)
    review.return_filing(actor=office.reviewer, filing=office.filing, due=due)
    (todo,) = todo_of(office.filer)
    assert (todo.words, todo.deadline, todo.to_mend, todo.answered) == ("已退回", due, 1, 0)
    assert todo_of(office.reviewer) == []


def test_todo_of_a_department_without_a_filing_is_not_started(office):
    department = factories.department()
    (todo,) = todo_of(factories.member(Role.FILER, department))
    assert (todo.department, todo.filing, todo.words) == (department, None, "未开始")


def test_queue_of_a_reviewer_holds_what_was_sent_longest_first(office):
    assert queue_of(office.reviewer) == []
    now = timezone.now()
    for days, state in ((1, State.SUBMITTED), (3, State.SUBMITTED), (9, State.APPROVED), (2, State.RETURNED)):
        department = factories.department()
        office.reviewer.assignments.create(cycle=office.cycle, department=department)
        factories.filing(
            office.cycle, department, state=state, submitted_at=now - timedelta(days=days), due=now
        )
    rows = queue_of(office.reviewer)
    assert [(row.words, (now - row.waiting_since).days, row.late) for row in rows] == [
        ("待受理", 3, False),
        ("待受理", 1, False),
        ("已退回", 2, True),
        ("已通过", 9, False),
    ]


def test_overview_counts_every_department_that_files_and_no_other(office):
    factories.department("示例二局")
    factories.department("示例涉密局", classified=True)
    factories.department("示例别类", kind="项目")
    factories.department("示例旧局", active_to=timezone.localdate().replace(year=2019))
    overview = overview_of(office.cycle)
    assert [(row.department.name, row.words, row.late) for row in overview.rows] == [
        ("示例一局", "填报中", False),
        ("示例二局", "未开始", False),
    ]
    assert dict(overview.by_state) == {State.FILLING: 1, State.NOT_STARTED: 1}
    assert set(departments_in(office.cycle)) == {row.department for row in overview.rows}


def test_overview_after_the_window_marks_who_is_late(office):
    office.cycle.windows.update(closes=timezone.now() - timedelta(minutes=1))
    assert [row.late for row in overview_of(office.cycle).rows] == [True]
    Filing.objects.update(state=State.SUBMITTED)
    assert [row.late for row in overview_of(office.cycle).rows] == [False]


def test_timeline_of_a_filing_is_its_events_latest_first(office):
    fill(office)
    submission.submit(actor=office.filer, filing=office.filing)
    found = [(entry.seq, entry.act, entry.actor) for entry in timeline_of(office.filing)]
    assert found == [(2, "提交财政审核", str(office.filer)), (1, "开始填报", str(office.filer))]


def test_event_log_finds_by_words_act_and_day(office):
    today = timezone.localdate()
    assert event_log(LogQuery()).count() == 1
    assert event_log(LogQuery(words="示例一局", action="open", first=today, last=today)).count() == 1
    for asked in (
        LogQuery(words="别局"),
        LogQuery(action="submit"),
        LogQuery(first=today + timedelta(days=1)),
    ):
        assert not event_log(asked).exists()
