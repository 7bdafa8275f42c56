"""form holds: five outcomes, tolerance, conditions, optional groups, rows, messages, explanations, hiding."""

from datetime import date
from decimal import Decimal

import pytest

from rubrics.scoring.problems import Severity
from rubrics.scoring.results import CheckResult, Outcome, Row, Step
from rubrics.scoring.rules import ChecklistRule, Item, JudgedRule, RatioRule
from rubrics.scoring.states import NotApplicable, Prose
from rubrics.scoring.types import Table
from tests.rubrics.scoring.making import (
    D,
    amount,
    answers,
    assessed,
    count,
    day,
    document,
    holds,
    narrative,
    parsed,
    percent,
    ratio,
    row,
    text,
    wan,
    yes_no,
)

LINE = row("甲", "1", JudgedRule())
BASIC = tuple(amount(name) for name in ("基本支出", "项目支出", "财政拨款支出"))
SUM = "基本支出 + 项目支出 = 财政拨款支出"
LONG = "因年末退回一笔往年资金，已与国库核对"


def results(
    check, *checks, inputs=BASIC, tables=(), ratios=(), lines=(LINE,), constants=None, **typed
) -> list[CheckResult]:
    made = document(
        *lines, inputs=inputs, tables=tables, ratios=ratios, checks=(check, *checks), constants=constants
    )
    figures = typed.pop("figures", {})
    return list(assessed(made, figures, **typed).checks)


def spent(basic: str, projects: str, whole: str) -> dict[str, Decimal]:
    return {"基本支出": wan(basic), "项目支出": wan(projects), "财政拨款支出": wan(whole)}


def outcomes(*arguments, **more) -> list[Outcome]:
    return [result.outcome for result in results(*arguments, **more)]


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


class TestMessage:
    def test_parts_are_words_and_values_with_their_units_and_places(self):
        says = "【执行】{{基本支出}} + {{项目支出}} = {{左}}，与 {{财政拨款支出|元}} 相差 {{差额}}，{{倍数}} 倍。"

        (result,) = results(holds("构成", SUM, says=says), figures=spent("1", "2", "4"))

        def value(number, unit="万元", address=""):
            return Step(
                "value", {"value": number, "absence": "", "unit": unit, "places": 2, "address": address}
            )

        assert result.message == (
            Step("text", {"text": "【执行】"}),
            value(wan("1"), address="fig:基本支出"),
            Step("text", {"text": " + "}),
            value(wan("2"), address="fig:项目支出"),
            Step("text", {"text": " = "}),
            value(wan("3")),
            Step("text", {"text": "，与 "}),
            value(wan("4"), "元", "fig:财政拨款支出"),
            Step("text", {"text": " 相差 "}),
            value(wan("1")),
            Step("text", {"text": "，"}),
            value(D("0.75"), ""),
            Step("text", {"text": " 倍。"}),
        )

    def test_value_that_is_absent_says_how(self):
        check = holds("有比例", "已填(金额)", when="已填(比例)", says="比例 {{比例}}，金额 {{金额}}")

        (result,) = results(check, inputs=(percent("比例"), amount("金额")), figures={"比例": D("0.16")})

        shown = [(one.data["value"], one.data["absence"]) for one in result.message if one.key == "value"]
        assert shown == [(D("0.16"), ""), (None, "missing")]

    def test_days_between_dates_are_days(self):
        check = holds("及时", "公开日 - 批复日 ≤ 期限", says="间隔 {{左}}，超过 {{期限}}")

        (result,) = results(
            check,
            inputs=(day("公开日"), day("批复日")),
            constants={"期限": ("20", "天")},
            figures={"批复日": date(2020, 1, 1), "公开日": date(2020, 1, 22)},
        )

        shown = [(one.data["value"], one.data["unit"]) for one in result.message if one.key == "value"]
        assert shown == [(D(21), "天"), (D(20), "天")]

    def test_points_of_a_row_and_the_total_can_be_said(self):
        check = holds("不超", "率 ≤ 50%", says="得 {{得分.率行}}，共 {{得分.合计}}")

        (result,) = results(
            check,
            inputs=(percent("率"),),
            lines=(row("率行", "2", RatioRule(parsed("率"))),),
            figures={"率": D("0.75")},
        )

        assert [one.data["value"] for one in result.message if one.key == "value"] == [D("1.50"), D("1.50")]

    def test_places_are_addresses(self):
        (result,) = results(
            holds("构成", SUM, places=("fig:基本支出", "table:项目")), figures=spent("1", "2", "4")
        )

        assert result.places == ("fig:基本支出", "table:项目")


class TestExplanation:
    @pytest.mark.parametrize(
        ("severity", "text", "outcome", "blocks", "asks"),
        [
            (Severity.EXPLAIN, "", "不符", False, True),
            (Severity.EXPLAIN, "一二三四五六七八九", "不符", False, True),
            (Severity.EXPLAIN, "一二三四五 六七八九\n", "不符", False, True),
            (Severity.EXPLAIN, "一二三四五六七八九十", "已说明", False, False),
            (Severity.HINT, LONG, "已说明", False, False),
            (Severity.HINT, "", "不符", False, False),
            (Severity.BLOCK, LONG, "不符", True, False),
        ],
    )
    def test_written_explanation_lets_pass_what_asks_for_one(self, severity, text, outcome, blocks, asks):
        check = holds("构成", SUM, severity=severity)

        (result,) = results(check, figures=spent("1", "2", "4"), explanations={"check:构成": text})

        assert (result.outcome, result.blocks, result.asks) == (outcome, blocks, asks)
        assert result.explanation == text.strip()

    def test_missing_data_that_is_explained_stays_missing_but_asks_no_more(self):
        check = holds("构成", SUM, severity=Severity.EXPLAIN)

        (result,) = results(check, figures={"基本支出": wan("1")}, explanations={"check:构成": LONG})

        assert (result.outcome, result.asks) == (Outcome.NO_DATA, False)

    @pytest.mark.parametrize(("written", "outcome"), [("编外人员偏多", "已说明"), ("没有问题", "不符")])
    def test_condition_of_the_document_can_explain(self, written, outcome):
        check = holds("编外", "编外 ≤ 10%", severity=Severity.EXPLAIN, explained_by='包含(问题, "编外")')

        assert outcomes(
            check,
            inputs=(percent("编外"), narrative("问题")),
            figures={"编外": D("0.28"), "问题": Prose(written)},
        ) == [outcome]


class TestEach:
    TABLE = Table(
        "项目",
        (text("名称"), amount("预算"), amount("支出")),
        (ratio("率", "支出 / 预算"),),
        row_title="名称",
    )
    CHECK = holds(
        "不超",
        "支出 ≤ 预算",
        each="项目",
        severity=Severity.EXPLAIN,
        says="第 {{行号}} 行 {{行名}}：{{支出}} 大于 {{预算}}",
        places=("支出", "预算"),
    )

    def rows(self, *pairs: tuple[str, str]) -> dict:
        cells = [
            {"名称": f"项目{at}", "预算": wan(budget), "支出": wan(spent)}
            for at, (budget, spent) in enumerate(pairs, 1)
        ]
        return {"项目": tuple(Row(f"k{at}", one) for at, one in enumerate(cells, 1))}

    def test_only_rows_with_something_to_say_are_told(self):
        found = results(
            self.CHECK, tables=(self.TABLE,), rows=self.rows(("5", "4"), ("5", "6"), ("1", "1"), ("1", "2"))
        )

        assert [(one.address, one.outcome) for one in found] == [
            ("check:不超/k2", Outcome.FAILS),
            ("check:不超/k4", Outcome.FAILS),
        ]
        assert found[0].places == ("row:项目/k2/支出", "row:项目/k2/预算")
        assert [one.data.get("text", one.data.get("value")) for one in found[0].message] == [
            *("第 ", "2", " 行 ", "项目2", "：", wan("6"), " 大于 ", wan("5")),
        ]
        assert found[0].message[5].data["address"] == "row:项目/k2/支出"

    def test_one_result_says_that_all_rows_hold(self):
        found = results(self.CHECK, tables=(self.TABLE,), rows=self.rows(("5", "4"), ("5", "5")))

        assert found == [CheckResult("check:不超", "不超", "K01", Outcome.HOLDS, Severity.EXPLAIN)]

    def test_row_is_explained_by_itself_or_with_all_others(self):
        rows = self.rows(("5", "6"), ("5", "7"))

        one = results(self.CHECK, tables=(self.TABLE,), rows=rows, explanations={"check:不超/k1": LONG})
        both = results(self.CHECK, tables=(self.TABLE,), rows=rows, explanations={"check:不超": LONG})

        assert [result.outcome for result in one] == ["已说明", "不符"]
        assert [result.outcome for result in both] == ["已说明", "已说明"]

    @pytest.mark.parametrize(("minimum", "outcome"), [(0, "不适用"), (1, "缺数")])
    def test_table_without_rows(self, minimum, outcome):
        table = Table("项目", self.TABLE.columns, self.TABLE.formulas, row_title="名称", minimum_rows=minimum)

        (result,) = results(self.CHECK, tables=(table,))

        assert (result.outcome, result.needs) == (outcome, ("table:项目",) if minimum else ())

    def test_table_that_does_not_exist(self):
        absent = {"项目": NotApplicable(("table:项目",), "没有项目")}

        assert outcomes(self.CHECK, tables=(self.TABLE,), absent_tables=absent) == ["不适用"]

    def test_computed_column_and_the_outer_row(self):
        check = holds("最高", "每个(项目, 率 ≤ 本行.率)", each="项目", says="{{行名}}不是最高")

        found = results(check, tables=(self.TABLE,), rows=self.rows(("5", "4"), ("5", "5")))

        assert [one.address for one in found] == ["check:最高/k1"]


class TestEveryLine:
    """each: 指标 goes over the scored rows of the tree."""

    LINES = (
        row("勾选", "2", ChecklistRule((Item("做到", D(2)),)), evidence=True),
        row("评判", "3", JudgedRule(), label="评判指标"),
    )

    def found(self, formula, entries, **more):
        check = holds(
            "原因",
            formula,
            each="指标",
            says="{{名称}}{{标题}}得 {{得分}}/{{分值}}",
            places=("原因", "佐证"),
            **more,
        )
        made = document(*self.LINES, checks=(check,))
        typed = answers(entries=entries)
        return assessed(
            made, entries={name.removeprefix("line:"): value for name, value in typed.entries.items()}
        )

    def test_row_below_full_points_without_a_reason(self):
        sheet = self.found(
            "已填(原因)", {"勾选/做到": True, "勾选/佐证": "报告", "评判/得分": D("2.5")}, when="失分 > 0 分"
        )

        (result,) = sheet.checks
        assert (result.address, result.places) == ("check:原因/评判", ("line:评判/原因", "line:评判/佐证"))
        assert [one.data.get("text", one.data.get("value")) for one in result.message] == [
            *("评判", "评判指标", "得 ", D("2.50"), "/", D(3)),
        ]

    def test_check_for_reasons_speaks_instead_of_the_engine(self):
        entries = {"勾选/做到": True, "勾选/佐证": "报告", "评判/得分": D("2.5")}

        asked = self.found("已填(原因)", entries, when="失分 > 0 分")
        silent = self.found("得分 ≥ 0 分", entries)

        assert [one.where for one in asked.problems] == []
        assert [one.where for one in silent.problems] == ["line:评判/原因"]

    def test_evidence_is_counted(self):
        entries = {"勾选/做到": True, "评判/得分": D(3)}

        none = self.found("佐证 > 0", entries, when="需佐证").checks
        two = self.found("佐证 = 2", {**entries, "勾选/佐证": "甲\n乙"}, when="需佐证").checks

        assert [(one.address, one.outcome) for one in none] == [("check:原因/勾选", "不符")]
        assert [(one.address, one.outcome) for one in two] == [("check:原因", "相符")]

    def test_row_without_points_leaves_its_check_without_data(self):
        sheet = self.found("已填(原因)", {"评判/得分": D(3)}, when="失分 > 0 分")

        assert [(one.address, one.outcome) for one in sheet.checks] == [("check:原因/勾选", "缺数")]
        assert sheet.checks[0].needs == ("line:勾选/做到",)


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
