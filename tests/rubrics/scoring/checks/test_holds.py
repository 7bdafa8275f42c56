"""form holds: five outcomes, tolerance, conditions, optional groups, hiding, special names."""

from datetime import date

import pytest

from rubrics.scoring.results import Outcome, Step
from rubrics.scoring.rules import ChecklistRule, Item
from rubrics.scoring.states import NotApplicable
from tests.rubrics.scoring.making import (
    D,
    amount,
    assessed,
    count,
    day,
    document,
    holds,
    row,
    wan,
    yes_no,
)

from .trying import SUM, outcomes, results, spent


class TestTolerance:
    @pytest.mark.parametrize(
        ("whole", "outcome"),
        [
            ("3", "相符"),
            ("3.01", "相符"),
            ("2.99", "相符"),
            ("3.02", "不符"),
            ("2.98", "不符"),
        ],
    )
    def test_equal_means_nearly_equal(self, whole, outcome):
        check = holds("构成", SUM, tolerance=wan("0.01"))

        assert outcomes(check, figures=spent("1", "2", whole)) == [outcome]

    @pytest.mark.parametrize(
        ("sign", "whole", "outcome"),
        [
            ("≤", "2.99", "相符"),
            ("≤", "2.98", "不符"),
            ("<", "3", "相符"),
            ("<", "2.99", "不符"),
            ("≥", "3.01", "相符"),
            ("≥", "3.02", "不符"),
            (">", "3", "相符"),
            (">", "3.01", "不符"),
            ("≠", "3.01", "不符"),
            ("≠", "3.02", "相符"),
        ],
    )
    def test_every_sign_has_its_tolerance(self, sign, whole, outcome):
        check = holds("构成", f"基本支出 + 项目支出 {sign} 财政拨款支出", tolerance=wan("0.01"))

        assert outcomes(check, figures=spent("1", "2", whole)) == [outcome]

    def test_without_tolerance_a_cent_counts(self):
        assert outcomes(holds("构成", SUM), figures=spent("1", "2", "3.01")) == ["不符"]

    def test_each_comparison_of_a_chain_has_it(self):
        check = holds("顺序", "基本支出 ≤ 项目支出 且 项目支出 ≤ 财政拨款支出", tolerance=wan("0.01"))

        assert outcomes(check, figures=spent("1.01", "1", "0.99")) == ["相符"]


class TestAbsences:
    def test_missing_figure_is_never_taken_as_met(self):
        (result,) = results(holds("构成", SUM), figures={"基本支出": wan("1")})

        assert (result.outcome, result.needs) == (Outcome.NO_DATA, ("fig:项目支出", "fig:财政拨款支出"))
        assert result.blocks

    def test_figure_that_does_not_exist_makes_the_check_not_applicable(self):
        figures = {**spent("1", "2", "3"), "项目支出": NotApplicable(("fig:项目支出",), "没有项目")}

        assert outcomes(holds("构成", SUM), figures=figures) == ["不适用"]

    def test_check_that_cannot_be_computed_fails_and_says_why(self):
        check = holds("倍数", "财政拨款支出 / 基本支出 < 200%", says="财政拨款支出是基本支出的{{左}}")

        (result,) = results(check, figures=spent("0", "2", "3"))

        assert (result.outcome, result.blocks) == (Outcome.FAILS, True)
        assert result.hints == (
            Step("undefined", {"why": "“基本支出”为 0，不能作除数", "addresses": ("fig:基本支出",)}),
        )

    @pytest.mark.parametrize(("reported", "outcome"), [(None, "不适用"), (False, "不适用"), (True, "缺数")])
    def test_condition_decides_whether_the_check_applies(self, reported, outcome):
        figures = {} if reported is None else {"公开": reported}

        got = outcomes(
            holds("披露", "日期 ≥ 年初", when="已填(公开) 且 公开"),
            inputs=(yes_no("公开"), day("日期")),
            figures=figures,
        )

        assert got == [outcome]

    def test_condition_that_is_missing_leaves_the_check_without_data(self):
        (result,) = results(
            holds("披露", "日期 ≥ 年初", when="公开"),
            inputs=(yes_no("公开"), day("日期")),
            figures={"日期": date(2020, 2, 1)},
        )

        assert (result.outcome, result.needs) == (Outcome.NO_DATA, ("fig:公开",))


class TestOptionalGroup:
    PARTS = ("出国费", "购车费", "接待费")
    INPUTS = (*(amount(name, required=False) for name in PARTS), amount("三公支出"))
    CHECK = holds("三公构成", "出国费 + 购车费 + 接待费 = 三公支出", optional_group=PARTS)

    @pytest.mark.parametrize(
        ("typed", "outcome"),
        [
            ({}, "不适用"),
            ({"出国费": "1"}, "缺数"),
            ({"出国费": "1", "购车费": "2"}, "缺数"),
            ({"出国费": "1", "购车费": "2", "接待费": "0"}, "相符"),
            ({"出国费": "1", "购车费": "2", "接待费": "1"}, "不符"),
        ],
    )
    def test_all_empty_does_not_apply_and_some_empty_is_missing(self, typed, outcome):
        figures = {"三公支出": wan("3"), **{name: wan(number) for name, number in typed.items()}}

        assert outcomes(self.CHECK, inputs=self.INPUTS, figures=figures) == [outcome]

    def test_empty_ones_are_named(self):
        (result,) = results(
            self.CHECK, inputs=self.INPUTS, figures={"三公支出": wan("3"), "购车费": wan("1")}
        )

        assert result.needs == ("fig:出国费", "fig:接待费")


class TestHiding:
    UNIT = holds("单位", "项目支出 / 财政拨款支出 < 10000%", hides=("合计",))
    TOTAL = holds("合计", "项目支出 = 财政拨款支出")

    @pytest.mark.parametrize(
        ("projects", "told"),
        [
            ("30000", [("单位", "不符", ""), ("合计", "不符", "单位")]),
            ("4", [("单位", "相符", ""), ("合计", "不符", "")]),
            ("3", [("单位", "相符", ""), ("合计", "相符", "")]),
        ],
    )
    def test_what_a_failing_check_hides_is_shown_under_it(self, projects, told):
        found = results(self.UNIT, self.TOTAL, figures=spent("1", projects, "3"))

        assert [(one.id, one.outcome, one.under) for one in found] == told
        assert [one.blocks for one in found] == [
            outcome == "不符" and not under for _, outcome, under in told
        ]


def test_names_of_last_year_of_the_bureau_and_of_ticks():
    checks = (
        holds("比上年", "支出 ≤ 上年.支出 * 2"),
        holds("与财政数", "支出 = 预置.支出", when="已填(预置.支出)"),
        holds("勾选", "件数 > 0", when="勾选.甲.做到"),
        holds("总分", "得分.合计 ≥ 得分.甲 且 分值.合计 = 1 分"),
        holds("等级", '等级 = "优"'),
        holds("原因", "已填(原因.甲) 或 佐证.甲 = 0"),
    )
    made = document(
        row("甲", "1", ChecklistRule((Item("做到", D(1)),))),
        inputs=(amount("支出"), count("件数")),
        checks=checks,
    )

    sheet = assessed(
        made,
        {"支出": wan("3"), "件数": D(1)},
        entries={"甲/做到": True},
        previous={"支出": wan("1")},
        presets={"支出": wan("3")},
    )
    without = assessed(made, {"支出": wan("3"), "件数": D(1)})

    assert [one.outcome for one in sheet.checks] == ["不符", "相符", "相符", "相符", "不符", "相符"]
    assert [one.outcome for one in without.checks] == ["缺数", "不适用", "缺数", "缺数", "缺数", "相符"]
    assert without.checks[0].needs == ("fig:上年.支出",)
