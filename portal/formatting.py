"""How numbers and ordinals are written on screen and paper: the one place. Rounding is half up, on exact fractions."""

import re
from decimal import Decimal
from fractions import Fraction

DASH = "—"
MINUS = "\N{MINUS SIGN}"
HAN_DIGITS = "〇一二三四五六七八九"
BYTES_STEP = 1024

_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")


def exact(value: object) -> Fraction | None:
    """The number that a value or its text stands for; None where it is no number (nothing is guessed)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Decimal):
        return Fraction(value) if value.is_finite() else None
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    text = str(value).replace(",", "").strip()
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def digits(number: Fraction, places: int) -> str:
    """`number` with exactly `places` decimals and thousands separators; -0.00 is written 0.00."""
    scaled = abs(number) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    units, rest = divmod(whole, 10**places)
    sign = "-" if number < 0 and whole else ""
    return f"{sign}{units:,}" + (f".{rest:0{places}d}" if places else "")


def fixed(value: object, places: int) -> str:
    """A number with a fixed count of decimals; — for nothing, and any other text as it stands."""
    if value is None or value == "":
        return DASH
    number = exact(value)
    return str(value) if number is None else digits(number, places)


def amount(value: object, places: int = 2) -> str:
    """Money: 4,472.93."""
    return fixed(value, places)


def whole(value: object) -> str:
    """A count: 28,503."""
    return fixed(value, 0)


def plain(value: object) -> str:
    """A number for a box or an export, without separators; text that is no number stays as it was typed."""
    if value is None:
        return ""
    if exact(value) is None:
        return str(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value).replace(",", "").strip()


def percent(ratio: object, places: int = 2) -> str:
    """A ratio of one, such as 2/7, as 28.57%."""
    number = None if ratio is None or ratio == "" else exact(ratio)
    return DASH if number is None else f"{digits(number * 100, places)}%"


def percent_number(value: object, places: int = 2) -> str:
    """A number that is in percent already: 28.57 as 28.57%."""
    number = None if value is None or value == "" else exact(value)
    return DASH if number is None else f"{digits(number, places)}%"


def points(value: object) -> str:
    """A score, always with two decimals: 5.00."""
    return fixed(value, 2)


def points_short(value: object) -> str:
    """A score or its maximum without needless zeros: 5, 1.82, 0."""
    text = fixed(value, 2)
    return text if exact(value) is None else text.rstrip("0").rstrip(".")


def signed(value: object) -> str:
    """A difference with its sign: +0.50, −1.50, 0."""
    text = points(value)
    number = exact(text)
    if number is None:
        return text
    if not number:
        return "0"
    return text.replace("-", MINUS) if number < 0 else f"+{text}"


def share(part: object, total: object) -> int:
    """`part` of `total` in whole percent, from 0 to 100; 0 where either is no number or the total is 0."""
    above, below = exact(part), exact(total)
    if above is None or not below:
        return 0
    return max(0, min(100, int(digits(above / below * 100, 0).replace(",", ""))))


def circled(value: object) -> str:
    """1 to 50 as ① to ㊿; any other number in brackets."""
    number = int(str(value))
    for first, start, last in ((1, 0x2460, 20), (21, 0x3251, 35), (36, 0x32B1, 50)):
        if first <= number <= last:
            return chr(start + number - first)
    return f"（{number}）"


def han(value: object) -> str:
    """1 to 99 in Chinese numerals: 一, 十, 二十一; any other number as it stands."""
    number = int(str(value))
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, f"{HAN_DIGITS[tens]}十")
    return head + (HAN_DIGITS[ones] if ones else "")


def filesize(value: object) -> str:
    """Bytes as B, KB or MB: 812 B, 36.4 KB, 1.2 MB."""
    number = exact(value)
    if number is None:
        return DASH
    for unit, step in (("MB", BYTES_STEP**2), ("KB", BYTES_STEP)):
        if number >= step:
            return f"{digits(number / step, 1)} {unit}"
    return f"{digits(number, 0)} B"
