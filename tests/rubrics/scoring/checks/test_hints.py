"""Hints: the usual mistake that mends a failing check without breaking another, and what it would change."""

import pytest

from rubrics.scoring.problems import Severity
from rubrics.scoring.results import Row, Step
from rubrics.scoring.rules import JudgedRule, RatioRule
from rubrics.scoring.types import Table
from tests.rubrics.scoring.making import (
    D,
    amount,
    assessed,
    choice,
    count,
    document,
    holds,
    parsed,
    percent,
    ratio,
    row,
    text,
    veto,
    wan,
    yes_no,
)


def hints(made, figures, **more) -> dict[str, tuple[Step, ...]]:
    """Check address -> its hints."""
    return {one.address: one.hints for one in assessed(made, figures, **more).checks if one.hints}


def told(step: Step) -> tuple:
    data = step.data
    if step.key == "swapped":
        return (step.key, data["first"], data["second"])
    return (step.key, data["address"], data.get("factor"))


class TestSwapped:
    MADE = document(
        row("采购", "2", RatioRule(parsed("执行率")), vetoes=(veto("执行率 > 100%"),), reason=False),
        inputs=(amount("计划"), amount("实际")),
        ratios=(ratio("执行率", "实际 / 计划", label="采购执行率"),),
        checks=(holds("不超", "实际 ≤ 计划", severity=Severity.EXPLAIN),),
    )

    def test_two_figures_the_wrong_way_round_with_what_it_would_change(self):
        found = hints(self.MADE, {"计划": wan("1791.71"), "实际": wan("1973.09")})

        ((hint,),) = found.values()
        assert {name: value for name, value in hint.data.items() if name != "gives"} == {
            "first": "fig:实际",
            "first_title": "实际",
            "second": "fig:计划",
            "second_title": "计划",
            "lines": (("采购", D("0.00"), D("1.82")),),
            "total": (D("0.00"), D("1.82")),
        }
        ((address, title, value, unit, places),) = hint.data["gives"]
        assert (address, title, round(value, 4), unit, places) == (
            "fig:执行率",
            "采购执行率",
            D("0.9081"),
            "%",
            2,
        )

    def test_check_that_holds_has_no_hint(self):
        assert hints(self.MADE, {"计划": wan("1973.09"), "实际": wan("1791.71")}) == {}

    def test_through_a_ratio(self):
        made = document(
            row("甲", "1", JudgedRule()),
            inputs=(count("利用"), count("总数")),
            ratios=(ratio("利用率", "利用 / 总数"),),
            checks=(holds("不超", "利用率 ≤ 100%"),),
        )

        ((hint,),) = hints(made, {"利用": D(80), "总数": D(50)}).values()

        assert told(hint) == ("swapped", "fig:利用", "fig:总数")

    def test_figures_of_two_units_are_not_swapped(self):
        made = document(
            row("甲", "1", JudgedRule()),
            inputs=(amount("支出"), percent("率")),
            checks=(holds("够", "支出 * 率 ≥ 100 万元"),),
        )

        assert hints(made, {"支出": wan("50"), "率": D("0.5")}) == {}


class TestScaled:
    SUM = "基本支出 + 项目支出 = 财政拨款支出"
    INPUTS = tuple(amount(name) for name in ("基本支出", "项目支出", "财政拨款支出"))
    LINE = row("甲", "1", JudgedRule())

    @pytest.mark.parametrize(
        ("basic", "projects", "whole", "hint"),
        [
            ("20000", "3", "5", ("scaled", "fig:基本支出", D("0.0001"))),
            ("2", "0.0003", "5", ("scaled", "fig:项目支出", D(10_000))),
            ("2", "3", "50000", ("scaled", "fig:财政拨款支出", D("0.0001"))),
        ],
    )
    def test_yuan_typed_for_ten_thousand_yuan(self, basic, projects, whole, hint):
        made = document(
            self.LINE, inputs=self.INPUTS, checks=(holds("构成", self.SUM, tolerance=wan("0.01")),)
        )
        figures = {"基本支出": wan(basic), "项目支出": wan(projects), "财政拨款支出": wan(whole)}

        ((found,),) = hints(made, figures).values()

        assert told(found) == hint

    def test_fraction_typed_for_a_percentage(self):
        made = document(
            self.LINE,
            inputs=(percent("自报"), percent("计算")),
            checks=(holds("一致", "自报 = 计算", tolerance=D("0.0001")),),
        )

        ((first, second),) = hints(made, {"自报": D("0.009735"), "计算": D("0.9735")}).values()

        assert (told(first), told(second)) == (
            ("scaled", "fig:自报", D(100)),
            ("scaled", "fig:计算", D("0.01")),
        )

    def test_small_difference_has_no_hint(self):
        made = document(self.LINE, inputs=self.INPUTS, checks=(holds("构成", self.SUM),))

        assert hints(made, {"基本支出": wan("2"), "项目支出": wan("3"), "财政拨款支出": wan("5.5")}) == {}

    def test_comparison_is_not_mended_by_force(self):
        """Any figure divided by 10,000 is smaller: that is no hint where both sides are of one size."""
        made = document(self.LINE, inputs=self.INPUTS, checks=(holds("不超", "项目支出 ≤ 基本支出 / 2"),))

        assert hints(made, {"基本支出": wan("2"), "项目支出": wan("1.5"), "财政拨款支出": wan("0")}) == {}


class TestTable:
    """The whole table was read in a unit it was not typed in."""

    TABLE = Table(
        "项目",
        (text("名称"), amount("预算"), amount("支出")),
        label="项目支出表",
        row_title="名称",
        unit_from="金额单位",
    )
    MADE = document(
        row("甲", "1", JudgedRule()),
        inputs=(
            choice("金额单位", "元", "万元"),
            amount("基本支出"),
            amount("项目支出"),
            amount("财政拨款支出"),
        ),
        tables=(TABLE,),
        checks=(
            holds("构成", "基本支出 + 项目支出 = 财政拨款支出"),
            holds("合计", "合计(项目.支出) = 项目支出", tolerance=wan("0.01")),
            holds(
                "单位",
                "合计(项目.支出) / 项目支出 < 10000% 且 合计(项目.支出) / 项目支出 > 1%",
                hides=("合计",),
            ),
        ),
    )
    FIGURES = {"金额单位": "万元", "基本支出": wan("1"), "项目支出": wan("5"), "财政拨款支出": wan("6")}

    def test_unit_of_the_table_and_not_the_figure_beside_it(self):
        rows = {
            "项目": tuple(
                Row(key, {"名称": key, "预算": wan(n), "支出": wan(n)})
                for key, n in (("a", "20000"), ("b", "30000"))
            )
        }

        found = hints(self.MADE, self.FIGURES, rows=rows)

        ((hint,),) = found.values()
        assert list(found) == ["check:单位"]
        assert {name: hint.data[name] for name in ("address", "title", "factor", "unit_from")} == {
            "address": "table:项目",
            "title": "项目支出表",
            "factor": D("0.0001"),
            "unit_from": "金额单位",
        }

    def test_row_with_two_columns_the_wrong_way_round(self):
        made = document(
            row("甲", "1", JudgedRule()),
            inputs=(choice("金额单位", "元", "万元"),),
            tables=(self.TABLE,),
            checks=(holds("不超", "支出 ≤ 预算", each="项目"),),
        )
        rows = {
            "项目": (
                Row("a", {"名称": "甲", "预算": wan("3"), "支出": wan("5")}),
                Row("b", {"名称": "乙", "预算": wan("3"), "支出": wan("1")}),
            )
        }

        ((hint,),) = hints(made, {}, rows=rows).values()

        assert told(hint) == ("swapped", "row:项目/a/支出", "row:项目/a/预算")

    def test_swap_that_breaks_another_check_is_not_told(self):
        made = document(
            row("甲", "1", JudgedRule()),
            inputs=(choice("金额单位", "元", "万元"), amount("项目支出")),
            tables=(self.TABLE,),
            checks=(holds("不超", "支出 ≤ 预算", each="项目"), holds("合计", "合计(项目.支出) = 项目支出")),
        )
        rows = {"项目": (Row("a", {"名称": "甲", "预算": wan("3"), "支出": wan("5")}),)}

        assert hints(made, {"项目支出": wan("5")}, rows=rows) == {}


def test_sign_of_a_figure_that_may_be_negative():
    inputs = (amount("年初"), amount("调整后"), amount("调整金额", minimum=None))
    made = document(
        row("甲", "1", JudgedRule()), inputs=inputs, checks=(holds("净额", "调整后 - 年初 = 调整金额"),)
    )

    found = hints(made, {"年初": wan("9"), "调整后": wan("8"), "调整金额": wan("1")})

    assert [told(one) for one in found["check:净额"]] == [
        ("swapped", "fig:调整后", "fig:年初"),
        ("sign", "fig:调整金额", None),
    ]


def test_condition_without_numbers_has_no_hint():
    made = document(
        row("甲", "1", JudgedRule()),
        inputs=(yes_no("公开"), yes_no("涉密")),
        checks=(holds("公开", "公开 或 涉密"),),
    )

    assert hints(made, {"公开": False, "涉密": False}) == {}
