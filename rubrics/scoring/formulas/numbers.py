"""Exact arithmetic: Decimal with 64 digits; decisions see values settled at 40 places: 5/24 x 3 is 0.625, a tie.

A quotient of 64 digits differs from the exact fraction by less than 1e-40 as long as values stay below 1e23, and two
different fractions of figures with two places differ by more. So what is nearer than that is equal.
"""

from contextlib import AbstractContextManager
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext

PRECISION, SETTLED_PLACES = 64, 40
_STEP = Decimal(1).scaleb(-SETTLED_PLACES)
NEAR = _STEP / 2
"""Two values less than this apart are equal: they settle to the same 40 places."""
BELOW = -NEAR
ZERO = Decimal(0)
_EXACT = Context(
    prec=PRECISION, rounding="ROUND_HALF_EVEN", traps=[DivisionByZero, InvalidOperation, Overflow]
)


def exact() -> AbstractContextManager[Context]:
    """Return the context manager under which scoring computes; entered once around many formulas it saves time."""
    return localcontext(_EXACT)


def settle(value: Decimal) -> Decimal:
    """Return `value` at 40 places: what the exact fraction is. Raises InvalidOperation from 1e24."""
    return value.quantize(_STEP, context=_EXACT)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Return `value` at `places` places, a tie away from zero, exactly as the fraction would be rounded."""
    return settle(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_EXACT)


def snap(value: Decimal) -> Decimal:
    """Return 0 for what is only the trace of a division (甲 / 乙 * 乙 - 甲), else `value`."""
    return ZERO if BELOW < value < NEAR else value
