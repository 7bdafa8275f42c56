"""step: every sign, every way to count a step that has begun, both sides."""

import pytest

from rubrics.scoring.rules import Boundary, Partial, StepRule, Threshold
from tests.rubrics.scoring.making import (
    D,
    document,
    keys,
    of_rate,
    outcome,
    parsed,
    percent,
    rate_row,
    row,
    scored,
    step,
)


def rule(
    sign: str, bound: str, partial: str, centre: str = "", lose: str = "0.5", each: str = "1%"
) -> StepRule:
    middle = parsed(centre) if centre else None
    return StepRule(
        parsed("率"), Threshold(sign, parsed(bound), middle), parsed(each), D(lose), Partial(partial)
    )


@pytest.mark.parametrize(
    ("partial", "percent", "points"),
    [
        ("linear", "99", "5"),
        ("linear", "100", "5"),
        ("linear", "100.5", "4.75"),
        ("linear", "102", "4"),
        ("linear", "110", "0"),
        ("linear", "111", "0"),
        ("whole", "100", "5"),
        ("whole", "100.99", "5"),
        ("whole", "101", "4.5"),
        ("whole", "101.99", "4.5"),
        ("whole", "102", "4"),
        ("started", "100", "5"),
        ("started", "100.01", "4.5"),
        ("started", "101", "4.5"),
        ("started", "101.01", "4"),
        ("started", "200", "0"),
    ],
)
def test_steps_above_a_limit(partial, percent, points):
    assert outcome(of_rate(rate_row(rule("≤", "100%", partial), "5"), percent)) == points


@pytest.mark.parametrize(
    ("partial", "percent", "points"),
    [
        ("linear", "10", "5"),
        ("linear", "9.99", "5"),
        ("whole", "10", "5"),
        ("whole", "11", "4.5"),
        ("started", "9.99", "5"),
        ("started", "10", "4.5"),
        ("started", "10.99", "4.5"),
        ("started", "11", "4"),
    ],
)
def test_limit_that_is_not_itself_allowed_begins_its_first_step(partial, percent, points):
    assert outcome(of_rate(rate_row(rule("<", "10%", partial), "5"), percent)) == points


@pytest.mark.parametrize(
    ("sign", "partial", "percent", "points"),
    [
        ("≥", "linear", "95", "5"),
        ("≥", "linear", "96", "5"),
        ("≥", "linear", "94.5", "4.75"),
        ("≥", "whole", "94.01", "5"),
        ("≥", "whole", "94", "4.5"),
        ("≥", "started", "95", "5"),
        ("≥", "started", "94.99", "4.5"),
        ("≥", "started", "94", "4.5"),
        ("≥", "started", "93.99", "4"),
        (">", "started", "95.01", "5"),
        (">", "started", "95", "4.5"),
        (">", "started", "94", "4"),
    ],
)
def test_steps_below_a_limit(sign, partial, percent, points):
    assert outcome(of_rate(rate_row(rule(sign, "95%", partial), "5"), percent)) == points


@pytest.mark.parametrize(
    ("percent", "points"),
    [("10", "5"), ("-10", "5"), ("11", "4.5"), ("-11", "4.5"), ("10.99", "5"), ("-12", "4"), ("0", "5")],
)
def test_steps_on_both_sides_of_nothing(percent, points):
    assert outcome(of_rate(rate_row(rule("±", "10%", "whole"), "5"), percent)) == points


@pytest.mark.parametrize(
    ("percent", "points"),
    [("95", "5"), ("105", "5"), ("94.99", "4.5"), ("105.01", "4.5"), ("94", "4.5"), ("106.01", "4")],
)
def test_steps_on_both_sides_of_a_centre(percent, points):
    assert outcome(of_rate(rate_row(rule("±", "5%", "started", "100%"), "5"), percent)) == points


def test_step_of_an_exact_quotient_is_not_lost_to_a_trace_of_division():
    made = document(
        row(
            "甲",
            "5",
            StepRule(parsed("上 / 下"), Threshold("≤", parsed("0%")), parsed("1 / 3"), D(1), Partial.WHOLE),
        ),
        inputs=(percent("上"), percent("下")),
    )

    assert outcome(scored(made, {"上": D(2), "下": D(3)}).lines["甲"]) == "3"


def test_explanation_says_what_lies_beyond():
    line = of_rate(rate_row(rule("≤", "100%", "started"), "5"), "101.5")

    assert keys(line) == ["value", "step", "reason_missing"]
    assert step(line, "step") == {
        "sign": "≤",
        "bound": D(1),
        "centre": D(0),
        "beyond": D("0.015"),
        "each": D("0.01"),
        "steps": D(2),
        "lose": D("0.5"),
        "partial": "started",
        "points": D(5),
        "lost": D("1.0"),
        "unit": "%",
    }


def test_steps_of_no_width_block():
    made = rate_row(rule("≤", "100%", "linear", each="0%"), "5")

    assert outcome(of_rate(made, "101")) == "每一档的宽度不大于 0"


def test_threshold_is_a_boundary_and_either_side_makes_two():
    value = parsed("率")

    assert rule("≤", "100%", "whole").boundaries() == (Boundary(value, "≤", parsed("100%"), "≤ 100%"),)
    assert [(one.sign, one.says) for one in rule("±", "5%", "whole", "100%").boundaries()] == [
        ("≥", "≥ 100% - 5%"),
        ("≤", "≤ 100% + 5%"),
    ]
    assert [one.says for one in rule("±", "10%", "whole").boundaries()] == ["≥ -10%", "≤ 10%"]
