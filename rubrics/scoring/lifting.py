"""Aggregates inside ratios are computed once under a name of their own, so that the explanation can show 14 of 14."""

from dataclasses import replace

from .address import table
from .formulas import Formula, Name, NameKind, words
from .formulas.tree import Binary, Call, Tree, Unary

type Lifted = dict[str, Formula]
_AGGREGATES = frozenset(("合计", "数量", "平均", "最小", "最大"))


def lift(formula: Formula, lifted: Lifted) -> Formula:
    """Return the formula with every aggregate over a table replaced by a name; `lifted` gets name -> aggregate.

    A formula that is nothing but an aggregate stays as it is: it is shown itself.
    """
    if isinstance(formula.tree, Call):
        return formula
    return replace(formula, tree=_lift(formula.tree, lifted))


def _lift(tree: Tree, lifted: Lifted) -> Tree:
    match tree:
        case Binary():
            return replace(tree, left=_lift(tree.left, lifted), right=_lift(tree.right, lifted))
        case Unary():
            return replace(tree, operand=_lift(tree.operand, lifted))
        case Call() if tree.source is not None:
            if tree.function not in _AGGREGATES:
                return tree
            name = words(tree)
            lifted[name] = Formula(name, tree)
            return Name((name,), None, tree.at, NameKind.FIGURE, table(tree.source.parts[0]))
        case Call() if tree.function not in ("已填", "无此事项"):
            return replace(tree, arguments=tuple(_lift(one, lifted) for one in tree.arguments))
        case _:
            return tree
