"""What a department types as target and result of its own indicator: ≥266, 98%, 2021年12月. No word is a number."""

import calendar
import re
from datetime import date
from decimal import Decimal

from rubrics.scoring.characters import half_width
from rubrics.scoring.states import Known, Undefined
from rubrics.scoring.values.digits import read, split
from rubrics.scoring.values.outcome import Refusal

MOST_DECIMALS = 6
_SIGN = re.compile(r"\s*(≥|≤|>=|<=|=)\s*")
_READ_AS = {">=": "≥", "<=": "≤"}
_DAY = re.compile(
    r"([0-9]{4})(?:年([0-9]{1,2})月(?:([0-9]{1,2})日)?(?:底|末)?|-([0-9]{1,2})(?:-([0-9]{1,2}))?|年(?:底|末))"
)


def sign_of(text: str) -> str:
    """Return a sign in its one form: ＝ is =, >= is ≥."""
    folded = half_width(text)
    return _READ_AS.get(folded, folded)


def split_sign(text: str) -> tuple[str, str]:
    """Return the sign that a target begins with ('' for none) and the rest: ≥266 is (≥, 266)."""
    folded = half_width(text)
    match = _SIGN.match(folded)
    return (_READ_AS.get(match.group(1), match.group(1)), folded[match.end() :]) if match else ("", folded)


def own_value(value: Known, unit: str, address: str) -> Known:
    """Return a number or day for what was typed, an absence as it is, Undefined for anything else.

    The number is as typed before `unit`: target and result stand in the same unit, so nothing is converted.
    """
    if not isinstance(value, str):
        return value
    day = _day(half_width(value))
    if day is not None:
        return day
    number = own_number(value, unit)
    return number if isinstance(number, Decimal) else Undefined(f"“{value[:20]}”{number}", (address,))


def own_number(text: str, unit: str) -> Decimal | str:
    """Return the number that `text` writes, with or without the unit behind it; else why it is none."""
    parts = split(text)
    if isinstance(parts, Refusal):
        return parts.why
    head, behind = parts
    if behind not in ("", unit):
        return f"的单位是{behind}，这一行的单位是{unit}" if unit else f"后面多了“{behind}”"
    number = read(head, MOST_DECIMALS)
    return number.why if isinstance(number, Refusal) else number


def _day(text: str) -> date | None:
    """Return the day; a month is its last day, a year (2021年底) 31 December."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    year, month = int(match.group(1)), int(match.group(2) or match.group(4) or 12)
    if not 1900 <= year <= 2199 or not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(match.group(3) or match.group(5) or last)
    return date(year, month, day) if 1 <= day <= last else None
