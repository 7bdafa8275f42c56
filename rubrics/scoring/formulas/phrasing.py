"""A tree in words: one line as a person would write it, and the addresses that it names."""

from collections.abc import Iterator

from rubrics.scoring.units import UNITS

from .reserved import NO, NOT, YES
from .tree import Binary, Call, Date, Name, Number, Text, Tree, Truth, Unary

SIGNS = {"+": "＋", "-": "－", "*": "×", "/": "÷"}
LEVELS = {"或": 1, "且": 2, NOT: 3} | dict.fromkeys("<≤=≠≥>", 4) | {"+": 5, "-": 5, "*": 6, "/": 6}
TIGHTEST = 9


def words(tree: Tree) -> str:  # noqa: PLR0911  (one per kind of node)
    """Return the formula as one line: 编外人数 ÷ （在编人数 ＋ 编外人数）."""
    match tree:
        case Number():
            return number_words(tree)
        case Text():
            return f"“{tree.value}”"
        case Date():
            return f"{tree.value.year}年{tree.value.month}月{tree.value.day}日"
        case Truth():
            return YES if tree.value else NO
        case Name():
            return tree.dotted
        case Unary():
            return f"{'非 ' if tree.operator == NOT else '－'}{_within(tree.operand, level_of(tree))}"
        case Binary():
            level = level_of(tree)
            return f"{_within(tree.left, level)} {sign_of(tree)} {_within(tree.right, level + 1)}"
        case Call():
            return f"{tree.function}（{'，'.join(map(words, tree.arguments))}）"


def _within(tree: Tree, level: int) -> str:
    return words(tree) if level_of(tree) >= level else f"（{words(tree)}）"


def level_of(tree: Tree) -> int:
    """Return how tightly the outermost operator binds; what binds less than its surroundings needs brackets."""
    match tree:
        case Binary():
            return LEVELS[tree.operator]
        case Unary():
            return LEVELS[NOT] if tree.operator == NOT else 7
        case _:
            return TIGHTEST


def sign_of(tree: Binary) -> str:
    """Return the operator as printed."""
    return SIGNS.get(tree.operator, tree.operator)


def number_words(number: Number) -> str:
    """Return the literal as it was written: 5%, 0.01 万元, 20 天."""
    factor = UNITS[number.unit].factor if number.unit in UNITS else 1
    written = format((number.value / factor).normalize(), "f")
    return written + (number.unit if number.unit in ("", "%", "‰") else f" {number.unit}")


def names_in(tree: Tree) -> Iterator[Name]:
    """Yield every name of the tree in the order of the text."""
    match tree:
        case Name():
            yield tree
        case Unary():
            yield from names_in(tree.operand)
        case Binary():
            yield from names_in(tree.left)
            yield from names_in(tree.right)
        case Call():
            for argument in tree.arguments:
                yield from names_in(argument)


def addresses_of(tree: Tree) -> tuple[str, ...]:
    """Return the addresses of all names in the tree, each once."""
    return tuple(dict.fromkeys(name.address for name in names_in(tree) if name.address))
