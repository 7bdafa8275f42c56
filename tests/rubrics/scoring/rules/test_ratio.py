"""ratio: value x points, capped, rounded once by the row."""

import pytest

from rubrics.scoring.results import Line, LineState, Step
from rubrics.scoring.rules import RatioRule
from rubrics.scoring.states import NotApplicable
from rubrics.scoring.wording import explain
from tests.rubrics.scoring.making import (
    D,
    amount,
    document,
    keys,
    of_rate,
    outcome,
    parsed,
    rate_row,
    ratio,
    row,
    scored,
    step,
    veto,
    wan,
)

RULE = RatioRule(parsed("率"))


@pytest.mark.parametrize(
    ("percent", "points"),
    [
        ("0", "0"),
        ("50", "5"),
        ("99.99", "10"),
        ("99.94", "9.99"),
        ("100", "10"),
        ("100.01", "10"),
        ("250", "10"),
        ("-3", "0"),
    ],
)
def test_ratio_gives_its_share_of_the_points_and_never_more(percent, points):
    assert outcome(of_rate(rate_row(RULE), percent)) == points


@pytest.mark.parametrize(
    ("percent", "points"), [("79.99", "8"), ("80", "8"), ("80.01", "8"), ("79.9", "7.99")]
)
def test_ratio_with_a_cap_counts_no_more_than_the_cap(percent, points):
    assert outcome(of_rate(rate_row(RatioRule(parsed("率"), D("0.8"))), percent)) == points


def test_cap_above_the_whole_never_gives_more_than_the_points():
    assert outcome(of_rate(rate_row(RatioRule(parsed("率"), D("1.2"))), "130")) == "10"


def test_tie_is_rounded_up_as_the_exact_fraction_is():
    made = document(
        row("甲", "3", RatioRule(parsed("率"))),
        inputs=(amount("上"), amount("下")),
        ratios=(ratio("率", "上 / 下"),),
    )

    line = scored(made, {"上": wan("5"), "下": wan("24")}).lines["甲"]

    assert line.score == D("0.63")
    assert step(line, "rounding") == {"exact": D("0.625"), "score": D("0.63"), "places": 2}


def test_line_carries_its_figures_its_value_and_its_rounding():
    made = document(
        row("采购", "2", RatioRule(parsed("执行率"))),
        inputs=(amount("计划"), amount("实际")),
        ratios=(ratio("执行率", "实际 / 计划", note="分母取计划。"),),
    )

    line = scored(
        made, {"计划": wan("1973.09"), "实际": wan("1000")}, entries={"采购/原因": "没有买齐"}
    ).lines["采购"]

    value = D(1000) / D("1973.09")
    citation = Step(
        "citation",
        {
            "name": "执行率",
            "title": "执行率",
            "unit": "%",
            "formula": "实际 ÷ 计划",
            "note": "分母取计划。",
            "figures": (("实际", "fig:实际", "实际", "万元", 2), ("计划", "fig:计划", "计划", "万元", 2)),
        },
    )
    shown, ratio_step, rounding = line.steps
    assert (line.id, line.points, line.state, line.score, line.lost, line.needs) == (
        "采购",
        D(2),
        LineState.SCORED,
        D("1.01"),
        D("0.99"),
        (),
    )
    assert shown.data["of"] == citation
    assert shown.data["values"] == (wan("1000"), wan("1973.09"))
    assert abs(shown.data["value"] - value) < D("1e-20")
    assert shown.data["places"] == 2
    assert (ratio_step.key, rounding.key) == ("ratio", "rounding")
    assert (rounding.data["score"], rounding.data["places"]) == (D("1.01"), 2)


def test_missing_figure_leaves_the_row_without_points_and_names_the_figure():
    assert scored(rate_row(RULE)).lines["甲"] == Line(
        "甲",
        D(10),
        LineState.MISSING,
        None,
        (Step("missing", {"addresses": ("fig:率",)}),),
        ("fig:率",),
    )


def test_division_by_zero_blocks_the_row():
    made = document(
        row("甲", "2", RatioRule(parsed("率"))),
        inputs=(amount("上"), amount("下")),
        ratios=(ratio("率", "上 / 下"),),
    )

    line = scored(made, {"上": wan("5"), "下": wan("0")}).lines["甲"]

    assert (line.state, line.score, outcome(line)) == (LineState.UNDEFINED, None, "“下”为 0，不能作除数")


def test_nothing_over_nothing_blocks_where_the_document_does_not_say_what_it_gives():
    made = document(
        row("甲", "2", RatioRule(parsed("率"))),
        inputs=(amount("上"), amount("下")),
        ratios=(ratio("率", "上 / 下"),),
    )

    line = scored(made, {"上": wan("0"), "下": wan("0")}).lines["甲"]

    assert line.state is LineState.UNDEFINED
    assert outcome(line).endswith("不适用，评分标准没有写明这时怎么计分")


NOTHING = NotApplicable(("fig:下",), "没有")
ONE_OF_TWO = "“下”选了“无此事项”，“上”填了数，无法计算。请给“下”填数（没有发生填 0）"


@pytest.mark.parametrize(
    ("over", "allowed", "said"),
    [
        (
            wan("5"),
            True,
            "“下”选了“无此事项”，“上”填了数，无法计算。请给“下”填数（没有发生填 0），或给“上”也选“无此事项”。",
        ),
        (wan("5"), False, "“下”选了“无此事项”，“上”填了数，无法计算。请给“下”填数（没有发生填 0）。"),
        (None, True, "缺：上。"),
    ],
)
def test_one_figure_that_does_not_exist_names_both_and_what_can_be_done(over, allowed, said):
    made = document(
        row("甲", "2", RatioRule(parsed("率"))),
        inputs=(amount("上", allow_na=allowed), amount("下", allow_na=True)),
        ratios=(ratio("率", "上 / 下"),),
    )

    sheet = scored(made, {"下": NOTHING} if over is None else {"上": over, "下": NOTHING})

    assert explain(sheet.lines["甲"], sheet)[0] == said


def test_both_figures_that_do_not_exist_are_no_half():
    made = document(
        row("甲", "2", RatioRule(parsed("率"))),
        inputs=(amount("上", allow_na=True), amount("下", allow_na=True)),
        ratios=(ratio("率", "上 / 下"),),
    )

    line = scored(made, {"上": NOTHING, "下": NOTHING}).lines["甲"]

    assert keys(line) == ["undefined"]


@pytest.mark.parametrize(
    ("percent", "points", "shown"), [("100", "2", 2), ("100.004", "0", 3), ("100.01", "0", 2)]
)
def test_veto_shows_enough_decimals_to_stand_above_its_edge(percent, points, shown):
    made = rate_row(RULE, "2", vetoes=(veto("率 > 100%", "超计划"),))

    line = of_rate(made, percent)

    assert outcome(line) == points
    if points == "0":
        assert keys(line) == ["value", "ratio", "veto", "reason_missing"]
        assert step(line, "veto")["places"] == (shown,)
