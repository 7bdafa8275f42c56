"""A quotient written as a fraction: figures with links above and below, the two numbers, the result."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from rubrics.scoring.formulas import Formula, compile_formula, exact
from rubrics.scoring.formulas.tree import Binary, Name, NameKind, Tree
from rubrics.scoring.states import Known
from rubrics.scoring.units import UNITS, Unit
from rubrics.scoring.values import in_unit, show, show_with_unit

from .anchors import place_url
from .content import Content

SIGNS = {"+": " + ", "-": " \N{MINUS SIGN} ", "*": " × "}
DIGITS = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Token:
    """A figure with its value and the way to it, or (value '') an operator."""

    text: str
    value: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fraction:
    """`numbers` is 24 ÷ 84 = 0.285714…; `note` says how the result was rounded, '' where it is exact."""

    title: str
    above: tuple[Token, ...]
    below: tuple[Token, ...]
    numbers: str
    result: str
    note: str


def fraction_of(content: Content, ratio_id: str) -> Fraction | None:
    """Return a ratio as a fraction; None for one that is no quotient of plain figures, or has no value yet."""
    ratio = content.index.ratios[ratio_id]
    tree, value = ratio.formula.tree, content.sheet.figures[ratio_id].value
    if not isinstance(tree, Binary) or tree.operator != "/" or not isinstance(value, Decimal):
        return None
    above, below = _tokens(content, tree.left), _tokens(content, tree.right)
    if above is None or below is None:
        return None
    result = show(value, ratio.unit, ratio.places)
    return Fraction(
        ratio.title,
        above,
        below,
        _numbers(content, tree, value),
        result,
        _rounding(value, ratio.unit, ratio.places),
    )


def _tokens(content: Content, tree: Tree) -> tuple[Token, ...] | None:
    found = list(_walk(content, tree))
    return None if any(one is None for one in found) else tuple(one for one in found if one is not None)


def _walk(content: Content, tree: Tree) -> Iterator[Token | None]:
    match tree:
        case Name() if tree.kind is NameKind.FIGURE:
            named = content.index.named(tree.dotted)
            value = content.scored.environment.values.get(tree.dotted)
            said = show_with_unit(value, named.unit, named.places) if value is not None else ""
            yield Token(named.title, said, place_url(content, named.address) if named.address else "")
        case Binary() if tree.operator in SIGNS:
            yield from _walk(content, tree.left)
            yield Token(SIGNS[tree.operator])
            yield from _walk(content, tree.right)
        case _:
            yield None


def _numbers(content: Content, tree: Binary, value: Decimal) -> str:
    """Return both numbers and the quotient: 24 ÷ 84 = 0.285714…"""
    above, below = _value(content, tree.left), _value(content, tree.right)
    unit = _first_unit(content, tree.left)
    if not isinstance(above, Decimal) or not isinstance(below, Decimal):
        return ""
    cut = value.quantize(DIGITS, ROUND_DOWN)
    more = "…" if cut != value else ""
    return f"{_plain(in_unit(above, unit))} ÷ {_plain(in_unit(below, unit))} = {_plain(cut)}{more}"


def _value(content: Content, tree: Tree) -> Known:
    with exact():
        return compile_formula(Formula("", tree))(content.scored.environment)


def _first_unit(content: Content, tree: Tree) -> Unit:
    while isinstance(tree, Binary):
        tree = tree.left
    return content.index.named(tree.dotted).unit if isinstance(tree, Name) else UNITS["%"]


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounding(value: Decimal, unit: Unit, places: int) -> str:
    exact_value = in_unit(value, unit)
    if exact_value == exact_value.quantize(Decimal(1).scaleb(-places)):
        return ""
    kind = "百分数" if unit.name == "%" else "结果"
    return f"（{kind}保留 {places} 位小数，四舍五入）"
