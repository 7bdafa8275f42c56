"""Dimensions: what may be added, compared, multiplied. A bare number only multiplies and divides; 0 fits all."""

from collections import Counter
from dataclasses import dataclass

from rubrics.scoring.units import DAYS, MONEY, PURE, SCORE, YEARS

TRUTH, DATE, TEXT, PROSE = "是否", "日期", "文字", "叙述"
BARE, ZERO, COUNT = "无单位数", "零", "件数"
"""A number without unit; the literal 0; what 数量 and 字数 give (it fits every count noun and bare numbers)."""
UNKNOWN = ""
"""After a problem was reported: fits everything, so that one mistake is told once."""
_LOOSE = frozenset((BARE, ZERO, COUNT))
_NOT_NUMBERS = frozenset((TRUTH, DATE, TEXT, PROSE))
_NOT_COUNTED = frozenset((MONEY, PURE, DAYS, SCORE, YEARS))


def is_number(dimension: str) -> bool:
    """Say whether values of it can be computed with."""
    return dimension not in _NOT_NUMBERS


def is_counted(dimension: str) -> bool:
    """Say whether it is a count noun (人, 个) or 件数."""
    return dimension == COUNT or (
        is_number(dimension) and dimension not in _LOOSE | _NOT_COUNTED and "/" not in dimension
    )


def common(left: str, right: str) -> str | None:
    """Return the dimension of a sum, comparison or choice of the two, or None when they do not fit."""
    if right in (left, UNKNOWN):
        return left
    if left == UNKNOWN:
        return right
    for one, other in ((left, right), (right, left)):
        if one == ZERO and is_number(other):
            return other
        if one == COUNT and (other == BARE or is_counted(other)):
            return COUNT if other == BARE else other
    return None


def fits(dimension: str, wanted: str) -> bool:
    """Say whether a formula of `dimension` may stand where `wanted` is asked for, or be compared with it."""
    return common(dimension, wanted) is not None


@dataclass(frozen=True, slots=True)
class _Powers:
    above: Counter[str]
    below: Counter[str]


def _powers(dimension: str) -> _Powers:
    above, _, below = dimension.partition("/")
    return _Powers(Counter(_factors(above)), Counter(_factors(below)))


def _factors(side: str) -> list[str]:
    return [factor for factor in side.split("·") if factor not in _LOOSE and factor not in ("", PURE)]


def _written(above: Counter[str], below: Counter[str]) -> str:
    top, bottom = above - below, below - above
    shown = "·".join(sorted(top.elements())) or PURE
    return shown + ("/" + "·".join(sorted(bottom.elements())) if bottom else "")


def product(left: str, right: str) -> str:
    """Return the dimension of left x right; both must be numbers."""
    if UNKNOWN in (left, right):
        return UNKNOWN
    if left in _LOOSE and right in _LOOSE:
        return COUNT if COUNT in (left, right) else BARE
    one, other = _powers(left), _powers(right)
    return _written(one.above + other.above, one.below + other.below)


def quotient(left: str, right: str) -> str:
    """Return the dimension of left / right; 件数 / 个 is pure, as is 件数 / 件数."""
    if UNKNOWN in (left, right):
        return UNKNOWN
    if left == COUNT and (is_counted(right)):
        return PURE
    if left in _LOOSE and right in _LOOSE:
        return left if right != COUNT else PURE
    one, other = _powers(left), _powers(right)
    return _written(one.above + other.below, one.below + other.above)
