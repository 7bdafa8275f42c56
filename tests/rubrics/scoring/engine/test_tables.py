"""Tables: fixed rows, constants, computed columns, rows taken over, totals, absences; figures by name and address."""

import pytest

from rubrics.scoring.address import cell
from rubrics.scoring.results import Figure, Row
from rubrics.scoring.rules import DeductionRule, JudgedRule, ProportionRule, RatioRule
from rubrics.scoring.states import Missing, NotApplicable
from rubrics.scoring.types import Table
from rubrics.scoring.units import UNITS
from tests.rubrics.scoring.making import (
    D,
    amount,
    assessed,
    choice,
    document,
    na,
    outcome,
    parsed,
    percent,
    ratio,
    row,
    scored,
    step,
    text,
    wan,
    yes_no,
)

QUARTERS = Table(
    "季度",
    (amount("累计支出"), percent("序时进度")),
    (ratio("进度", "累计支出 / 预算"), ratio("执行率", "最小(进度 / 序时进度, 100%)")),
    {"上半年": {"序时进度": D("0.5")}, "全年": {"序时进度": D(1)}},
    label="支出进度",
)
PROJECTS = Table(
    "项目",
    (text("名称"), amount("预算数"), amount("支出数"), yes_no("按期"), text("原因", required=False)),
    (ratio("执行率", "支出数 / 预算数"),),
    label="项目支出表",
    totals=("预算数", "支出数"),
    row_title="名称",
    unit_from="金额单位",
)


def project(key: str, budget: str, spent: str, on_time: bool | None = True, **more) -> Row:
    cells = {"名称": f"项目{key}", "预算数": wan(budget), "支出数": wan(spent), "按期": on_time}
    return Row(key, {name: value for name, value in {**cells, **more}.items() if value is not None})


class TestFixedRows:
    MADE = document(
        row("进度", "4", RatioRule(parsed("平均(季度.执行率)")), reason=False),
        row("年末", "1", RatioRule(parsed("季度.执行率[全年]")), reason=False),
        inputs=(amount("预算"),),
        tables=(QUARTERS,),
    )
    ROWS = {"季度": (Row("上半年", {"累计支出": wan("40")}), Row("全年", {"累计支出": wan("110")}))}

    def test_constants_and_computed_columns_of_fixed_rows(self):
        sheet = scored(self.MADE, {"预算": wan("100")}, rows=self.ROWS)

        assert (outcome(sheet.lines["进度"]), outcome(sheet.lines["年末"])) == ("3.6", "1")
        assert sheet.cells[cell("季度", "上半年", "执行率")].value == D("0.8")
        assert sheet.cells[cell("季度", "上半年", "序时进度")].value == D("0.5")

    def test_row_that_was_not_typed_is_missing_by_its_address(self):
        sheet = scored(self.MADE, {"预算": wan("100")}, rows={"季度": self.ROWS["季度"][:1]})

        assert sheet.lines["进度"].needs == (cell("季度", "全年", "累计支出"),)
        assert sheet.lines["年末"].needs == (cell("季度", "全年", "累计支出"),)

    def test_no_rows_at_all_names_every_cell(self):
        assert scored(self.MADE, {"预算": wan("100")}).lines["进度"].needs == (
            cell("季度", "上半年", "累计支出"),
            cell("季度", "全年", "累计支出"),
        )

    def test_explanation_shows_the_members_and_the_cells_of_a_row(self):
        sheet = scored(self.MADE, {"预算": wan("100")}, rows=self.ROWS)

        mean, last = (step(sheet.lines[name], "value") for name in ("进度", "年末"))
        assert [
            (one[2], value) for one, value in zip(mean["of"].data["figures"], mean["values"], strict=True)
        ] == [
            ("上半年执行率", D("0.8")),
            ("全年执行率", D(1)),
        ]
        assert last["of"].data["formula"] == "进度 ÷ 序时进度，最高 100%"
        assert last["values"] == (D("1.1"), D(1))

    def test_typed_rows_may_come_in_any_order(self):
        turned = {"季度": tuple(reversed(self.ROWS["季度"]))}
        figures = {"预算": wan("100")}

        assert dict(scored(self.MADE, figures, rows=turned).lines) == dict(
            scored(self.MADE, figures, rows=self.ROWS).lines
        )


class TestFreeRows:
    MADE = document(
        row("及时", "6", ProportionRule(parsed("数量(项目, 按期)"), parsed("数量(项目)")), na=na("full")),
        row("执行", "4", RatioRule(parsed("项目支出执行率")), na=na("full"), reason=False),
        inputs=(choice("金额单位", "元", "万元"),),
        tables=(PROJECTS,),
        ratios=(ratio("项目支出执行率", "合计(项目.支出数) / 合计(项目.预算数)"),),
    )
    ROWS = {"项目": (project("一", "100", "90"), project("二", "300", "210", False))}

    def test_counts_and_sums_over_rows(self):
        sheet = scored(self.MADE, rows=self.ROWS)

        assert (outcome(sheet.lines["及时"]), outcome(sheet.lines["执行"])) == ("3", "3")

    def test_sums_inside_a_ratio_are_figures_of_their_own(self):
        sheet = scored(self.MADE, rows=self.ROWS)

        value = step(sheet.lines["执行"], "value")
        assert [(one[2], one[3]) for one in value["of"].data["figures"]] == [
            ("项目支出表支出数合计", "万元"),
            ("项目支出表预算数合计", "万元"),
        ]
        assert value["values"] == (wan("300"), wan("400"))

    def test_totals_row_has_sums_and_what_can_be_computed_from_them(self):
        figures = scored(self.MADE, {"金额单位": "元"}, rows=self.ROWS).figures

        assert figures["项目.支出数"] == Figure(
            "table:项目", "项目支出表支出数合计", wan("300"), UNITS["元"], 2
        )
        assert figures["项目.执行率"] == Figure(
            "table:项目", "项目支出表执行率合计", D("0.75"), UNITS["%"], 2
        )
        assert "项目.按期" not in figures

    def test_cells_are_shown_in_the_unit_chosen_for_the_table(self):
        cells = scored(self.MADE, {"金额单位": "元"}, rows=self.ROWS).cells

        assert cells[cell("项目", "一", "支出数")].unit == UNITS["元"]
        assert cells[cell("项目", "一", "执行率")] == Figure(
            cell("项目", "一", "执行率"), "执行率", D("0.9"), UNITS["%"], 2
        )
        assert cells[cell("项目", "一", "原因")].value == Missing((cell("项目", "一", "原因"),))

    def test_missing_cell_is_named(self):
        rows = {"项目": (project("一", "100", "90"), project("二", "300", "210", None))}

        assert scored(self.MADE, rows=rows).lines["及时"].needs == (cell("项目", "二", "按期"),)

    def test_table_without_rows_is_missing_and_one_that_does_not_exist_does_not_apply(self):
        absent = {"项目": NotApplicable(("table:项目",), "没有项目支出")}

        assert outcome(scored(self.MADE).lines["执行"]) == "未填"
        assert outcome(scored(self.MADE, absent_tables=absent).lines["执行"]) == "4"

    def test_rate_of_a_row_without_budget_blocks_only_its_cell(self):
        sheet = assessed(self.MADE, rows={"项目": (project("一", "0", "0"), project("二", "4", "3"))})

        assert isinstance(sheet.cells[cell("项目", "一", "执行率")].value, NotApplicable)
        assert sheet.lines["执行"].score == D("3.00")


class TestRowsTakenOver:
    TASKS = Table("任务", (text("标题"),), row_title="标题")
    DONE = Table("完成", (choice("情况", "按期", "延期"),), rows_from="任务.标题")
    MADE = document(
        row("任务完成", "8", DeductionRule(parsed('数量(完成, 情况 ≠ "按期")'), D(4)), reason=False),
        tables=(DONE, TASKS),
    )
    TITLES = {"任务": (Row("a", {"标题": "甲"}), Row("b", {"标题": "乙"}))}

    @pytest.mark.parametrize(("second", "points"), [("按期", "8"), ("延期", "4")])
    def test_each_row_of_the_source_has_its_row(self, second, points):
        done = {
            "完成": (Row("b", {"情况": second}), Row("a", {"情况": "按期"}), Row("gone", {"情况": "延期"}))
        }

        sheet = scored(self.MADE, rows={**self.TITLES, **done})

        assert outcome(sheet.lines["任务完成"]) == points
        assert sheet.cells[cell("完成", "b", "情况")].value == second

    def test_row_that_was_not_answered_is_missing(self):
        sheet = scored(self.MADE, rows={**self.TITLES, "完成": (Row("a", {"情况": "按期"}),)})

        assert sheet.lines["任务完成"].needs == (cell("完成", "b", "情况"),)

    def test_rows_in_the_order_of_the_source_are_read_as_they_stand(self):
        done = {"完成": (Row("a", {"标题": "甲", "情况": "按期"}), Row("b", {"标题": "乙", "情况": "延期"}))}

        assert outcome(scored(self.MADE, rows={**self.TITLES, **done}).lines["任务完成"]) == "4"


class TestFigures:
    MADE = document(
        row("甲", "1", JudgedRule()),
        inputs=(amount("支出", label="财政拨款支出"), amount("预算")),
        ratios=(ratio("执行率", "支出 / 预算", label="预算执行率", places=3),),
    )

    def test_inputs_and_ratios_by_name(self):
        sheet = scored(self.MADE, {"支出": wan("3")}, sources={"fig:支出": "由得分推定"})

        assert dict(sheet.figures) == {
            "支出": Figure("fig:支出", "财政拨款支出", wan("3"), UNITS["万元"], 2, "由得分推定"),
            "预算": Figure("fig:预算", "预算", Missing(("fig:预算",)), UNITS["万元"], 2),
            "执行率": Figure("fig:执行率", "预算执行率", Missing(("fig:预算",)), UNITS["%"], 3),
        }

    def test_sheet_of_assess_is_the_same_sheet(self):
        figures = {"支出": wan("3"), "预算": wan("4")}

        quick, full = scored(self.MADE, figures), assessed(self.MADE, figures)

        assert dict(quick.figures) == full.figures
        assert (dict(quick.lines), quick.totals, quick.grade) == (dict(full.lines), full.totals, full.grade)

    def test_ratio_that_needs_a_later_one_is_computed_after_it(self):
        made = document(
            row("甲", "1", RatioRule(parsed("丙"))),
            inputs=(percent("乙"),),
            ratios=(ratio("丙", "丁 / 2"), ratio("丁", "乙 * 2")),
        )

        assert outcome(scored(made, {"乙": D("0.5")}).lines["甲"]) == "0.5"
