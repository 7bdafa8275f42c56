from decimal import Decimal, InvalidOperation, getcontext

import pytest

from rubrics.scoring.formulas import exact, round_half_up, settle

D = Decimal


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.625", 2, "0.63"),
        ("0.6249999", 2, "0.62"),
        ("-0.625", 2, "-0.63"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("95.675", 2, "95.68"),
        ("0", 2, "0.00"),
        ("118", 2, "118.00"),
        ("999999999999.995", 2, "1000000000000.00"),
    ],
)
def test_rounding_of_a_tie_goes_away_from_zero(value: str, places: int, rounded: str) -> None:
    assert str(round_half_up(D(value), places)) == rounded


def test_rounding_of_five_24ths_of_three_gives_63_hundredths() -> None:
    with exact():
        points = D(5) / D(24) * 3
    assert (points < D("0.625"), round_half_up(points, 2)) == (True, D("0.63"))


def test_plain_decimal_would_give_62_hundredths() -> None:
    assert round(D(5) / D(24) * 3, 2) == D("0.62")


def test_settled_value_of_a_third_taken_three_times_is_one() -> None:
    with exact():
        assert (settle(D(1) / 3 * 3), D(1) / 3 * 3 == 1) == (1, False)


def test_settling_beyond_24_digits_raises() -> None:
    with pytest.raises(InvalidOperation):
        settle(D("1E24"))


def test_exact_context_ends_with_its_block() -> None:
    before = getcontext().prec
    with exact() as context:
        inside = context.prec
    assert (inside, getcontext().prec) == (64, before)
