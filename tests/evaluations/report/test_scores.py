"""The 自评表: groups, parts, scores."""

from dataclasses import replace
from decimal import Decimal

import pytest

from evaluations.report.blocks import Run
from evaluations.report.figures import Figures
from evaluations.report.notebook import Notebook
from evaluations.report.score_parts import in_parts, one_row_each
from evaluations.report.scores import score_sheet
from rubrics.scoring.address import line
from rubrics.scoring.results import Line, LineState, Total

from .sample import ANSWERS, CRITERIA, DOCUMENT, GUESSED, LINES, SHEET, TOTALS, leaf, source


def sheet(**changes):
    return score_sheet("自评表", Figures(source(**changes), Notebook()))


def groups(row):
    """Text, rows and columns of the names of a row, without the points behind them."""
    return [(cell.text + cell.again, cell.rows, cell.columns) for cell in row.groups if cell.side == "start"]


def test_score_sheet_names_every_level_once_over_its_rows():
    (rows,) = sheet().parts

    assert [groups(row) for row in rows] == [
        [("决策", 2, 1), ("编制", 2, 1), ("合理", 1, 1)],
        [("规范", 1, 1)],
        [("绩效", 3, 1), ("产出", 2, 1), ("数量", 1, 1)],
        [("质量", 1, 1)],
        [("效果", 1, 3)],
    ]
    assert [row.score for row in rows] == [Run("18.5"), Run("10"), Run("25"), Run("0"), Run("30")]
    assert [cell.text for cell in rows[2].groups if cell.side == "middle"] == ["70", "40", "25"]
    assert rows[0].standard == ("1.符合职责（10分）；", "2.分配合理（10分）。")
    assert (sheet().total_points, sheet().total_score, sheet().levels) == (
        "100",
        Run("83.5"),
        DOCUMENT.levels,
    )


def test_score_sheet_every_row_fills_the_table():
    (rows,) = sheet().parts
    filled = [[0] * 6 for _ in rows]
    for at, row in enumerate(rows):
        column = row.first_column
        for cell in row.groups:
            for below in range(at, at + cell.rows):
                for across in range(column, column + cell.columns):
                    filled[below][across] += 1
            column += cell.columns

    assert filled == [[1] * 6] * len(rows)


@pytest.mark.parametrize("firsts", [(), (0,), (1, 3), (2,), (3, 4), (0, 1, 2, 3, 4)])
def test_in_parts_any_cut_leaves_every_part_whole(firsts):
    cut = in_parts(sheet(), firsts)

    for part in cut.parts:
        filled = [[0] * 6 for _ in part]
        for at, row in enumerate(part):
            column = row.first_column
            for cell in row.groups:
                for below in range(at, at + cell.rows):
                    for across in range(column, column + cell.columns):
                        filled[below][across] += 1
                column += cell.columns
        assert filled == [[1] * 6] * len(part)
    assert [row.anchor for part in cut.parts for row in part] == [row.anchor for row in sheet().parts[0]]


def test_in_parts_group_that_goes_on_is_named_again():
    cut = in_parts(sheet(), (1, 3))

    assert [[groups(row) for row in part] for part in cut.parts] == [
        [[("决策", 1, 1), ("编制", 1, 1), ("合理", 1, 1)]],
        [
            [("决策（续）", 1, 1), ("编制（续）", 1, 1), ("规范", 1, 1)],
            [("绩效", 1, 1), ("产出", 1, 1), ("数量", 1, 1)],
        ],
        [[("绩效（续）", 2, 1), ("产出（续）", 1, 1), ("质量", 1, 1)], [("效果", 1, 3)]],
    ]


def test_one_row_each_names_all_groups_in_every_row():
    parts = one_row_each(sheet()).parts

    assert [[cell.text for cell in row.groups if cell.side == "start"] for (row,) in parts] == [
        ["决策", "编制", "合理"],
        ["决策", "编制", "规范"],
        ["绩效", "产出", "数量"],
        ["绩效", "产出", "质量"],
        ["绩效", "效果"],
    ]


def test_score_sheet_line_without_score_is_open_and_the_total_too():
    lines = {
        **LINES,
        "合理": Line("合理", Decimal(20), LineState.MISSING, None, (), ("fig:人数",)),
        "规范": Line("规范", Decimal(10), LineState.NOT_APPLICABLE, None, ()),
        "数量": Line("数量", Decimal(25), LineState.UNDEFINED, None, ()),
    }
    totals = {**TOTALS, "合计": Total("合计", Decimal(100), Decimal(30), ("合理", "数量"))}

    found = sheet(sheet=replace(SHEET, lines=lines, totals=totals))

    assert [row.score for row in found.parts[0]][:3] == [
        Run("（未填）", "open"),
        Run("无此事项"),
        Run("（无法计算）", "open"),
    ]
    assert found.total_score == Run("（未填）", "open")


def test_score_sheet_score_of_another_origin_carries_a_mark():
    answers = replace(ANSWERS, sources={line("质量", "得分"): GUESSED})

    (rows,) = sheet(answers=answers).parts

    assert [row.score.notes for row in rows] == [(), (), (), (1,), ()]


@pytest.mark.parametrize(
    ("wording", "lines"),
    [
        ("1.甲；2.乙。3、丙。", ("1.甲；", "2.乙。", "3、丙。")),
        (
            "1. 比率＜5%的，得1分；2. 5%≤比率的，得0.5分。",
            ("1. 比率＜5%的，得1分；", "2. 5%≤比率的，得0.5分。"),
        ),
        ("得0分；1.5倍不变。", ("得0分；1.5倍不变。",)),
        ("甲：（1）乙；（2）丙。\n注：丁", ("甲：（1）乙；", "（2）丙。", "注：丁")),
        ("", ()),
    ],
)
def test_score_sheet_standard_has_a_line_for_every_statement(wording, lines):
    criteria = (
        replace(CRITERIA[0], parts=(replace(CRITERIA[0].parts[0], parts=(leaf("合理", "20", 3, wording),)),)),
    )
    bare = tuple(
        replace(one, parts=(replace(one.parts[0], parts=(replace(one.parts[0].parts[0], wording=wording),)),))
        for one in criteria
    )

    (rows,) = sheet(document=replace(DOCUMENT, criteria=bare)).parts

    assert rows[0].standard == lines
