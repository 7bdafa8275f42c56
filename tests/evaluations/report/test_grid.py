"""Tables in print."""

from dataclasses import replace
from decimal import Decimal

import pytest

from evaluations.report.blocks import Heading, Paragraph, Run
from evaluations.report.figures import Figures
from evaluations.report.grid import table_blocks
from evaluations.report.notebook import Notebook
from evaluations.report.numbering import Counter
from evaluations.report.prose import Prose
from evaluations.report.rows import TablePrint
from rubrics.scoring.address import cell
from rubrics.scoring.results import Row
from rubrics.scoring.types import ChapterPart, PartKind

from .sample import ANSWERS, DOCUMENT, FIGURES, GUESSED, ROWS, SHEET, source


def printed(table, columns=(), caption="", **changes):
    figures = Figures(source(**changes), Notebook())
    counter = Counter()
    counter.next(1)
    part = ChapterPart(PartKind.TABLE, table, tuple(columns), caption)
    shown = TablePrint(next(one for one in DOCUMENT.tables if one.id == table), figures)
    return table_blocks(part, 1, shown, Prose(figures, counter))


def texts(cells):
    return [" / ".join("".join(run.text for run in line) for line in one.lines) for one in cells]


def test_table_grid_has_units_in_the_head_separators_and_the_sheets_totals():
    (grid,) = printed("工程", ("名称", "预算", "支出", "比率"), "支出表")

    assert grid.caption == "支出表"
    assert [column.title for column in grid.columns] == ["序号", "名称", "预算（元）", "支出（元）", "比率"]
    assert [column.side for column in grid.columns] == ["middle", "start", "end", "end", "end"]
    assert [texts(row) for row in grid.rows] == [
        ["1", "河道清淤", "2,000,000.00", "1,900,000.00", "95.00%"],
        ["2", "泵站改造", "1,000,000.50", "900,000.00", "90.00%"],
    ]
    assert texts(grid.totals) == ["", "合计", "3,000,000.50", "2,800,000.00", "93.33%"]
    assert sum(column.width for column in grid.columns) == 100
    assert grid.look == ""


def test_table_in_the_unit_chosen_for_it_is_converted():
    answers = replace(ANSWERS, figures={**ANSWERS.figures, "计价": "万元"})

    (grid,) = printed("工程", ("名称", "预算"), answers=answers)

    assert [column.title for column in grid.columns] == ["序号", "名称", "预算（万元）"]
    assert [texts(row) for row in grid.rows] == [["1", "河道清淤", "200.00"], ["2", "泵站改造", "100.00"]]


def test_table_without_chosen_columns_prints_all_and_optional_gaps_as_dashes():
    (grid,) = printed("工程")

    assert [column.title for column in grid.columns][1:] == [
        "名称",
        "预算（元）",
        "支出（元）",
        "备注",
        "比率",
    ]
    assert [texts(row)[4] for row in grid.rows] == ["—", "—"]


def test_table_missing_cell_is_told_as_not_filled_and_missing_total_too():
    rows = {**ROWS, "工程": (Row("a", {"名称": "河道清淤", "预算": Decimal(1)}),)}
    sheet = replace(SHEET, figures={name: one for name, one in FIGURES.items() if "." not in name}, cells={})

    (grid,) = printed("工程", ("名称", "支出"), answers=replace(ANSWERS, rows=rows), sheet=sheet)

    assert [texts(row) for row in grid.rows] == [["1", "河道清淤", "（未填）"]]
    assert grid.totals == ()


def test_table_cell_of_another_origin_carries_a_mark():
    sources = {cell("工程", "b", "支出"): GUESSED}

    (grid,) = printed("工程", ("名称", "支出"), answers=replace(ANSWERS, sources=sources))

    assert grid.rows[1][2].lines == ((Run("900,000.00", notes=(1,)),),)


def test_table_with_fixed_rows_names_them_and_shows_their_constants():
    (grid,) = printed("进度")

    assert [column.title for column in grid.columns] == ["进度", "计划", "累计（万元）"]
    assert [texts(row) for row in grid.rows] == [
        ["上半年", "50.00%", "600.00"],
        ["全年", "100.00%", "（未填）"],
    ]


def test_table_of_one_column_is_a_numbered_list():
    assert printed("目标", ("标题",)) == [
        Paragraph((Run("防汛安全"),), "（一）"),
        Paragraph((Run("节水达标"),), "（二）"),
    ]


def test_table_with_a_narrative_column_is_a_title_with_text_for_every_row():
    found = printed("成效", ("标题", "内容"))

    kinds = [(type(block), block.number, block.runs[0].text) for block in found]
    assert kinds == [
        (Heading, "（一）", "防汛安全"),
        (Paragraph, "", "全年无险情。"),
        (Heading, "（二）", "节水达标"),
        (Paragraph, "1．", "完成改造。"),
        (Paragraph, "2．", "通过验收。"),
    ]


def test_table_with_a_missing_narrative_says_so_below_its_title():
    found = printed("成效", ("标题", "内容"), narratives={})

    assert [block.runs for block in found[1::2]] == [(Run("（未填）", "open"),)] * 2


@pytest.mark.parametrize(
    ("table", "said"), [("下属", Run("无此事项：没有下属单位")), ("目标", Run("（未填）", "open"))]
)
def test_table_absent_and_empty_are_told_apart(table, said):
    rows = {name: kept for name, kept in ROWS.items() if name != "目标"}

    assert printed(table, answers=replace(ANSWERS, rows=rows)) == [Paragraph((said,))]
