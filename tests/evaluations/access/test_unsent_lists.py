"""Lists, scores, opinions and refused acts of the bureau show what was sent last, never what the department has now."""

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

import evaluations
from evaluations.models import Comment, Membership, Report
from evaluations.report.context import report_context
from evaluations.report.frozen import source_of_snapshot
from evaluations.services.comments import answer_comment
from evaluations.services.filing import save_fields
from evaluations.services.reports import request_report
from evaluations.services.results import Typed
from evaluations.services.review import accept
from evaluations.services.submission import submit
from evaluations.workflow import Role, State
from tests import factories
from tests.evaluations.access.bureau_pages import (
    PAGES,
    WRONG,
    addresses,
    answers_to_acts,
    browser_of,
    cards,
    counted,
    desk_rows,
    leaks,
    row_of,
)
from tests.evaluations.access.mending import PLANTED, SIGNS, SPENT, returned

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # many pages; who may read is the same on both


def test_every_page_of_the_bureau_shows_nothing_that_is_not_sent(mending):
    assert len(list(addresses(mending, PAGES))) >= 25
    assert leaks(mending, PAGES) == []


def test_department_reads_every_sign_on_its_pages(mending):
    browser = browser_of(mending.filer)
    paths = [
        "/todo",
        *(f"/filings/{mending.filing.pk}/{page}" for page in ("check", "returned", "stages/2")),
    ]
    bodies = [browser.get(path).content.decode() for path in paths]
    assert {sign for sign in SIGNS for body in bodies if sign in body} >= {PLANTED, "76,543.21", "7.13"}


def test_refused_acts_of_the_reviewer_show_nothing_that_is_not_sent(mending):
    assert {act: leak for act, (_, leak) in answers_to_acts(mending).items()} == dict.fromkeys(WRONG, False)


def test_desk_and_year_of_a_returned_filing_show_the_scores_that_were_sent(mending):
    [row], year = desk_rows(mending), row_of(mending)
    sent = (Decimal("9.80"), Decimal("9.60"), "优", "")
    assert (row.total, row.verified, row.grade, row.checks) == sent
    assert (year.own, year.verified, year.grade, year.checks) == sent
    assert (year.ratio, year.sent) == (Decimal("0.95"), True)


def test_correction_stays_in_force_for_the_bureau_until_the_changed_answer_is_sent(mending):
    page = browser_of(mending.reviewer).get(f"/filings/{mending.filing.pk}/review").context["page"]
    assert (page.total.own, page.total.verified, page.changes) == (Decimal("9.80"), Decimal("9.60"), ())
    line = next(line.row for line in page.lines if line.row.id == "预算执行")
    assert line.reasons == ("与决算不符",)


def test_answer_stands_on_the_page_of_the_bureau_from_the_sending_on(office):
    returned(office)
    filing = office.filing
    values = {SPENT: Typed("96", 1)}
    assert save_fields(actor=office.filer, filing=filing, values=values).ok
    answer_comment(actor=office.filer, comment=office.comment, text=PLANTED)
    pages = {"before": cards(office), "queue before": counted(office)}
    submit(actor=office.filer, filing=filing)
    pages |= {"after": cards(office), "queue after": counted(office)}
    assert pages == {
        "before": ([("to_mend", ["请核对决算数。"])], 1, 0),
        "queue before": [("已退回", 1, 1)],
        "after": ([("answered", ["请核对决算数。", PLANTED])], 0, 1),
        "queue after": [("待受理", 0, 1)],
    }


def test_return_page_lists_what_was_asked_whether_it_was_answered_or_not(mending):
    page = browser_of(mending.reviewer).get(f"/filings/{mending.filing.pk}/return")
    assert [(card.number, card.state) for card in page.context["items"]] == [(1, "to_mend")]
    assert Comment.objects.get().state == "answered"


def test_filing_sent_again_shows_the_new_scores_and_the_correction_has_fallen(office):
    returned(office)
    save_fields(actor=office.filer, filing=office.filing, values={SPENT: Typed("92", 1)})
    answer_comment(actor=office.filer, comment=office.comment, text="已改")
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=office.filing)
    [row], year = desk_rows(office), row_of(office)
    assert (row.total, row.verified) == (year.own, year.verified) == (Decimal("9.68"), Decimal("9.68"))
    page = browser_of(office.reviewer).get(f"/filings/{office.filing.pk}/review").context["page"]
    assert (page.total.own, page.total.verified) == (Decimal("9.68"), Decimal("9.68"))
    assert [change.said for change in page.changes] == ["由“95”改为“92”"]


def test_report_of_a_returned_filing_is_printed_from_what_was_sent(mending):
    report, _ = request_report(
        actor=mending.reviewer, snapshot=mending.snapshot, variant=Report.Variant.DRAFT.value
    )
    told = repr(report_context(source_of_snapshot(report.snapshot, "")))
    assert "负责应急管理。" in told
    assert [sign for sign in SIGNS if sign in told] == []


def test_person_of_the_department_who_reviews_too_sees_his_own(mending):
    Membership.objects.create(
        user=mending.filer, role=Role.REVIEWER.value, department=None, starts=factories.LONG_AGO
    )
    mending.cycle.assignments.create(department=mending.department, reviewer=mending.filer)
    assert browser_of(mending.filer).get(f"/filings/{mending.filing.pk}/stages/2").status_code == 200


def test_no_module_of_the_bureau_reads_the_live_summary():
    root = Path(evaluations.__file__).parent
    files = [
        *(root / "views" / "review").glob("*.py"),
        *(root / "views" / "bureau").glob("*.py"),
        *(root / "views" / "report").glob("*.py"),
        *(root / "report").glob("*.py"),
    ]
    readers = {
        f"{path.parent.name}/{path.name}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "summary"
    }
    assert readers == {"bureau/year_rows.py"}, "the progress before the first sending, and nothing else"


@pytest.mark.parametrize("page", ["desk", "year"])
def test_list_costs_the_same_for_one_returned_filing_as_for_four(mending, page, django_assert_num_queries):
    browser = browser_of(mending.reviewer if page == "desk" else mending.rubric_admin)
    path = "/review/" if page == "desk" else "/year/"
    browser.get(path)
    with django_assert_num_queries({"desk": 16, "year": 20}[page]):
        browser.get(path)
    for _ in range(3):
        department = factories.department()
        mending.reviewer.assignments.create(cycle=mending.cycle, department=department)
        factories.filing(
            mending.cycle, department, state=State.RETURNED, round=1, submitted_at=timezone.now()
        )
    with django_assert_num_queries({"desk": 16, "year": 20}[page]):
        browser.get(path)
