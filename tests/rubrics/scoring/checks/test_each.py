"""`each` checks: rows of a table, and every scored row of the tree; what one row or all of them say."""

import pytest

from rubrics.scoring.problems import Severity
from rubrics.scoring.results import CheckResult, Outcome, Row
from rubrics.scoring.rules import ChecklistRule, Item, JudgedRule
from rubrics.scoring.states import NotApplicable
from rubrics.scoring.types import Table
from tests.rubrics.scoring.making import D, amount, answers, assessed, document, holds, ratio, row, text, wan

from .trying import LONG, outcomes, results


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
