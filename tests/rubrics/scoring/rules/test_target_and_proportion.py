"""target and proportion: met or scaled, both ways to scale what should not be exceeded, and over-fulfilment."""

from datetime import date

import pytest

from rubrics.scoring import wording
from rubrics.scoring.results import LineState
from rubrics.scoring.rules import ProportionRule, Reverse, TargetRule
from rubrics.scoring.types import Over
from tests.rubrics.scoring.making import (
    D,
    amount,
    count,
    day,
    document,
    keys,
    na,
    outcome,
    parsed,
    rate_row,
    row,
    scored,
    step,
    wan,
)


def made(sign: str, reverse: Reverse = Reverse.RATIO, **more):
    rule = TargetRule(parsed("完成"), sign, parsed("目标"), reverse)
    return document(
        row("甲", "10", rule, **more), inputs=(amount("完成", minimum=None), amount("目标", minimum=None))
    )


def got(document, actual: str, target: str) -> str:
    return outcome(scored(document, {"完成": wan(actual), "目标": wan(target)}).lines["甲"])


@pytest.mark.parametrize(
    ("actual", "target", "points"),
    [
        ("100", "100", "10"),
        ("99.99", "100", "10"),
        ("99.94", "100", "9.99"),
        ("150", "100", "10"),
        ("50", "100", "5"),
        ("0", "100", "0"),
        ("-5", "100", "0"),
        ("0", "0", "10"),
        ("-1", "0", "0"),
        ("-2", "-5", "10"),
        ("-6", "-5", "0"),
    ],
)
def test_target_to_reach(actual, target, points):
    assert got(made("≥"), actual, target) == points


@pytest.mark.parametrize(
    ("reverse", "actual", "target", "points"),
    [
        ("ratio", "80", "100", "10"),
        ("ratio", "100", "100", "10"),
        ("ratio", "125", "100", "8"),
        ("ratio", "200", "100", "5"),
        ("ratio", "1000", "100", "1"),
        ("linear", "100", "100", "10"),
        ("linear", "100.1", "100", "9.99"),
        ("linear", "125", "100", "7.5"),
        ("linear", "199.9", "100", "0.01"),
        ("linear", "200", "100", "0"),
        ("linear", "300", "100", "0"),
        ("ratio", "0", "0", "10"),
        ("ratio", "0.01", "0", "0"),
        ("linear", "1", "-1", "0"),
    ],
)
def test_target_not_to_exceed(reverse, actual, target, points):
    assert got(made("≤", Reverse(reverse)), actual, target) == points


@pytest.mark.parametrize(
    ("reverse", "actual", "points"),
    [
        ("ratio", "100", "10"),
        ("ratio", "50", "5"),
        ("ratio", "125", "8"),
        ("linear", "125", "7.5"),
        ("linear", "75", "7.5"),
    ],
)
def test_target_to_hit_is_scaled_on_both_sides(reverse, actual, points):
    assert got(made("=", Reverse(reverse)), actual, "100") == points


@pytest.mark.parametrize(
    ("actual", "points"), [(date(2020, 11, 30), "10"), (date(2020, 12, 31), "10"), (date(2021, 1, 1), "0")]
)
def test_day_is_met_or_not(actual, points):
    document_ = document(
        row("甲", "10", TargetRule(parsed("完成日"), "≤", parsed("期限"))),
        inputs=(day("完成日"), day("期限")),
    )

    assert outcome(scored(document_, {"完成日": actual, "期限": date(2020, 12, 31)}).lines["甲"]) == points


@pytest.mark.parametrize(
    ("actual", "points", "told"),
    [
        ("129.99", "10", ["value", "value", "target"]),
        ("130", "8", ["value", "value", "target", "over", "reason_missing"]),
        ("400", "8", ["value", "value", "target", "over", "reason_missing"]),
    ],
)
def test_result_far_above_the_target_asks_for_a_reason_and_loses_points(actual, points, told):
    line = scored(made("≥", over=Over(D("1.3"), D(2))), {"完成": wan(actual), "目标": wan("100")}).lines["甲"]

    assert (outcome(line), keys(line)) == (points, told)


def test_result_far_above_the_target_can_only_ask_for_a_reason():
    document_ = made("≥", over=Over(D("1.3")))
    figures = {"完成": wan("130"), "目标": wan("100")}

    asked = scored(document_, figures).lines["甲"]
    told = scored(document_, figures, entries={"甲/原因": "任务年中追加，目标未及调整"}).lines["甲"]

    assert (asked.score, keys(asked)[-1]) == (D(10), "reason_missing")
    assert (told.score, keys(told)[-1]) == (D(10), "over")


def test_target_explains_itself():
    line = scored(made("≤", Reverse.LINEAR), {"完成": wan("125"), "目标": wan("100")}).lines["甲"]

    assert step(line, "target") == {
        "sign": "≤",
        "target": "",
        "reverse": "linear",
        "met": False,
        "rate": D("0.75"),
        "points": D(10),
        "award": D("7.5"),
    }


class TestProportion:
    MADE = document(
        row("及时", "6", ProportionRule(parsed("按期"), parsed("计划")), na=na("full")),
        inputs=(count("按期"), count("计划")),
    )
    SILENT = document(
        row("及时", "6", ProportionRule(parsed("按期"), parsed("计划"))),
        inputs=(count("按期"), count("计划")),
    )

    @pytest.mark.parametrize(
        ("done", "planned", "points"),
        [("14", "14", "6"), ("13", "14", "5.57"), ("0", "14", "0"), ("15", "14", "6"), ("1", "3", "2")],
    )
    def test_share_done_of_what_was_planned(self, done, planned, points):
        assert outcome(scored(self.MADE, {"按期": D(done), "计划": D(planned)}).lines["及时"]) == points

    def test_nothing_of_nothing_gives_what_the_row_says(self):
        figures = {"按期": D(0), "计划": D(0)}

        line = scored(self.MADE, figures).lines["及时"]

        assert (line.state, line.score) == (LineState.NOT_APPLICABLE, D(6))
        assert outcome(scored(self.SILENT, figures).lines["及时"]).startswith("计划数和完成数都是 0")

    def test_something_of_nothing_blocks_whatever_the_row_says(self):
        line = scored(self.MADE, {"按期": D(1), "计划": D(0)}).lines["及时"]

        assert (line.state, outcome(line)) == (LineState.UNDEFINED, "计划数为 0，完成数不为 0，不能计算")

    def test_missing_side_is_named(self):
        assert scored(self.MADE, {"按期": D(1)}).lines["及时"].needs == ("fig:计划",)


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ("95", "达到目标（≥ 90%），得满分 10 分。"),
        ("45", "没有达到目标（≥ 90%），按 50.00% 计：5 分。"),
    ],
)
def test_target_that_is_a_number_is_said_with_its_sign_and_not_cited(done, said):
    made = rate_row(TargetRule(parsed("率"), "≥", parsed("90%")))
    sheet = scored(made, {"率": D(done) / 100})
    assert keys(sheet.lines["甲"]).count("value") == 1
    assert wording.explain(sheet.lines["甲"], sheet)[1] == said
