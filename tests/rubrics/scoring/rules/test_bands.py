"""bands: both sides of every edge, bounds that are figures, and what is shown near an edge."""

from decimal import Decimal

import pytest

from rubrics.scoring.results import LineState
from rubrics.scoring.rules import BandsRule, Boundary
from tests.rubrics.scoring.making import (
    D,
    amount,
    band,
    count,
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
    wan,
)

FALLING = BandsRule(parsed("率"), (band("< 5%", "1"), band("≤ 10%", "0.5"), band("其余", "0")))
RISING = BandsRule(
    parsed("率"),
    (band("≥ 90%", "1"), band("≥ 75%", "0.7"), band("> 60%", "0.4"), band("= 60%", "0.1"), band("其余", "0")),
)


@pytest.mark.parametrize(
    ("percent", "points"),
    [
        ("4.99", "1"),
        ("4.9999", "1"),
        ("5", "0.5"),
        ("5.01", "0.5"),
        ("10", "0.5"),
        ("10.0001", "0"),
        ("28.57", "0"),
    ],
)
def test_bands_below_a_limit(percent, points):
    assert outcome(of_rate(rate_row(FALLING, "1"), percent)) == points


@pytest.mark.parametrize(
    ("percent", "points"),
    [
        ("90", "1"),
        ("89.99", "0.7"),
        ("75", "0.7"),
        ("74.99", "0.4"),
        ("60.01", "0.4"),
        ("60", "0.1"),
        ("59.99", "0"),
        ("-1", "0"),
    ],
)
def test_bands_above_a_limit_and_equal_to_it(percent, points):
    assert outcome(of_rate(rate_row(RISING, "1"), percent)) == points


def test_band_says_both_its_edges():
    line = of_rate(rate_row(FALLING, "1"), "7")

    assert step(line, "band") == {
        "index": 1,
        "edges": (("≥", D("0.05"), "5%"), ("≤", D("0.1"), "10%")),
        "points": D(1),
        "award": D("0.5"),
    }


def test_other_band_says_the_edge_that_it_begins_at():
    assert step(of_rate(rate_row(FALLING, "1"), "20"), "band")["edges"] == ((">", D("0.1"), "10%"),)


@pytest.mark.parametrize(
    ("percent", "places"),
    [
        ("89.996", 3),
        ("89.9999996", 7),
        ("90", 2),
        ("89.99", 2),
        ("90.004", 3),
        ("90.006", 2),
        ("12.3456789", 2),
    ],
)
def test_value_is_shown_with_enough_decimals_to_stand_in_its_band(percent, places):
    assert step(of_rate(rate_row(RISING, "1"), percent), "value")["places"] == places


def test_quotient_that_only_looks_like_a_bound_is_not_the_bound():
    made = document(
        row("甲", "1", RISING), inputs=(amount("上"), amount("下")), ratios=(ratio("率", "上 / 下"),)
    )

    below = scored(made, {"上": wan("2699999.99"), "下": wan("3000000")}).lines["甲"]
    exactly = scored(made, {"上": wan("2700000"), "下": wan("3000000")}).lines["甲"]

    assert (outcome(below), outcome(exactly)) == ("0.7", "1")
    assert step(below, "value")["places"] == 7


class TestMovingBounds:
    """A bound may be a figure: = 0: 5, ≤ 上年结余: 3, 其余: 0."""

    MADE = document(
        row(
            "结余",
            "5",
            BandsRule(parsed("本年结余"), (band("= 0", "5"), band("≤ 上年结余", "3"), band("其余", "0"))),
        ),
        inputs=(amount("本年结余"), amount("上年结余")),
    )

    @pytest.mark.parametrize(
        ("this", "last", "points"),
        [("0", "7", "5"), ("0.01", "7", "3"), ("7", "7", "3"), ("7.01", "7", "0"), ("3", "0", "0")],
    )
    def test_value_against_last_year(self, this, last, points):
        line = scored(self.MADE, {"本年结余": wan(this), "上年结余": wan(last)}).lines["结余"]

        assert outcome(line) == points

    def test_bound_is_shown_where_it_decided(self):
        line = scored(self.MADE, {"本年结余": wan("5"), "上年结余": wan("7")}).lines["结余"]

        assert keys(line) == ["value", "value", "band", "reason_missing"]
        assert [one.data["value"] for one in line.steps[:2]] == [wan("5"), wan("7")]

    def test_bound_that_is_missing_leaves_the_row_without_points_unless_a_band_before_decides(self):
        assert outcome(scored(self.MADE, {"本年结余": wan("5")}).lines["结余"]) == "未填"
        assert outcome(scored(self.MADE, {"本年结余": wan("0")}).lines["结余"]) == "5"


def test_bands_of_a_count():
    made = document(
        row("甲", "2", BandsRule(parsed("件数"), (band("≤ 3 件", "2"), band("其余", "0")))),
        inputs=(count("件数", "件"),),
    )

    assert [outcome(scored(made, {"件数": Decimal(n)}).lines["甲"]) for n in (3, 4)] == ["2", "0"]


def test_value_that_no_band_takes_blocks():
    made = rate_row(BandsRule(parsed("率"), (band("< 5%", "1"),)), "1")

    line = of_rate(made, "5")

    assert (line.state, outcome(line)) == (LineState.UNDEFINED, "没有一档适用")


def test_every_bound_is_a_boundary_for_examples():
    value = parsed("率")

    assert FALLING.boundaries() == (
        Boundary(value, "<", parsed("5%"), "< 5%"),
        Boundary(value, "≤", parsed("10%"), "≤ 10%"),
    )
