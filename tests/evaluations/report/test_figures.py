"""Figures by name: units, absences, origins."""

from dataclasses import replace
from decimal import Decimal

import pytest

from evaluations.report.blocks import Run
from evaluations.report.figures import Figures, absence, points_text
from evaluations.report.notebook import Notebook
from rubrics.scoring.address import cell, figure
from rubrics.scoring.results import Figure, Line, LineState, Total
from rubrics.scoring.states import Missing, NotApplicable, Undefined

from .sample import ANSWERS, LINES, SHEET, TOTALS, WAN, source


def figures(**changes):
    return Figures(source(**changes), Notebook())


@pytest.mark.parametrize(
    ("name", "unit", "after", "text"),
    [
        ("年初数", "", "", "1234.56万元"),
        ("年初数", "", "万元，", "1234.56"),
        ("年初数", "", " 万元，", "1234.56"),
        ("年初数", "元", "", "12345600.00元"),
        ("年初数", "亿元", "", "0.12亿元"),
        ("人数", "", "", "1234人"),
        ("执行率", "", "", "97.20%"),
        ("单位名称", "", "", "示例县水务局"),
        ("工程.预算", "", "", "300.00万元"),
        ("年度", "", "年", "2030"),
        ("等级", "", "", "良"),
        ("得分.合计", "", "", "83.5分"),
        ("得分.合计", "", "分", "83.5"),
        ("得分.决策", "", "", "28.5分"),
        ("得分.质量", "", "", "0分"),
        ("分值.合理", "", "", "20分"),
        ("分值.合计", "", "", "100分"),
    ],
)
def test_named_figure_is_shown_with_its_unit_unless_the_text_goes_on_with_it(name, unit, after, text):
    assert figures().named(name, unit, after) == Run(text)


@pytest.mark.parametrize("name", ["7*7", "没有这个数", "得分.没有", "分值.", "进度.累计[没有]"])
def test_named_unknown_name_stands_as_typed(name):
    assert figures().named(name) == Run("{{" + name + "}}")


def test_named_unknown_name_with_unit_stands_as_typed():
    assert figures().named("没有这个数", "元") == Run("{{没有这个数|元}}")


def test_named_cell_of_a_fixed_row_is_found():
    address = cell("进度", "全年", "累计")
    cells = {address: Figure(address, "累计", Decimal(6000000), WAN, 2)}

    assert figures(sheet=replace(SHEET, cells=cells)).named("进度.累计[全年]") == Run("600.00万元")


def test_named_answer_of_another_origin_carries_a_mark():
    book = figures()

    assert book.named("满意率") == Run("95.00%", notes=(1,))
    assert [(note.number, note.text) for note in book.notebook.take()] == [(1, "由得分推定")]
    assert book.notebook.take() == ()


@pytest.mark.parametrize(
    ("value", "origin", "run"),
    [
        (Missing(("fig:经办人",)), "", Run("（未填）", "open")),
        (Missing(("fig:经办人",)), "原报告未载明", Run("（原报告未载明）", "open")),
        (NotApplicable(("fig:经办人",), "没有"), "", Run("无此事项")),
        (Undefined("除数为零"), "", Run("（无法计算）", "open")),
    ],
)
def test_absence_each_kind_is_told_apart(value, origin, run):
    assert absence(value, origin) == run


def test_named_missing_answer_with_origin_says_where_the_gap_comes_from():
    answers = replace(ANSWERS, sources={figure("经办人"): "原报告未载明"})

    assert figures(answers=answers).named("经办人") == Run("（原报告未载明）", "open")


def test_named_score_that_is_not_complete_is_open():
    totals = {**TOTALS, "合计": Total("合计", Decimal(100), Decimal(65), ("合理",))}
    lines = {**LINES, "合理": Line("合理", Decimal(20), LineState.MISSING, None, (), ("fig:人数",))}
    book = figures(sheet=replace(SHEET, totals=totals, lines=lines, grade=""))

    assert [book.named(name).text for name in ("得分.合计", "得分.合理", "等级")] == ["（未填）"] * 3


@pytest.mark.parametrize(
    ("points", "text"), [("5.00", "5"), ("1.82", "1.82"), ("0.50", "0.5"), ("0", "0"), ("100", "100")]
)
def test_points_text_drops_needless_zeros(points, text):
    assert points_text(Decimal(points)) == text
