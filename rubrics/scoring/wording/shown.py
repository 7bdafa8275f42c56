"""Values inside sentences: with their unit, points without trailing zeros, absences in words."""

from datetime import date
from decimal import Decimal

from rubrics.scoring.states import Prose
from rubrics.scoring.units import SCORE, UNITS, Unit, unit_of
from rubrics.scoring.values import rounded, show, show_with_unit

MOST_PLACES = 6
ABSENCES = {"missing": "（未填）", "not_applicable": "（无此事项）", "undefined": "（无法计算）"}
_LONGEST_PROSE = 60


def unit_named(name: str) -> Unit:
    """Return the unit called `name`; any other word is a count noun."""
    return unit_of(name, tuple(part for part in name.split("/") if part not in UNITS)) or Unit(name, name)


def value_words(value: object, unit: str, places: int) -> str:
    """Return a canonical value in words: 9,397.62 万元, 28.57%, 60 人, 0 分, 是, 2020-02-12; None is （未填）."""
    match value:
        case None:
            return ABSENCES["missing"]
        case Decimal():
            if unit_named(unit).dimension == SCORE:
                return f"{points(value)} 分"
            return show_with_unit(value, unit_named(unit), places)
        case bool() | date():
            return show(value, unit_named(""), 0)
        case Prose():
            return short(value.plain)
    return str(value)


def short(text: str) -> str:
    """Return the beginning of a long text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_PROSE else line[:_LONGEST_PROSE] + "…"


def points(value: object) -> str:
    """Return points as short as they are: 5, 1.82, 5.859954; more than six decimals are cut at six."""
    if not isinstance(value, Decimal):
        return "—"
    text = f"{rounded(value, MOST_PLACES):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def is_cut(value: object) -> bool:
    """Say whether `points` shows less than there is."""
    return isinstance(value, Decimal) and rounded(value, MOST_PLACES) != value


def percent(value: object, places: int = 2) -> str:
    """Return a share as a percentage: 90.81%."""
    return show(value, UNITS["%"], places) if isinstance(value, Decimal) else "—"


def trimmed(text: str) -> str:
    """Return 5.0000% as 5%."""
    head, point, rest = text.partition(".")
    if not point:
        return text
    digits = "".join(sign for sign in rest if sign.isdigit())
    behind = rest[len(digits) :]
    digits = digits.rstrip("0")
    return f"{head}.{digits}{behind}" if digits else head + behind
