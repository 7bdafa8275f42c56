"""Stored text to typed answers: every kind of place, and a located problem for each text that is none."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.answers import NA, TO_CONFIRM, Flat, FlatRow, Given, clean, read_flat
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.results import Answers, Row
from rubrics.scoring.states import Missing, NotApplicable, Prose
from rubrics.scoring.units import UNITS
from rubrics.scoring.values import Parsed

from .small import small


def read(answers=None, rows=None, narratives=None, **more) -> tuple[Answers, list[Problem]]:
    flat = Flat({where: one if isinstance(one, Given) else Given(one) for where, one in (answers or {}).items()},
                rows or {}, narratives or {}, **more)  # fmt: skip
    return read_flat(small(), flat)


def test_figures_of_every_type_are_read():
    answers, problems = read({
        "fig:财政拨款支出": "9,148.92",
        "fig:在编人数": "60人",
        "fig:是否涉密": "否",
        "fig:公开日期": "2030年2月12日",
        "fig:满意度": "95%",
        "fig:公开方式": "按规定",
        "fig:部门名称": "示例区应急管理局",
    })  # fmt: skip
    assert problems == []
    assert answers.figures == {
        "财政拨款支出": Decimal(91489200),
        "在编人数": Decimal(60),
        "是否涉密": False,
        "公开日期": date(2030, 2, 12),
        "满意度": Decimal("0.95"),
        "公开方式": "按规定",
        "部门名称": "示例区应急管理局",
    }


def test_three_answers_that_are_not_a_value_stay_apart():
    answers, problems = read({
        "fig:采购计划金额": Given("全年没有采购", NA),
        "fig:实际采购金额": "0",
        "fig:年初预算数": "",
    })  # fmt: skip
    assert problems == []
    assert answers.figures == {
        "采购计划金额": NotApplicable(("fig:采购计划金额",), "全年没有采购"),
        "实际采购金额": Decimal(0),
    }


@pytest.mark.parametrize(
    ("where", "given", "what", "todo"),
    [
        ("fig:年初预算数", Given("没有", NA), "“年初预算数”不能选“无此事项”", "请照实填写；没有发生的填 0"),
        ("fig:采购计划金额", Given("", NA), "“采购计划金额的无此事项原因”没有填写", "请填写"),
        (
            "fig:年初预算数",
            Given("12,34"),
            "“年初预算数”填的“12,34”的千位分隔符位置不对",
            "分隔符每三位一个，或者不写，请核对后填，如 1,234",
        ),
        ("fig:年初预算", Given("1"), "没有叫“年初预算”的字段", "您是不是要写 年初预算数"),
        ("row:项目/1/说明", Given("短"), "“说明”填的“短”只有 1 个字", "至少写 5 个字，请写具体"),
        ("row:项目/1/执行率", Given("5%"), "表“项目支出表”的“执行率”由系统带入或计算，不能填", "请删去"),
        ("row:季度/全年/序时进度", Given("5%"), "表“季度”的“序时进度”由系统带入或计算，不能填", "请删去"),
        ("row:项目总结/1/名称", Given("甲"), "表“项目总结”的“名称”由系统带入或计算，不能填", "请删去"),
        ("row:工程/1/名称", Given("甲"), "没有叫“工程”的表", "请核对名称"),
        (
            "line:制度/有制定",
            Given("是"),
            "没有地方填“制度/有制定”",
            "这一行可以填：有制度、有制度/佐证、有监督、有监督/佐证、原因、佐证",
        ),
        (
            "line:制度/有监督",
            Given("3"),
            "“有监督检查”填的“3”大于上限 2.00 分",
            "最多填 2.00 分，请核对数字和单位",
        ),
        (
            "line:制度/有监督",
            Given("20%"),
            "“有监督检查”填的“20%”的单位是%，这里的单位是分",
            "请填以分为单位的数",
        ),
        ("line:工作质量/选项", Given("优"), "“档次”填的“优”不在可选的范围内", "可选：好、中、差"),
        ("check:没有的", Given("甲"), "没有叫“没有的”的勾稽", "请核对名称"),
        (
            "chapter:存在问题说明",
            Given("见{{编外控制}}"),
            "“存在问题说明”引用的“编外控制”不是这份自评里的数",
            "请从“插入数据”里选，或删去这处引用",
        ),
        ("表:甲", Given("甲"), "“表:甲”不是这份自评里的地址", "请使用系统给出的地址"),
    ],
)
def test_text_that_is_no_answer_is_a_problem_at_its_address(where, given, what, todo):
    outcome = clean(small(), where, given)
    assert isinstance(outcome, Problem)
    assert (outcome.where, outcome.what, outcome.todo) == (where, what, todo)
    _, problems = (
        read_flat(small(), Flat({where: given})) if not where.startswith("row:") else (None, [outcome])
    )
    assert problems == [outcome]


def test_amounts_of_a_table_are_read_in_the_chosen_unit():
    rows = {"项目": (FlatRow("1", {"名称": Given("甲"), "预算": Given("2,570,000.00")}),)}
    answers, problems = read({"fig:金额单位": "元"}, rows)
    assert problems == []
    assert answers.rows == {"项目": (Row("1", {"名称": "甲", "预算": Decimal("2570000.00")}),)}
    answers, _ = read({"fig:金额单位": "万元"}, rows)
    assert answers.rows["项目"][0].cells["预算"] == Decimal("25700000000.00")


def test_amounts_of_a_table_without_a_chosen_unit_are_missing():
    answers, problems = read(rows={"项目": (FlatRow("1", {"预算": Given("2570000")}),)})
    assert problems == []
    assert answers.rows["项目"][0].cells == {"预算": Missing(("fig:金额单位",))}


def test_table_that_does_not_exist_here_has_no_rows():
    _, problems = read({"table:项目": Given("没有项目", NA)})
    assert [one.what for one in problems] == ["“项目支出表”不能选“无此事项”"]


def test_row_that_a_fixed_table_does_not_have_is_a_problem():
    answers, problems = read(
        rows={"季度": (FlatRow("全年", {}), FlatRow("下半年", {"累计支出": Given("5")}))}
    )
    assert answers.rows == {"季度": (Row("全年", {}),)}
    assert problems == [Problem("row:季度/下半年", "“季度”没有“下半年”这一行", "请写：上半年、全年")]


def test_table_of_too_many_rows_is_a_problem():
    _, problems = read(
        rows={"项目": tuple(FlatRow(str(number), {"名称": Given("甲")}) for number in range(501))}
    )
    assert [one.what for one in problems] == ["“项目支出表”有 501 行，最多 500 行"]


def test_row_in_which_nothing_stands_is_none():
    blank = (FlatRow("1", {}), FlatRow("2", {"名称": Given(" ")}))
    said = (FlatRow("3", {"名称": Given("甲")}), FlatRow("4", {"预算": Given("没有这一项", NA)}))
    answers, _ = read(rows={"项目": (*blank, *said)})
    assert [row.key for row in answers.rows["项目"]] == ["3", "4"]


def test_narrative_and_figure_have_addresses_of_their_own():
    _, problems = read({"fig:存在问题说明": "甲", "chapter:满意度": "95%"})
    assert [(one.where, one.todo) for one in problems] == [
        ("fig:存在问题说明", "请写 chapter:存在问题说明"),
        ("chapter:满意度", "请写 fig:满意度"),
    ]


def test_entries_of_lines_are_typed():
    answers, problems = read({
        "line:制度/有制度": "是",
        "line:制度/有监督": "1.5",
        "line:制度/佐证": "制度汇编.pdf 第 1 页\n检查记录.pdf",
        "line:制度/原因": "有一项制度没有检查",
        "line:工作质量/选项": "好",
        "line:工作质量/得分": "4.5",
        "line:结余/选项": "评判法",
        "line:结余/评判法/得分": "5",
        "check:采购": "年中追加，经批准增加采购",
        "check:项目支出/2": "动用上年结转",
    })  # fmt: skip
    assert problems == []
    assert answers.entries == {
        "line:制度/有制度": True,
        "line:制度/有监督": Decimal("1.5"),
        "line:制度/佐证": "制度汇编.pdf 第 1 页\n检查记录.pdf",
        "line:制度/原因": "有一项制度没有检查",
        "line:工作质量/选项": "好",
        "line:工作质量/得分": Decimal("4.5"),
        "line:结余/选项": "评判法",
        "line:结余/评判法/得分": Decimal(5),
    }
    assert answers.explanations == {
        "check:采购": "年中追加，经批准增加采购",
        "check:项目支出/2": "动用上年结转",
    }


def test_own_indicators_are_kept_as_text_for_their_rule():
    rows = {
        "履职指标": (
            FlatRow("1", {"名称": Given("演练次数"), "年初目标": Given("≥12"), "分值": Given("10")}),
        )
    }
    answers, problems = read(rows=rows)
    assert problems == []
    assert answers.rows["履职指标"] == (Row("1", {"名称": "演练次数", "年初目标": "≥12", "分值": "10"}),)


def test_narrative_is_prose_with_typed_figures_filled_in():
    answers, problems = read(
        {"fig:编外人数": "24"},
        narratives={"存在问题说明": "# 人员\n编外{{编外人数}}人，控制率{{编外人员控制率}}。"},
    )
    assert problems == []
    assert answers.figures["存在问题说明"] == Prose("人员\n编外24人，控制率\ufffc。", ((1, "人员"),))


def test_source_of_an_answer_is_kept():
    answers, _ = read({"fig:满意度": Given("95%", source="由得分推定")})
    assert answers.sources == {"fig:满意度": "由得分推定"}


def test_source_of_a_narrative_is_kept_while_there_is_a_text():
    sources = {"narrative_sources": {"存在问题说明": "示例补充"}}
    assert read(narratives={"存在问题说明": "编外偏多。"}, **sources)[0].sources == {
        "chapter:存在问题说明": "示例补充"
    }
    assert read(narratives={"存在问题说明": " "}, **sources)[0].sources == {}


def test_figure_to_be_confirmed_counts_and_asks():
    answers, problems = read({"fig:年初预算数": Given("100", TO_CONFIRM, "财政预置数")})
    assert answers.figures == {"年初预算数": Decimal(1_000_000)}
    assert problems == [
        Problem("fig:年初预算数", "“年初预算数”带入的内容还没有确认", "请核对后确认，或改成今年的内容")
    ]


def test_last_years_and_preset_figures_are_typed():
    answers, problems = read(previous={"调整预算数": "9000", "没有": "1"}, presets={"在编人数": "60"})
    assert answers.previous == {"调整预算数": Decimal(90_000_000)}
    assert answers.presets == {"在编人数": Decimal(60)}
    assert [one.where for one in problems] == ["上年.没有"]


def test_cell_is_cleaned_in_the_given_unit():
    outcome = clean(small(), "row:项目/1/支出", Given("12.5万元"), unit=UNITS["元"])
    assert isinstance(outcome, Problem)
    assert outcome.todo == "系统不自动换算；换算后是 125000，请核对后填写"
    assert clean(small(), "row:项目/1/支出", Given("125000"), unit=UNITS["元"]) == Parsed(
        Decimal(125000), "125000", "125,000.00"
    )


def test_every_place_of_a_document_has_a_field():
    desk = desk_of(small())
    assert desk_of(small()) is desk
    assert desk.marks["编外人员控制率"] == "编外人员控制率"
    assert desk.marks["项目.支出"] == "项目支出表支出合计"
    assert "存在问题说明" not in desk.marks


@settings(deadline=None)
@given(
    st.dictionaries(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                [
                    "fig:满意度",
                    "table:项目",
                    "line:制度/有制度",
                    "row:项目",
                    "check:采购",
                    "chapter:存在问题说明",
                ]
            ),
        ),
        st.builds(Given, st.text(max_size=20), st.sampled_from(["filled", "na", "to_confirm", "?"])),
        max_size=5,
    )
)
def test_any_flat_answers_give_answers_and_problems(answers):
    read_answers, problems = read_flat(small(), Flat(answers))
    assert isinstance(read_answers, Answers)
    assert all(one.what for one in problems)
