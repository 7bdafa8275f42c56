"""Numbers of cells as people see them: exact as long as a spreadsheet can be, dates and percentages by their format."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal
from enum import StrEnum

MOST_DIGITS = 15
"""So many digits a spreadsheet keeps of a number; what comes after them is noise or lost."""
PLAIN_DIGITS = 12
"""A number that is this short once the noise is gone was meant so: 2566250.0000000005."""
_NUMBER = re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:[eE][+-]?[0-9]{1,3})?")
_MOST_EXPONENT = 30
_FIFTEEN = Context(prec=MOST_DIGITS)
FIRST_DAY = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
"""Day 0 by the workbook's date system (1904 or not)."""
LEAP_DAY = 60
"""Excel counts a 29 February 1900 that never was: earlier days are one off."""
LAST_DAY = 2_958_465
TOO_LONG = (f"数字超过 {MOST_DIGITS} 位，表格软件存不准", "请把单元格格式设为“文本”后重新填写")
NO_NUMBER = ("不是一个能用的数", "请重新填写")
NO_DAY = ("不是一个能用的日期", "请写成 2020-12-31 这样的日期")


class Format(StrEnum):
    """What the format of a cell makes of a number."""

    PLAIN = "plain"
    DATE = "date"
    PERCENT = "percent"
    ZEROS = "zeros"
    """Filled up with zeros to a width: 000123."""


@dataclass(frozen=True, slots=True)
class Style:
    kind: Format = Format.PLAIN
    width: int = 0


PLAIN = Style()
type Read = tuple[str, tuple[str, str] | None]
"""The text of a number, or '' with what is wrong and what to do."""


def read_number(text: str, style: Style, *, from_1904: bool) -> Read:
    """Return what a stored number shows."""
    if not _NUMBER.fullmatch(text):
        return "", NO_NUMBER
    value = Decimal(text)
    if value and abs(value.adjusted()) > _MOST_EXPONENT:
        return "", NO_NUMBER
    if style.kind is Format.DATE:
        return _day(value, from_1904=from_1904)
    exact = _without_noise(value)
    if exact is None:
        return "", TOO_LONG
    if style.kind is Format.PERCENT:
        return f"{plain(exact * 100)}%", None
    shown = plain(exact)
    return (shown.rjust(style.width, "0") if style.kind is Format.ZEROS and shown.isdigit() else shown), None


def plain(value: Decimal) -> str:
    """Return a number without exponent and without zeros behind the point."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _without_noise(value: Decimal) -> Decimal | None:
    """Return the number, rid of binary noise; None when it has more digits than a spreadsheet keeps."""
    if _length(value) <= MOST_DIGITS:
        return value
    short = _FIFTEEN.plus(value)
    return short if _length(short) <= PLAIN_DIGITS else None


def _length(value: Decimal) -> int:
    digits = value.as_tuple().digits
    return len("".join(map(str, digits)).rstrip("0")) if value else 1


def _day(value: Decimal, *, from_1904: bool) -> Read:
    number = int(value)
    if not 0 < number <= LAST_DAY:
        return "", NO_DAY
    early = not from_1904 and number < LEAP_DAY
    try:
        return (FIRST_DAY[from_1904] + timedelta(days=number + early)).isoformat(), None
    except OverflowError:
        return "", NO_DAY
