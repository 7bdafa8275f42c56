"""assess: what is required and empty, what rows still need, why they cannot be scored."""

from rubrics.scoring.problems import Problem
from rubrics.scoring.results import Row
from rubrics.scoring.rules import ChecklistRule, Item, JudgedRule, RatioRule
from rubrics.scoring.states import NotApplicable, Prose
from rubrics.scoring.types import Table
from tests.rubrics.scoring.making import (
    D,
    amount,
    assessed,
    document,
    narrative,
    parsed,
    percent,
    ratio,
    row,
    text,
    wan,
    yes_no,
)

FILL, FILL_OR_NOT = "请填写", "请填写；没有这项的，请选“无此事项”并写明原因"
LINE = row("甲", "1", JudgedRule())
DONE = {"甲/得分": D(1)}


def problems(made, figures=None, **more) -> list[tuple[str, str, str]]:
    found = assessed(made, figures, **{"entries": DONE, **more}).problems
    assert all(isinstance(one, Problem) for one in found)
    return [(one.where, one.what, one.todo) for one in found]


class TestFigures:
    MADE = document(
        LINE,
        inputs=(
            amount("支出", label="财政拨款支出"),
            amount("采购", allow_na=True),
            amount("其他", required=False),
            narrative("说明", required=parsed("执行率 < 90%")),
            amount("预算"),
        ),
        ratios=(ratio("执行率", "支出 / 预算"),),
    )

    def test_empty_figures_are_located(self):
        assert problems(self.MADE) == [
            ("fig:支出", "“财政拨款支出”未填", FILL),
            ("fig:采购", "“采购”未填", FILL_OR_NOT),
            ("fig:预算", "“预算”未填", FILL),
        ]

    def test_nothing_is_missing_when_all_is_answered(self):
        figures = {"支出": wan("9"), "采购": NotApplicable((), "没有采购"), "预算": wan("10")}

        assert problems(self.MADE, figures) == []

    def test_condition_makes_a_figure_required(self):
        figures = {"支出": wan("8.99"), "采购": wan("0"), "预算": wan("10")}

        assert problems(self.MADE, figures) == [("chapter:说明", "“说明”未填", FILL)]
        assert problems(self.MADE, {**figures, "说明": Prose("  ")}) == [("chapter:说明", "“说明”未填", FILL)]
        assert problems(self.MADE, {**figures, "说明": Prose("受疫情影响")}) == []


class TestTables:
    TABLE = Table(
        "项目",
        (text("名称"), yes_no("计划"), yes_no("按期", required=parsed("计划")), text("备注", required=False)),
        label="项目支出表",
        minimum_rows=1,
        allow_na=True,
    )
    MADE = document(LINE, tables=(TABLE,))

    def test_table_needs_its_rows(self):
        assert problems(self.MADE) == [("table:项目", "“项目支出表”至少要有 1 行，现有 0 行", FILL_OR_NOT)]
        assert problems(self.MADE, absent_tables={"项目": NotApplicable((), "没有项目")}) == []

    def test_empty_cells_are_located_by_row(self):
        rows = (
            Row("a", {"名称": "甲", "计划": False}),
            Row("b", {"计划": True}),
            Row("c", {"名称": "丙", "计划": True, "按期": False}),
        )

        assert problems(self.MADE, rows={"项目": rows}) == [
            ("row:项目/b/名称", "“项目支出表第 2 行的名称”未填", FILL),
            ("row:项目/b/按期", "“项目支出表第 2 行的按期”未填", FILL),
        ]

    def test_condition_makes_a_row_required(self):
        table = Table("问题", (text("问题"),), minimum_rows=parsed("得分.合计 < 1 分"))
        made = document(row("甲", "1", JudgedRule(), reason=False), tables=(table,))

        assert problems(made, entries={"甲/得分": D("0.99")}) == [
            ("table:问题", "“问题”至少要有 1 行，现有 0 行", FILL)
        ]
        assert problems(made, entries={"甲/得分": D(1)}) == []

    def test_constants_of_fixed_rows_are_not_asked_for(self):
        table = Table("季度", (amount("支出"), percent("进度")), fixed={"全年": {"进度": D(1)}})

        assert problems(document(LINE, tables=(table,))) == [
            ("row:季度/全年/支出", "“季度第 1 行的支出”未填", FILL)
        ]


class TestRows:
    def test_ticks_and_scores_that_are_not_given_are_named_with_their_words(self):
        rule = ChecklistRule((Item("有制度", D(1), text="制定了内部控制制度"), Item("有执行", D(1))))
        made = document(row("制度", "2", rule), LINE)

        assert problems(made, entries={"制度/有执行": True}) == [
            ("line:制度/有制度", "“制度”的“制定了内部控制制度”未填", "请填写，否则这一项没有得分"),
            ("line:甲/得分", "“甲”的“得分”未填", "请填写，否则这一项没有得分"),
        ]

    def test_optional_figure_that_a_row_needs_is_asked_for_once(self):
        made = document(
            row("率甲", "1", RatioRule(parsed("率"))),
            row("率乙", "1", RatioRule(parsed("率"))),
            LINE,
            inputs=(percent("率", required=False, label="满意率"),),
        )

        assert problems(made) == [("fig:率", "“率甲”的“满意率”未填", "请填写，否则这一项没有得分")]

    def test_required_figure_is_not_asked_for_twice(self):
        made = document(row("率甲", "1", RatioRule(parsed("率"))), LINE, inputs=(percent("率"),))

        assert problems(made) == [("fig:率", "“率”未填", FILL)]

    def test_row_that_cannot_be_scored_says_why(self):
        made = document(row("效益", "20", JudgedRule()), LINE)

        assert problems(made, entries={**DONE, "效益/得分": D(21)}) == [
            ("line:效益", "“效益”不能计分：得分 21 不在 0 到 20 之间", "请核对所用的数据")
        ]

    def test_reason_below_full_points(self):
        made = document(row("效益", "20", JudgedRule()), row("产出", "20", JudgedRule(), reason=False))

        assert problems(made, entries={"效益/得分": D(19), "产出/得分": D(19)}) == [
            ("line:效益/原因", "“效益”未得满分，没有写原因", "请写清扣在哪一条、为什么")
        ]
