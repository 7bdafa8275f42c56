"""A third reading of formulas, by Fractions, that shares no code with ours: the exact value, or which absence."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

MISSING, INAPPLICABLE, UNDEFINED = "未填", "不适用", "不能计算"
_STRENGTH = (UNDEFINED, MISSING, INAPPLICABLE)
type Outcome = Fraction | bool | str
type Expression = "Leaf | Operation"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A figure, or a literal with its text."""

    text: str
    literal: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator or function over expressions."""

    sign: str
    parts: tuple[Expression, ...]


def text_of(expression: Expression) -> str:
    """The formula, with every operation in brackets."""
    if isinstance(expression, Leaf):
        return expression.text
    parts = [text_of(part) for part in expression.parts]
    if expression.sign in ("非", "-") and len(parts) == 1:
        return f"({expression.sign} {parts[0]})"
    if len(expression.sign) > 1:
        return f"{expression.sign}({', '.join(parts)})"
    return f"({parts[0]} {expression.sign} {parts[1]})"


def outcome(expression: Expression, figures: Mapping[str, Outcome]) -> Outcome:
    """The exact value, or the name of the absence."""
    if isinstance(expression, Leaf):
        return figures[expression.text] if expression.literal is None else expression.literal
    parts = [outcome(part, figures) for part in expression.parts]
    if expression.sign in ("且", "或"):
        decides = expression.sign == "或"
        if any(part is decides for part in parts):
            return decides
        return _absence(parts) or not decides
    if expression.sign == "如果":
        return parts[0] if isinstance(parts[0], str) else parts[1 if parts[0] else 2]
    if expression.sign in ("最小", "最大", "平均", "合计"):
        return _aggregate(expression.sign, parts)
    return _absence(parts) or _computed(expression.sign, parts)


def _absence(parts: list[Outcome]) -> str:
    return next((name for name in _STRENGTH if name in [part for part in parts if isinstance(part, str)]), "")


def _aggregate(sign: str, parts: list[Outcome]) -> Outcome:
    present = [Fraction(part) for part in parts if not isinstance(part, str)]
    absence = _absence(parts)
    if absence and (absence != INAPPLICABLE or not present or sign in ("最小", "最大")):
        return absence
    total = sum(present, Fraction(0))
    return {"最小": min(present), "最大": max(present), "合计": total, "平均": total / len(present)}[sign]


def _computed(sign: str, parts: list[Outcome]) -> Outcome:
    if sign == "非":
        return not parts[0]
    left, right = Fraction(parts[0]), Fraction(parts[-1])
    if sign == "/" and right == 0:
        return INAPPLICABLE if left == 0 else UNDEFINED
    if sign == "-" and len(parts) == 1:
        return -left
    operations = {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "/": lambda: left / right,
        "绝对值": lambda: abs(left),
        "<": lambda: left < right,
        "≤": lambda: left <= right,
        "=": lambda: left == right,
        "≠": lambda: left != right,
        "≥": lambda: left >= right,
        ">": lambda: left > right,
    }
    return operations[sign]()


def rounded(value: Fraction, places: int) -> Decimal:
    """Half away from zero, in whole numbers only."""
    scaled = abs(value) * 10**places
    units = floor(scaled + Fraction(1, 2))
    return Decimal(units if value >= 0 else -units).scaleb(-places)
