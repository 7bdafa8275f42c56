"""What stands beside a place on the review page: refused boxes, its files, its own before and after."""

from datetime import timedelta

from django.utils import timezone

from evaluations.models import Correction
from evaluations.services.comments import Opinion, add_comment, answer_comment
from evaluations.services.evidence import Offered, add_file
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.review import accept, return_filing
from evaluations.services.rows import add_row
from evaluations.services.submission import submit
from evaluations.views.review.places import shown_at
from evaluations.views.review.seen import see
from tests.evaluations.access.mending import SPENT
from tests.evaluations.conftest import EXAMPLE, fill, make_office
from tests.evaluations.evidence.papers import pdf
from tests.evaluations.review.conftest import signed_in
from tests.evaluations.review.test_review_page import correct, line, page_of

REPORT = "决算报表.pdf"


def test_figure_that_cannot_be_corrected_stays_in_its_box_with_the_reason(accepted):
    answer = correct(accepted, editor=SPENT, **{"value-0": "80", "version-0": "1", "reason": ""})
    page = answer.context["page"]
    assert (answer.status_code, page.draft.address, page.editor.boxes[0].value, page.editor.problem) == (
        422,
        SPENT,
        "80",
        "理由未填。请写明审核与填报不同的理由。",
    )
    answer = correct(accepted, editor=SPENT, **{"value-0": "八十", "version-0": "1", "reason": "按决算"})
    [box] = answer.context["page"].editor.boxes
    assert (answer.status_code, box.value, bool(box.problem), answer.context["page"].editor.reason) == (
        422,
        "八十",
        True,
        "按决算",
    )
    assert not Correction.objects.exists()


def test_cell_that_is_no_amount_is_shown_without_the_unit_of_its_table(db):
    columns = "支出: {type: amount, unit: 万元, required: 否}}\n    unit_from"
    more = columns.replace(
        "}}\n", "}, 进度: {type: percent, required: 否}, 人数: {type: count, unit: 人, required: 否}}\n"
    )
    office = make_office(EXAMPLE.replace(columns, more))
    values = {"fig:金额单位": Typed("元"), "chapter:主要职能": Typed("负责应急管理。")}
    assert save_fields(actor=office.filer, filing=office.filing, values=values).ok
    cells = {"名称": "项目甲", "支出": "950000", "进度": "88.16%", "人数": "3"}
    row, _ = add_row(actor=office.filer, filing=office.filing, table="项目", cells=cells)
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    seen = see(office.filing)
    shown = [
        shown_at(seen.document, seen.flat, f"row:项目/{row.key}/{one}") for one in ("支出", "进度", "人数")
    ]
    assert shown == ["950,000.00 元", "88.16%", "3 人"]


def with_report(office) -> None:
    offered = Offered(REPORT, pdf(), SPENT)
    add_file(actor=office.filer, filing=office.filing, offered=offered)


def test_files_that_prove_a_figure_stand_at_it_and_at_the_line_that_rests_on_it(office):
    with_report(office)
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=office.filing)
    browser = signed_in(office.reviewer)
    page = browser.get(f"/filings/{office.filing.pk}/review", {"at": SPENT}).context["page"]
    assert [file.name for file in page.draft.files] == [REPORT]
    assert [[file.name for file in line(page, name).row.files] for name in ("预算执行", "社会效益")] == [
        [REPORT],
        [],
    ]


def test_opinions_show_what_was_changed_at_their_places_since_the_return(accepted):
    reviewer, filing = accepted.reviewer, accepted.filing
    comments = [
        add_comment(actor=reviewer, filing=filing, opinion=Opinion(where, "请核对。"))
        for where in (SPENT, "line:社会效益", "chapter:主要职能")
    ]
    assert [card.compared for card in page_of(accepted).cards] == [False, False, False]
    return_filing(actor=reviewer, filing=filing, due=timezone.now() + timedelta(days=5))
    filing.refresh_from_db()
    values = {SPENT: Typed("96", 1), "fig:单位性质": Typed("事业", 1)}
    assert save_fields(actor=accepted.filer, filing=filing, values=values).ok
    add_file(actor=accepted.filer, filing=filing, offered=Offered(REPORT, pdf(), "line:社会效益/佐证"))
    for one in comments:
        answer_comment(actor=accepted.filer, comment=one, text="已改。")
    submit(actor=accepted.filer, filing=filing)
    accept(actor=reviewer, filing=filing)
    page = page_of(accepted)
    assert [(card.compared, [row.title for row in card.changes]) for card in page.cards] == [
        (True, ["财政拨款支出"]),
        (True, ["社会效益 佐证材料", "佐证材料"]),
        (True, []),
    ]
    assert [row.title for row in page.changes] == [
        "财政拨款支出",
        "单位性质",
        "社会效益 佐证材料",
        "佐证材料",
    ]
    text = accepted.as_reviewer.get(f"/filings/{filing.pk}/review").content.decode()
    assert text.count("退回以后这里没有改动") == 1


def test_opinions_lead_back_to_where_their_number_stands(accepted):
    for where in (SPENT, "line:社会效益", "check:执行偏低"):
        add_comment(actor=accepted.reviewer, filing=accepted.filing, opinion=Opinion(where, "请核对。"))
    page = page_of(accepted)
    assert [card.seat for card in page.cards] == ["", line(page, "社会效益").row.anchor, ""]


def test_words_that_do_not_stand_in_the_text_are_refused_and_kept_in_the_box(accepted):
    posted = {"address": "chapter:主要职能", "text": "请写明文号。", "quote": "三定方案"}
    path = f"/filings/{accepted.filing.pk}/review/comments"
    answer = accepted.as_reviewer.post(path, posted)
    said = "“三定方案”不在这一部分的正文里。请照抄正文里的几个字，或者不填所指文字。"
    draft = answer.context["page"].draft
    assert (answer.status_code, draft.quote, draft.text, said in answer.content.decode()) == (
        422,
        "三定方案",
        "请写明文号。",
        True,
    )
    accepted.as_reviewer.post(path, {**posted, "quote": "预算执行率为95.00%"})  # a figure as it is printed
    assert [card.quote for card in page_of(accepted).cards] == ["预算执行率为95.00%"]
