"""Comparisons with a tolerance: each rounded figure may be off by a little, so equal means nearly equal."""

from dataclasses import replace
from decimal import Decimal

from rubrics.scoring.formulas import Formula
from rubrics.scoring.formulas.tree import Binary, Call, Number, Tree, Unary

COMPARING = "<≤=≠≥>"


def tolerant(formula: Formula, tolerance: Decimal) -> Formula:
    """Return the condition with `tolerance` (canonical) allowed in every comparison of numbers."""
    return replace(formula, tree=_tolerant(formula.tree, tolerance)) if tolerance else formula


def _tolerant(tree: Tree, tolerance: Decimal) -> Tree:
    match tree:
        case Binary() if tree.operator in COMPARING:
            return _comparison(tree, Number(tolerance, "", tree.at))
        case Binary():
            return replace(tree, left=_tolerant(tree.left, tolerance), right=_tolerant(tree.right, tolerance))
        case Unary():
            return replace(tree, operand=_tolerant(tree.operand, tolerance))
        case _:
            return tree


def _comparison(tree: Binary, tolerance: Number) -> Tree:
    """L = r becomes |l − r| ≤ t, l ≤ r becomes l − r ≤ t, l < r becomes l − r < t."""
    forward = Binary("-", tree.left, tree.right, tree.at)
    if tree.operator in "=≠":
        apart = Call("绝对值", (forward,), tree.at)
        return Binary("≤" if tree.operator == "=" else ">", apart, tolerance, tree.at)
    if tree.operator in "<≤":
        return Binary(tree.operator, forward, tolerance, tree.at)
    backward = Binary("-", tree.right, tree.left, tree.at)
    return Binary("<" if tree.operator == ">" else "≤", backward, tolerance, tree.at)


def comparisons(tree: Tree) -> tuple[Binary, ...]:
    """Return the comparisons in the condition."""
    match tree:
        case Binary() if tree.operator in COMPARING:
            return (tree,)
        case Binary():
            return comparisons(tree.left) + comparisons(tree.right)
        case Unary():
            return comparisons(tree.operand)
        case _:
            return ()
