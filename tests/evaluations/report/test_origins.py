"""Which origins a score rests on."""

from dataclasses import replace
from decimal import Decimal

from evaluations.report.origins import origins_of
from rubrics.scoring.address import cell, figure, line
from rubrics.scoring.formulas import parse_formula
from rubrics.scoring.rules import RatioRule
from rubrics.scoring.types import Criterion, Ratio

from .sample import ANSWERS, DOCUMENT, PERCENT, source


def origins(formula, sources):
    ratios = (
        Ratio("执行率", parse_formula("支出数 / 年初数"), PERCENT),
        Ratio("工程比率", parse_formula("合计(工程.支出) / 合计(工程.预算)"), PERCENT),
        Ratio("年末比率", parse_formula("进度.累计[全年] / 年初数"), PERCENT),
    )
    criterion = Criterion("质量", Decimal(15), 3, rule=RatioRule(parse_formula(formula)))
    document = replace(DOCUMENT, ratios=ratios)
    return origins_of(criterion, source(document=document, answers=replace(ANSWERS, sources=sources)))


def test_origins_follow_a_ratio_to_the_figures_that_were_typed():
    assert origins("执行率", {figure("支出数"): "由得分推定", figure("人数"): "别处"}) == ("由得分推定",)


def test_origins_follow_an_aggregate_to_the_cells_of_its_column():
    sources = {cell("工程", "a", "支出"): "由得分推定", cell("工程", "a", "备注"): "别处"}

    assert origins("工程比率", sources) == ("由得分推定",)


def test_origins_of_a_cell_of_a_fixed_row_are_those_of_that_row_only():
    sources = {cell("进度", "上半年", "累计"): "别处", cell("进度", "全年", "累计"): "由得分推定"}

    assert origins("年末比率", sources) == ("由得分推定",)


def test_origins_of_a_line_count_what_was_entered_on_it_and_on_no_other():
    sources = {
        line("质量", "得分"): "由得分推定",
        line("质量差", "得分"): "别处",
        line("质量", "条目"): "由得分推定",
    }

    assert origins("人数", sources) == ("由得分推定",)


def test_origins_without_sources_are_none():
    assert origins("执行率", {}) == ()
