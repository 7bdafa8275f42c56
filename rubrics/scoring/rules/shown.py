"""Decimals enough that what is shown and what was decided agree: 89.996% is below 90%, 90.00% is not."""

from decimal import ROUND_HALF_UP, Decimal

from rubrics.scoring.formulas.tree import Binary, Call, Name, Number, Tree, Unary
from rubrics.scoring.units import Unit

MOST_PLACES = 12


def exponent(unit: Unit, places: int) -> Decimal:
    """Return the quantum of a canonical value that shows `places` decimals in `unit`: 0.0001 for 2 places of %."""
    return unit.factor.scaleb(-places)


def places_apart(value: Decimal, edges: tuple[Decimal, ...], unit: Unit, places: int) -> int:
    """Return how many decimals (at least `places`) keep the value, rounded half up, on its side of each edge."""
    for more in range(places, MOST_PLACES):
        shown = value.quantize(exponent(unit, more), ROUND_HALF_UP)
        if shown == value or all(_same_side(value, shown, edge) for edge in edges):
            return more
    return MOST_PLACES


def _same_side(value: Decimal, shown: Decimal, edge: Decimal) -> bool:
    return (value > edge) == (shown > edge) and (value < edge) == (shown < edge)


def literal_edges(tree: Tree, name: str) -> tuple[Decimal, ...]:
    """Return the literals that the figure `name` is compared with, directly, somewhere in the formula."""
    match tree:
        case Binary(operator, Name() as left, Number() as right) if (
            operator in "<≤=≠≥>" and left.dotted == name
        ):
            return (right.value,)
        case Binary(operator, Number() as left, Name() as right) if (
            operator in "<≤=≠≥>" and right.dotted == name
        ):
            return (left.value,)
        case Binary():
            return literal_edges(tree.left, name) + literal_edges(tree.right, name)
        case Unary():
            return literal_edges(tree.operand, name)
        case Call():
            return tuple(edge for one in tree.arguments for edge in literal_edges(one, name))
        case _:
            return ()
