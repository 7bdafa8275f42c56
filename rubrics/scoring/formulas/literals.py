"""Literals: numbers with their unit, and dates."""

from datetime import date
from decimal import Decimal

from rubrics.scoring.units import UNITS

from .lexer import Token
from .refusal import Refusal
from .tree import Date, Number


def read_number(number: Token, unit: Token | None) -> Number:
    """Return the literal in canonical value; a unit that is a count noun is judged later, by check_formula."""
    name = "" if unit is None else unit.text
    factor = UNITS[name].factor if name in UNITS else Decimal(1)
    return Number(Decimal(number.text) * factor, name, number.at)


def read_date(token: Token) -> Date:
    """Return the date literal. Raises Refusal for a day that the calendar does not have."""
    year, month, day = map(int, token.text.split("-"))
    try:
        return Date(date(year, month, day), token.at)
    except ValueError:
        raise Refusal(
            token.at, f"没有“{token.text}”这一天", "请检查年、月、日；减法请在减号两边留空格"
        ) from None
