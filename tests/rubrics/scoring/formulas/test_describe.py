import pytest

from rubrics.scoring.formulas import Fraction, Sign, Term, describe, in_words, words
from rubrics.scoring.units import MONEY, PURE_UNIT, UNITS

from .world import MISSING, SCOPE, D, checked, environment


def test_description_of_a_ratio_is_a_fraction_of_figures_with_values() -> None:
    assert describe(checked("编外人数 / (在编人数 + 编外人数)").tree, SCOPE, environment()) == (
        Fraction(
            (Term("编外人数", "fig:编外人数", D(4), PURE_UNIT),),
            (
                Term("在编人数", "fig:在编人数", D(10), PURE_UNIT),
                Sign("＋"),
                Term("编外人数", "fig:编外人数", D(4), PURE_UNIT),
            ),
        ),
    )


def test_description_of_an_aggregate_is_one_term_with_its_value() -> None:
    assert describe(checked("合计(项目.支出, 按期) - 未填额").tree, SCOPE, environment()) == (
        Term("合计（项目.支出，按期）", "table:项目", D(15), UNITS["万元"]),
        Sign("－"),
        Term("未填额", "fig:未填额", environment().values["未填额"], UNITS["万元"]),
    )


def test_description_without_figures_has_no_values() -> None:
    assert describe(checked("最小(执行率, 100%)").tree, SCOPE) == (
        Sign("最小（"),
        Term("执行率", "fig:执行率", None, UNITS["%"]),
        Sign("，"),
        Term("100%"),
        Sign("）"),
    )


def test_description_of_an_absent_figure_carries_the_absence() -> None:
    (term,) = describe(checked("未填数").tree, SCOPE, environment())
    assert term == Term("未填数", "fig:未填数", MISSING, UNITS["%"])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("支出/预算", "支出 ÷ 预算"),
        ("(支出-预算)/预算", "（支出 － 预算） ÷ 预算"),
        ("编外人数/(在编人数+编外人数)", "编外人数 ÷ （在编人数 ＋ 编外人数）"),
        ("支出/预算/25%", "（支出 ÷ 预算） ÷ 25%"),
        ("支出*(执行率+5%)", "支出 × （执行率 ＋ 5%）"),
        ("支出-(预算-支出)", "支出 － （预算 － 支出）"),
        ("最小(支出/预算,100%)", "最小（支出 ÷ 预算，100%）"),
        ("-支出", "－ 支出"),
        ("非 (已公开 且 涉密)", "非 （已公开 且 涉密）"),
        ("支出>=0.01万元 且 公开日<=批复日+20天", "支出 ≥ 0.01 万元 且 公开日 ≤ 批复日 ＋ 20 天"),
        ('等级="优" 或 公开日=2020-01-21 或 否', "等级 = “优” 或 公开日 = 2020年1月21日 或 否"),
    ],
)
def test_description_in_words_reads_as_one_line(text: str, line: str) -> None:
    assert in_words(describe(checked(text).tree, SCOPE)) == line


def test_words_of_every_literal_are_as_written() -> None:
    text = "如果(已公开, 1.5‰, 0.01%) + 12345热线办结率 * 2.50 / 4"
    assert words(checked(text).tree) == "如果（已公开，1.5‰，0.01%） ＋ 12345热线办结率 × 2.5 ÷ 4"
    assert (MONEY, words(checked("100 亿元").tree)) == ("金额", "100 亿元")
