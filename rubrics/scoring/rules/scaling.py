"""How far a target is reached: the one arithmetic of the rule target and of own indicators."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rubrics.scoring.formulas.numbers import settle

from .award import ONE, ZERO

_TWICE = Decimal(2)


class Reverse(StrEnum):
    """How a target that should not be exceeded (≤) is scaled; both are in use."""

    RATIO = "ratio"
    """target / actual."""
    LINEAR = "linear"
    """2 − actual / target: nothing from twice the target on."""


@dataclass(frozen=True, slots=True)
class Reached:
    """`rate` from 0 to 1 scales the points; `fulfilment` is actual over target for ≥ and =."""

    met: bool
    rate: Decimal
    fulfilment: Decimal | None = None


def reached(actual: Decimal, sign: str, target: Decimal, reverse: Reverse) -> Reached:
    """Return how far `actual` `sign` `target` is reached; a target of 0 or less is met or not, nothing between."""
    difference = settle(actual - target)
    met = {"≥": difference >= 0, "≤": difference <= 0}.get(sign, difference == 0)
    fulfilment = actual / target if target > 0 and sign != "≤" else None
    if met:
        return Reached(met, ONE, fulfilment)
    if target <= 0:
        return Reached(met, ZERO, fulfilment)
    rate = actual / target if difference < 0 else _above(actual, target, reverse)
    return Reached(met, max(ZERO, min(rate, ONE)), fulfilment)


def _above(actual: Decimal, target: Decimal, reverse: Reverse) -> Decimal:
    return target / actual if reverse is Reverse.RATIO else _TWICE - actual / target


def reached_by(actual: date, sign: str, target: date) -> Reached:
    """Return whether a day is met (≤: not later than the target); a day has nothing between."""
    met = {"≥": actual >= target, "≤": actual <= target}.get(sign, actual == target)
    return Reached(met, ONE if met else ZERO)
