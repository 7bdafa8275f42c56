import pytest

from rubrics.scoring.formulas import fits
from rubrics.scoring.units import Unit, unit_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("金额", "金额"),
        ("零", "金额"),
        ("零", "纯数"),
        ("零", "人"),
        ("件数", "个"),
        ("件数", "无单位数"),
        ("", "金额"),
    ],
)
def test_fits_of_kin_dimensions_holds_both_ways(one: str, other: str) -> None:
    assert fits(one, other)
    assert fits(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("金额", "纯数"),
        ("无单位数", "纯数"),
        ("人", "个"),
        ("零", "日期"),
        ("件数", "纯数"),
        ("件数", "金额/人"),
        ("文字", "叙述"),
    ],
)
def test_fits_of_strange_dimensions_fails_both_ways(one: str, other: str) -> None:
    assert not fits(one, other)
    assert not fits(other, one)


def test_unit_of_a_quotient_has_both_dimensions_and_the_factor() -> None:
    assert unit_of("万元/人", ("人",)) == Unit("万元/人", "金额/人", Unit("", "").factor * 10_000)
    assert [unit_of(name, ("人",)) for name in ("万元/", "/人", "万元/个", "%/人", "人/人/人")] == [None] * 5
