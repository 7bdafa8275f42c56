"""Ready sentences with place and values filled in."""

from dataclasses import replace

import pytest

from evaluations.services.submission import submit
from evaluations.views.review import opinions
from evaluations.views.review.opinions import Asked, draft_of, filled
from evaluations.views.review.seen import see
from tests.evaluations.conftest import fill

REASONS = {
    "T02": ("数据", "{字段}与决算（{表名}）不一致：填报{填报数}，决算{决算数}。"),
    "T14": ("评分", "{指标}自评{自评得分}分，按评分标准应为{应得分}分。"),
    "T01": ("数据", "{表}中{项}有误。"),
    "T03": ("数据", "{字段}与{字段}之和不等于{合计}。"),
}


@pytest.fixture
def seen(accepted, monkeypatch):
    found = see(accepted.filing)
    document = replace(found.document, reasons=REASONS)
    return replace(found, program=replace(found.program, document=document))


def text(seen, at: str, code: str) -> str:
    return draft_of(seen, Asked(at=at, code=code)).text


def test_draft_of_a_figure_fills_in_what_is_known_and_marks_the_rest(seen):
    assert text(seen, "fig:财政拨款支出", "T02") == (
        "财政拨款支出与决算（〔表名〕）不一致：填报95.00 万元，决算〔决算数〕。"
    )


def test_draft_of_a_line_fills_in_the_own_score(seen):
    assert text(seen, "line:社会效益", "T14") == "社会效益自评4分，按评分标准应为〔应得分〕分。"


def test_draft_of_a_cell_names_its_table(seen, accepted):
    row = accepted.filing.table_rows.get(position=1)
    assert text(seen, f"row:项目/{row.key}/支出", "T01") == ("项目支出表中第 2 行（项目乙） 支出有误。")


def test_draft_asks_for_the_second_of_two_gaps_of_one_name(seen):
    assert text(seen, "fig:财政拨款支出", "T03") == "财政拨款支出与〔字段〕之和不等于〔合计〕。"


def test_draft_with_an_unknown_code_is_empty(seen):
    assert draft_of(seen, Asked(at="fig:财政拨款支出", code="T99")).text == ""


def test_draft_of_a_check_takes_its_place_and_its_words(office):
    fill(office, fig__财政拨款支出="80", check__执行偏低="项目推迟到下一年实施，已办理结转手续")
    submit(actor=office.filer, filing=office.filing)
    draft = draft_of(see(office.filing), Asked(check="check:执行偏低"))
    assert (draft.address, draft.text) == ("fig:财政拨款支出", "执行率 80.00% 低于 90%")


def test_filled_leaves_a_text_without_gaps_alone():
    assert filled("请补写。", {"字段": "甲"}) == "请补写。"


def test_reasons_show_their_code_and_what_goes_into_their_gaps(seen):
    assert [one.label for one in opinions.reasons_of(seen)][1] == (
        "T14 评分：〔指标〕自评〔自评得分〕分，按评分标准应为〔应得分〕分。"
    )
