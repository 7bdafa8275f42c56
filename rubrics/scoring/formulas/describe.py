"""A formula in pieces for 怎么算的: figures with their address and value, signs, and fractions that a page can draw."""

from dataclasses import dataclass
from typing import assert_never

from rubrics.scoring.states import Known
from rubrics.scoring.units import PURE_UNIT, Unit

from .environment import Environment
from .evaluate import evaluate
from .phrasing import level_of, sign_of, words
from .reserved import NOT
from .scope import Scope
from .tree import Binary, Call, Date, Name, Number, Text, Tree, Truth, Unary


@dataclass(frozen=True, slots=True)
class Term:
    """A figure, an aggregate or a literal. `value` is None without an environment and for literals."""

    text: str
    address: str = ""
    value: Known | None = None
    unit: Unit = PURE_UNIT


@dataclass(frozen=True, slots=True)
class Sign:
    """An operator, a bracket, or the name of a function with its opening bracket."""

    text: str


@dataclass(frozen=True, slots=True)
class Fraction:
    """What is drawn above and below the line."""

    numerator: "tuple[Piece, ...]"
    denominator: "tuple[Piece, ...]"


type Piece = Term | Sign | Fraction


def describe(tree: Tree, scope: Scope, environment: Environment | None = None) -> tuple[Piece, ...]:
    """Return the pieces of a checked tree in reading order; with an environment, terms carry their values."""
    match tree:
        case Name():
            return (_figure(tree, scope, environment),)
        case Number() | Text() | Date() | Truth():
            return (Term(words(tree)),)
        case Unary():
            sign = Sign("非" if tree.operator == NOT else "－")
            return sign, *_bracketed(tree.operand, level_of(tree), scope, environment)
        case Binary() if tree.operator == "/":
            numerator, denominator = (
                describe(tree.left, scope, environment),
                describe(tree.right, scope, environment),
            )
            return (Fraction(numerator, denominator),)
        case Binary():
            level = level_of(tree)
            left = _bracketed(tree.left, level, scope, environment)
            return *left, Sign(sign_of(tree)), *_bracketed(tree.right, level + 1, scope, environment)
        case Call():
            return _call(tree, scope, environment)
        case _:
            assert_never(tree)


def in_words(pieces: tuple[Piece, ...]) -> str:
    """Return the pieces as one line: 编外人数 ÷ （在编人数 ＋ 编外人数）."""
    shown = []
    for piece in pieces:
        match piece:
            case Term() | Sign():
                shown.append(piece.text)
            case Fraction():
                shown.append(f"{_side(piece.numerator)} ÷ {_side(piece.denominator)}")
    return _joined(shown)


def _joined(texts: list[str]) -> str:
    line = " ".join(texts)
    for tight, loose in (("（", "（ "), ("）", " ）"), ("，", " ， ")):
        line = line.replace(loose, tight)
    return line


def _side(pieces: tuple[Piece, ...]) -> str:
    line = in_words(pieces)
    return line if len(pieces) == 1 and not isinstance(pieces[0], Fraction) else f"（{line}）"


def _figure(name: Name, scope: Scope, environment: Environment | None) -> Term:
    resolved = scope.resolve(name)
    value = evaluate(name, environment) if environment is not None else None
    if resolved is None:
        return Term(name.dotted, name.address, value)
    return Term(resolved.title or name.dotted, resolved.address, value, resolved.unit)


def _bracketed(tree: Tree, level: int, scope: Scope, environment: Environment | None) -> tuple[Piece, ...]:
    pieces = describe(tree, scope, environment)
    is_fraction = isinstance(tree, Binary) and tree.operator == "/"
    return pieces if is_fraction or level_of(tree) >= level else (Sign("（"), *pieces, Sign("）"))


def _call(call: Call, scope: Scope, environment: Environment | None) -> tuple[Piece, ...]:
    if call.source is not None:
        return (_aggregate(call, call.source, scope, environment),)
    pieces: list[Piece] = [Sign(f"{call.function}（")]
    for index, argument in enumerate(call.arguments):
        pieces += [Sign("，")] if index else []
        pieces += describe(argument, scope, environment)
    return *pieces, Sign("）")


def _aggregate(call: Call, first: Name, scope: Scope, environment: Environment | None) -> Term:
    """Rows are not written out: 合计（项目.支出） is one term with its value."""
    resolved = scope.resolve(first)
    counted = resolved is None or call.function in ("数量", "任一", "每个", "已填", "无此事项")
    unit = PURE_UNIT if resolved is None or counted else resolved.unit
    value = evaluate(call, environment) if environment is not None else None
    return Term(words(call), f"table:{first.parts[0]}", value, unit)
