"""own: the department's own indicators: targets, tiers, fixed rows, points that must add up."""

from datetime import date

import pytest

from rubrics.scoring.address import cell
from rubrics.scoring.results import LineState, Row
from rubrics.scoring.rules import Given, Group, OwnRule, Reverse, Tier
from rubrics.scoring.rules.own_values import own_value, split_sign
from rubrics.scoring.states import Missing, NotApplicable, Undefined
from rubrics.scoring.types import Over
from tests.rubrics.scoring.making import D, assessed, document, outcome, row, scored

TIERS = (Tier("达成", D("0.8"), D(1)), Tier("部分达成", D("0.6"), D("0.8")), Tier("未达成", D(0), D("0.6")))
RULE = OwnRule(
    (Group("产出", D(30)), Group("效益", D(20))), reverse=Reverse.LINEAR, tiers=TIERS, over=Over(D("1.3"))
)
MADE = document(row("绩效", "50", RULE))


def indicator(key: str, **cells) -> Row:
    usual = {
        "类": "产出",
        "名称": f"指标{key}",
        "符号": "≥",
        "年初目标": "100",
        "单位": "次",
        "完成值": "100",
    }
    return Row(key, {**usual, "分值": D(30), **cells})


EFFECT = indicator(
    "乙",
    类="效益",
    符号="定性",
    年初目标="明显改善",
    完成值="已改善",
    档次="达成",
    得分=D(18),
    分值=D(20),
    原因="还有差距",
)


def line(*rows: Row, made=MADE):
    return scored(made, rows={"绩效": rows}).lines["绩效"]


@pytest.mark.parametrize(
    ("cells", "points"),
    [
        ({}, "48"),
        ({"完成值": "99"}, "47.7"),
        ({"完成值": "0"}, "18"),
        ({"完成值": "1,000", "年初目标": "1000"}, "48"),
        ({"年初目标": "≥100", "完成值": "50"}, "33"),
        ({"年初目标": "100次", "完成值": "100次"}, "48"),
        ({"单位": "%", "年初目标": "≥95%", "完成值": "95"}, "48"),
        ({"符号": "≤", "年初目标": "≤100", "完成值": "150"}, "33"),
        ({"符号": "＝", "年初目标": "100", "完成值": "100"}, "48"),
        ({"调整目标": "200"}, "33"),
        ({"年初目标": "200", "调整目标": "100"}, "48"),
        ({"符号": "≤", "年初目标": "2021年12月", "完成值": "2021年12月31日", "单位": ""}, "48"),
        ({"符号": "≤", "年初目标": "2021年12月", "完成值": "2022年1月", "单位": ""}, "18"),
        ({"分值": "30"}, "48"),
    ],
)
def test_own_indicator_is_scored_against_its_target(cells, points):
    assert outcome(line(indicator("甲", **cells), EFFECT)) == points


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"完成值": "完成"}, "“完成”不是 0–9 写的数字"),
        ({"年初目标": "≤100"}, "目标值前写的是“≤”，符号栏是“≥”"),
        ({"年初目标": "95%"}, "“95%”的单位是%，这一行的单位是次"),
        ({"年初目标": "2021年12月"}, "目标值和完成值不是同一种值，不能比较"),
        ({"符号": ">"}, "符号“>”不能用，可用≥、=、≤、定性"),
        ({"分值": "20%"}, "“20%”的单位是%，这一行的单位是分"),
        ({"分值": D(29)}, "“产出”的分值合计 29 分，应为 30 分"),
        ({"类": "投入"}, "“指标甲”的类要选产出、效益之一"),
    ],
)
def test_own_indicator_that_cannot_be_read_blocks_the_row(cells, why):
    found = line(indicator("甲", **cells), EFFECT)

    assert (found.state, outcome(found)) == (LineState.UNDEFINED, why)


def test_tier_needs_a_score_inside_it():
    outside = Row("乙", {**EFFECT.cells, "得分": D(15)})

    assert outcome(line(indicator("甲"), outside)) == "得分 15 不在“达成”这一档的 16.0 到 20 之间"


def test_no_indicator_is_missing_and_none_at_all_does_not_apply():
    assert line().needs == ("table:绩效",)

    nothing = scored(MADE, absent_tables={"绩效": NotApplicable(("table:绩效",), "新设单位")}).lines["绩效"]

    assert (nothing.state, outcome(nothing)) == (
        LineState.UNDEFINED,
        "新设单位：不适用，评分标准没有写明这时怎么计分",
    )


def test_missing_cells_are_named():
    bare = Row("甲", {"类": "产出", "名称": "培训", "符号": "≥", "分值": D(30)})

    assert line(bare, EFFECT).needs == ("row:绩效/甲/完成值", "row:绩效/甲/年初目标")


def test_each_indicator_is_rounded_since_each_is_printed():
    thirds = [indicator(key, 分值=D(10), 年初目标="3", 完成值="2") for key in "甲丙丁"]

    found = line(*thirds, EFFECT)

    assert found.score == D("38.01")
    assert [one.data["award"] for one in found.steps] == [D("6.67"), D("6.67"), D("6.67"), D(18)]


def test_fixed_indicator_is_there_untyped_and_cannot_be_changed():
    given = Given("群众满意度", "效益", "≥", "%", D(20))
    made = document(row("绩效", "50", OwnRule((Group("产出", D(30)), Group("效益", D(20))), (given,))))
    typed = Row("群众满意度", {"名称": "别的", "符号": "≤", "分值": D(1), "年初目标": "90", "完成值": "81"})

    assert line(indicator("甲"), made=made).needs == (
        "row:绩效/群众满意度/完成值",
        "row:绩效/群众满意度/年初目标",
    )
    assert outcome(line(indicator("甲"), typed, made=made)) == "48"


def test_free_group_may_have_any_points_within_the_row():
    made = document(row("绩效", "50", OwnRule((Group("产出"), Group("效益")), tiers=TIERS)))

    assert outcome(line(indicator("甲", 分值=D(50)), made=made)) == "50"
    assert outcome(line(indicator("甲", 分值=D(49)), made=made)) == "指标分值合计 49 分，应为 50 分"


@pytest.mark.parametrize(
    ("actual", "reason", "told"),
    [
        ("129", None, ["own_target"]),
        ("130", None, ["own_target", "over", "reason_missing"]),
        ("130", "年中追加任务", ["own_target", "over"]),
        ("99", None, ["own_target", "reason_missing"]),
        ("99", "疫情取消一场", ["own_target"]),
    ],
)
def test_reason_is_asked_for_below_full_points_and_far_above_the_target(actual, reason, told):
    cells = {"完成值": actual} | ({} if reason is None else {"原因": reason})

    found = line(indicator("甲", **cells), EFFECT)

    assert [one.key for one in found.steps[0].data["steps"]] == told
    problems = assessed(MADE, rows={"绩效": (indicator("甲", **cells), EFFECT)}).problems
    assert [one.where for one in problems] == ["row:绩效/甲/原因"] * ("reason_missing" in told)


def test_computed_points_stand_among_the_cells():
    sheet = scored(MADE, rows={"绩效": (indicator("甲", 完成值="50"), EFFECT)})

    score = sheet.cells[cell("绩效", "甲", "得分")]
    assert (score.value, score.unit.name) == (D("15.00"), "分")
    assert sheet.cells[cell("绩效", "甲", "失分")].value == D("15.00")
    assert sheet.cells[cell("绩效", "甲", "目标")].value == D(100)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021年12月", date(2021, 12, 31)),
        ("2020年2月", date(2020, 2, 29)),
        ("2021年12月5日", date(2021, 12, 5)),
        ("2021-12-05", date(2021, 12, 5)),
        ("2021年底", date(2021, 12, 31)),
        ("2021", D(2021)),
        ("266", D(266)),
        ("１２", D(12)),
        ("3.5", D("3.5")),
    ],
)
def test_own_value_reads_numbers_and_days(text, value):
    assert own_value(text, "", "row:甲/1/完成值") == value


@pytest.mark.parametrize("text", ["完成", "2021年13月", "①", "1e9", "=1+1", "12.5万"])
def test_own_value_refuses_what_is_neither(text):
    found = own_value(text, "", "row:甲/1/完成值")

    assert isinstance(found, Undefined)
    assert found.addresses == ("row:甲/1/完成值",)


def test_own_value_passes_absences_on():
    assert own_value(Missing(("甲",)), "", "乙") == Missing(("甲",))


@pytest.mark.parametrize(
    ("text", "split"),
    [("≥266", ("≥", "266")), (">= 266", ("≥", "266")), ("＝5", ("=", "5")), ("266", ("", "266"))],
)
def test_split_sign(text, split):
    assert split_sign(text) == split
