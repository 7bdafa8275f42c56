"""Amounts, counts, numbers and percentages: digits with an optional unit behind, never scaled."""

from decimal import Decimal

from rubrics.scoring.characters import half_width
from rubrics.scoring.types import Field, FieldType
from rubrics.scoring.units import MONEY, UNITS, Unit

from . import digits
from .outcome import Outcome, Parsed, Refusal
from .shown import EXACT, in_unit, show, show_with_unit

_MONEY_WORDS = {
    "元": 1, "千元": 1_000, "万元": 10_000, "万": 10_000, "百万元": 1_000_000, "百万": 1_000_000,
    "千万元": 10_000_000, "千万": 10_000_000, "亿元": 100_000_000, "亿": 100_000_000,
}  # fmt: skip
_PERCENT, _PER_MILLE = UNITS["%"], UNITS["‰"]


def parse_number(field: Field, unit: Unit, text: str) -> Outcome:
    """Read a number in `unit`: an amount, a count or a plain number, with or without the unit behind it."""
    parts = digits.split(text)
    if isinstance(parts, Refusal):
        return parts
    head, suffix = parts
    number = digits.read(head, places_of(field))
    if suffix:
        refusal = _suffix_refused(suffix, head, unit)
        if refusal:
            return refusal
    if isinstance(number, Refusal):
        return number
    return _within(field, unit, number, text, understood=bool(suffix))


def parse_percent(field: Field, _unit: Unit, text: str) -> Outcome:
    """Read a percentage, `97.35%` or `97.35`; both mean 97.35%."""
    outcome = parse_number(field, _PERCENT, text)
    if (
        isinstance(outcome, Parsed)
        and isinstance(outcome.value, Decimal)
        and not text.strip().endswith(("%", "％"))
    ):
        number = in_unit(outcome.value, _PERCENT)
        if 0 < number < 1:
            more = digits.plain(number * 100)
            hint = f"按 {outcome.shown} 读取；如果要填 {more}%，请写成 {more}"
            return Parsed(outcome.value, outcome.text, outcome.shown, hint)
    return outcome


def places_of(field: Field) -> int:
    """Return how many decimals a field takes: a count takes none."""
    return 0 if field.type is FieldType.COUNT else field.places


def _suffix_refused(suffix: str, head: str, unit: Unit) -> Refusal | None:
    """Return why `suffix` may not stand behind a number of this unit; None when it is the unit itself."""
    if suffix == unit.name or (unit.dimension == MONEY and _MONEY_WORDS.get(suffix) == unit.factor):
        return None
    number = digits.read(head, places=30)
    if isinstance(number, Refusal):
        return number
    if unit.dimension == MONEY and suffix in _MONEY_WORDS:
        return _converted(f"的单位是{suffix}，这里的单位是{unit.name}", number * _MONEY_WORDS[suffix], unit)
    if unit.name == "%" and suffix == "‰":
        return _converted("的单位是‰，这里的单位是%", EXACT.multiply(number, _PER_MILLE.factor), unit)
    wanted = f"这里的单位是{unit.name}" if unit.name else "这里不写单位"
    if suffix in _MONEY_WORDS or suffix in ("%", "‰", "天", "人", "个"):
        return Refusal(
            f"的单位是{suffix}，{wanted}", f"请填以{unit.name}为单位的数" if unit.name else "请只填数字"
        )
    return Refusal("数字后面还有别的字", f"{wanted}，请填 {head}")


def _converted(why: str, canonical: Decimal, unit: Unit) -> Refusal:
    return Refusal(why, f"系统不自动换算；换算后是 {digits.plain(in_unit(canonical, unit))}，请核对后填写")


def _within(field: Field, unit: Unit, number: Decimal, text: str, *, understood: bool) -> Outcome:
    """Return the value if it is within the field's limits, with a notice where more than digits was read."""
    value = EXACT.multiply(number, unit.factor)
    if field.minimum is not None and value < field.minimum:
        return Refusal(*_too_small(field, unit))
    if field.maximum is not None and value > field.maximum:
        limit = show_with_unit(field.maximum, unit, places_of(field))
        return Refusal(f"大于上限 {limit}", f"最多填 {limit}，请核对数字和单位")
    normal = digits.plain(number)
    shown = show(value, unit, places_of(field))
    said = f"按 {show_with_unit(value, unit, places_of(field))} 读取"
    plain_to_see = not understood and _as_typed(text, normal)
    return Parsed(value, normal, shown, "" if plain_to_see else said)


def _as_typed(text: str, normal: str) -> bool:
    """Tell whether `text` is the normal form but for spaces, separators and zeros behind the point."""
    if not text.isascii():
        return False
    bare = half_width(text).replace(",", "")
    return (bare.rstrip("0").rstrip(".") if "." in bare else bare) == normal


def _too_small(field: Field, unit: Unit) -> tuple[str, str]:
    if field.minimum == 0:
        return "是负数", "这里不能填负数，请填 0 或正数"
    limit = show_with_unit(field.minimum or Decimal(0), unit, places_of(field))
    return f"小于下限 {limit}", f"至少填 {limit}，请核对数字和单位"
