"""How a value is shown: thousands separators, decimals half up, percent with its sign."""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from rubrics.scoring.states import Known, Missing, NotApplicable, Prose, Undefined
from rubrics.scoring.units import MONEY, SCORE, UNITS, Unit

EXACT = Context(prec=120, rounding=ROUND_HALF_UP, Emax=999_999, Emin=-999_999)
YEAR_UNIT = UNITS["年"]
"""A year is never grouped: 2020, not 2,020."""
_ABSENT = {Missing: "未填", NotApplicable: "无此事项", Undefined: "无法计算"}


def show(value: Known, unit: Unit, places: int) -> str:
    """Return a canonical value as printed, without the name of its unit except % and ‰.

    Money, percent and points keep all their `places`; counts and pure numbers drop trailing zeros.
    """
    if isinstance(value, Missing | NotApplicable | Undefined):
        return _ABSENT[type(value)]
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return _number(value, unit, places)
    if isinstance(value, date):
        return value.isoformat()
    return value.plain if isinstance(value, Prose) else value


def show_with_unit(value: Known, unit: Unit, places: int) -> str:
    """Return `show` followed by the unit's name: 9,397.62 万元, 60 人, 97.35%."""
    text = show(value, unit, places)
    if not isinstance(value, Decimal) or unit.name in ("", "%", "‰", YEAR_UNIT.name):
        return text
    return f"{text} {unit.name}"


def rounded(value: Decimal, places: int) -> Decimal:
    """Return `value` half up at `places`, whatever its size."""
    return EXACT.quantize(value, Decimal(1).scaleb(-places))


def in_unit(value: Decimal, unit: Unit) -> Decimal:
    """Return a canonical value as the number written before `unit`, exact to 120 digits."""
    return EXACT.divide(value, unit.factor)


def _number(value: Decimal, unit: Unit, places: int) -> str:
    number = rounded(in_unit(value, unit), places)
    number = abs(number) if number == 0 else number
    if unit.name == YEAR_UNIT.name:
        return f"{number:f}"
    text = f"{number:,f}"
    keeps = unit.dimension in (MONEY, SCORE) or unit.name in ("%", "‰")
    if not keeps and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text + unit.name if unit.name in ("%", "‰") else text
