"""Numbers as they are written on screen and paper."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import formatting


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("4472.93"), "4,472.93"),
        ("46759889.35", "46,759,889.35"),
        ("1,973.09", "1,973.09"),
        (0, "0.00"),
        (Decimal("-0.004"), "0.00"),
        (Decimal("-12.345"), "-12.35"),
        (Decimal("0.005"), "0.01"),
        (Fraction(1, 3), "0.33"),
        (Decimal("99999999999999999999.99"), "99,999,999,999,999,999,999.99"),
        (None, "—"),
        ("", "—"),
        ("六十", "六十"),
        ("1e5", "1e5"),
        ("٣", "٣"),
        (Decimal("NaN"), "NaN"),
        (True, "True"),
    ],
)
def test_amount_of_value_is_written(value: object, written: str) -> None:
    assert formatting.amount(value) == written


def test_amount_with_other_places_keeps_them() -> None:
    assert (formatting.amount("1.23456", 4), formatting.amount("1234.5", 0)) == ("1.2346", "1,235")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15))
def test_amount_of_any_money_reads_back_the_same(value: Decimal) -> None:
    assert Decimal(formatting.amount(value).replace(",", "")) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [(Decimal("4472.90"), "4472.90"), ("1,973.09", "1973.09"), (None, ""), ("六十", "六十"), (60, "60")],
)
def test_plain_number_for_a_box_has_no_separators(value: object, written: str) -> None:
    assert formatting.plain(value) == written


@pytest.mark.parametrize(
    ("ratio", "places", "written"),
    [
        (Fraction(24, 84), 2, "28.57%"),
        (Decimal("0.89996"), 2, "90.00%"),
        (Decimal("0.89996"), 3, "89.996%"),
        (Decimal("1.1012335"), 2, "110.12%"),
        (Decimal("0.00005"), 2, "0.01%"),
        (Decimal("-0.25"), 2, "-25.00%"),
        (None, 2, "—"),
    ],
)
def test_percent_of_ratio_rounds_half_up(ratio: object, places: int, written: str) -> None:
    assert formatting.percent(ratio, places) == written


def test_percent_number_is_not_multiplied() -> None:
    assert formatting.percent_number("28.565") == "28.57%"


@pytest.mark.parametrize(
    ("value", "full", "short", "signed"),
    [
        (5, "5.00", "5", "+5.00"),
        ("1.82", "1.82", "1.82", "+1.82"),
        (Decimal("1.50"), "1.50", "1.5", "+1.50"),
        (0, "0.00", "0", "0"),
        (100, "100.00", "100", "+100.00"),
        (Decimal("-0.14"), "-0.14", "-0.14", "−0.14"),
        (Fraction(5, 8), "0.63", "0.63", "+0.63"),
        (None, "—", "—", "—"),
        ("未填", "未填", "未填", "未填"),
    ],
)
def test_points_in_three_writings(value: object, full: str, short: str, signed: str) -> None:
    assert (formatting.points(value), formatting.points_short(value), formatting.signed(value)) == (
        full,
        short,
        signed,
    )


@pytest.mark.parametrize(
    ("part", "total", "percent"), [(5, 6, 83), (0, 2, 0), (7, 6, 100), (None, 6, 0), (1, 0, 0), (-1, 6, 0)]
)
def test_share_of_total_stays_between_none_and_all(part: object, total: object, percent: int) -> None:
    assert formatting.share(part, total) == percent


def test_circled_numbers_up_to_fifty() -> None:
    assert [formatting.circled(number) for number in (1, 10, 20, 21, 35, 36, 50, 51, 0)] == [
        *"①⑩⑳㉑㉟㊱㊿",
        "（51）",
        "（0）",
    ]


def test_han_numerals_up_to_ninety_nine() -> None:
    assert [formatting.han(number) for number in (1, 10, 11, 20, 35, 99, 100)] == [
        "一",
        "十",
        "十一",
        "二十",
        "三十五",
        "九十九",
        "100",
    ]


def test_filesize_in_the_fitting_unit() -> None:
    assert [formatting.filesize(size) for size in (812, 37_300, 1_258_291, None)] == [
        "812 B",
        "36.4 KB",
        "1.2 MB",
        "—",
    ]
