"""退回意见: the department's side."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluations.services.comments import Opinion, add_comment
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.review import return_filing


@pytest.fixture
def returned(accepted):
    for where, words in (("fig:财政拨款支出", "请核对决算数。"), ("line:社会效益", "没有调查数据。")):
        add_comment(
            actor=accepted.reviewer, filing=accepted.filing, opinion=Opinion(where, words, category="数据")
        )
    return_filing(actor=accepted.reviewer, filing=accepted.filing, due=timezone.now() + timedelta(days=5))
    accepted.filing.refresh_from_db()
    return accepted


def path(returned) -> str:
    return f"/filings/{returned.filing.pk}/returned"


def page_of(returned):
    return returned.as_filer.get(path(returned)).context["page"]


def test_returned_leads_to_the_place_of_each_item(returned):
    assert [
        (item.card.number, item.stage, item.url.partition("#")[0]) for item in page_of(returned).items
    ] == [
        (1, "预算执行", f"/filings/{returned.filing.pk}/stages/2"),
        (2, "指标自评", f"/filings/{returned.filing.pk}/stages/4"),
    ]


def test_returned_shows_what_was_changed_at_the_place_and_elsewhere(returned):
    values = {"fig:财政拨款支出": Typed("96", 1), "fig:单位性质": Typed("事业", 1)}
    save_fields(actor=returned.filer, filing=returned.filing, values=values)
    page = page_of(returned)
    assert [[row.title for row in item.changes] for item in page.items] == [["财政拨款支出"], []]
    assert [row.title for row in page.others] == ["单位性质"]


def test_reviewer_sees_what_was_sent_while_the_department_mends(returned):
    save_fields(actor=returned.filer, filing=returned.filing, values={"fig:财政拨款支出": Typed("96", 1)})
    page = returned.as_reviewer.get(f"/filings/{returned.filing.pk}/review").context["page"]
    assert (page.total.own, page.compared, page.changes) == (Decimal("9.80"), False, ())


def test_answers_are_stored_and_an_unchanged_one_is_not_said_twice(returned):
    boxes = [item.box for item in page_of(returned).items]
    for _ in range(2):
        returned.as_filer.post(path(returned), {boxes[0]: "已按决算改正。"})
    page = page_of(returned)
    assert [(item.card.state, item.answer, len(item.card.said)) for item in page.items] == [
        ("answered", "已按决算改正。", 2),
        ("to_mend", "", 1),
    ]
    assert page.unanswered == 1


def test_answers_by_the_head_are_not_taken(returned):
    assert returned.as_head.get(path(returned)).status_code == 200
    answer = returned.as_head.post(path(returned), {page_of(returned).items[0].box: "已改。"})
    assert answer.status_code == 404


def test_an_answer_that_is_too_long_stays_in_its_box(returned):
    box = page_of(returned).items[0].box
    answer = returned.as_filer.post(path(returned), {box: "长" * 2_001})
    assert answer.status_code == 409
    assert answer.context["page"].items[0].answer == "长" * 2_001
    assert "超过 2,000 个。请精简。" in answer.content.decode()


def test_returned_of_a_filing_that_never_was_says_so(accepted):
    answer = accepted.as_filer.get(path(accepted))
    assert (answer.status_code, "没有退回过" in answer.content.decode()) == (200, True)


def test_result_before_the_approval_shows_no_score(accepted):
    answer = accepted.as_filer.get(f"/filings/{accepted.filing.pk}/result")
    assert (answer.status_code, "审核还没有结束" in answer.content.decode()) == (200, True)


def test_returned_costs_the_same_before_the_answers_as_after(returned, django_assert_num_queries):
    returned.as_filer.get(path(returned))
    with django_assert_num_queries(QUERIES):
        returned.as_filer.get(path(returned))
    boxes = [item.box for item in page_of(returned).items]
    returned.as_filer.post(path(returned), dict.fromkeys(boxes, "已改正。"))
    with django_assert_num_queries(QUERIES):
        returned.as_filer.get(path(returned))


QUERIES = 32
