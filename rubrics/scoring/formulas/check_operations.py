"""Dimension rules of the operators."""

from rubrics.scoring.units import DAYS

from . import dimensions as dim
from .advice import misfit
from .checking import Checked, Checking
from .reserved import NOT
from .scope import Scope
from .tree import Binary, Name, Number, Text, Tree, Unary

_COMPARISONS = frozenset("<≤=≠≥>")
_EQUALITY = frozenset("=≠")


def check_unary(checking: Checking, tree: Unary, scope: Scope) -> Checked:
    """非 takes a condition, - a number."""
    if tree.operator == NOT:
        return Checked(Unary(NOT, checking.condition(tree.operand, scope), tree.at), dim.TRUTH)
    operand = number_of(checking, tree.operand, scope)
    return Checked(Unary(tree.operator, operand.tree, tree.at), operand.dimension)


def check_binary(checking: Checking, tree: Binary, scope: Scope) -> Checked:
    """且 或 take conditions, comparisons and + - what fits, * / numbers of any unit."""
    if tree.operator in "且或":
        sides = checking.condition(tree.left, scope), checking.condition(tree.right, scope)
        return Checked(Binary(tree.operator, *sides, tree.at), dim.TRUTH)
    if tree.operator in _COMPARISONS:
        return _comparison(checking, tree, scope)
    return (
        _addition(checking, tree, scope) if tree.operator in "+-" else _multiplication(checking, tree, scope)
    )


def number_of(checking: Checking, tree: Tree, scope: Scope) -> Checked:
    """Return the checked tree of what must be a number."""
    checked = checking.visit(tree, scope)
    if dim.is_number(checked.dimension):
        return checked
    checking.refuse(tree.at, f"这里要写数，这一项是“{checked.dimension}”", "请写金额、数量或比率")
    return Checked(checked.tree, dim.UNKNOWN)


def _multiplication(checking: Checking, tree: Binary, scope: Scope) -> Checked:
    left, right = number_of(checking, tree.left, scope), number_of(checking, tree.right, scope)
    if tree.operator == "/" and right.dimension == dim.ZERO:
        checking.refuse(tree.at, "除数是 0", "请检查除数")
    combine = dim.product if tree.operator == "*" else dim.quotient
    joined = Binary(tree.operator, left.tree, right.tree, tree.at)
    return Checked(joined, combine(left.dimension, right.dimension))


def _addition(checking: Checking, tree: Binary, scope: Scope) -> Checked:
    left, right = checking.visit(tree.left, scope), checking.visit(tree.right, scope)
    joined = Binary(tree.operator, left.tree, right.tree, tree.at)
    if dim.DATE in (left.dimension, right.dimension):
        return Checked(joined, _with_date(checking, tree, left, right))
    if not (dim.is_number(left.dimension) and dim.is_number(right.dimension)):
        other = left.dimension if not dim.is_number(left.dimension) else right.dimension
        checking.refuse(tree.at, f"“{other}”不能加减", "加减只用于数和日期")
        return Checked(joined, dim.UNKNOWN)
    return Checked(joined, together(checking, tree.at, left, right))


def _with_date(checking: Checking, tree: Binary, left: Checked, right: Checked) -> str:
    if left.dimension == right.dimension == dim.DATE and tree.operator == "-":
        return DAYS
    for side in (left.tree, right.tree):
        if isinstance(side, Number) and side.value % 1:
            checking.refuse(side.at, "日期只能加减整天数", "请写整数的天")
            return dim.DATE
    if left.dimension == dim.DATE and dim.fits(right.dimension, DAYS):
        return dim.DATE
    if tree.operator == "+" and right.dimension == dim.DATE and dim.fits(left.dimension, DAYS):
        return dim.DATE
    number = right if left.dimension == dim.DATE else left
    checking.refuse(number.tree.at, *misfit(number, DAYS, dim.DATE))
    return dim.UNKNOWN


def _comparison(checking: Checking, tree: Binary, scope: Scope) -> Checked:
    left, right = checking.visit(tree.left, scope), checking.visit(tree.right, scope)
    shared = together(checking, tree.at, left, right)
    ordered = shared in (dim.UNKNOWN, dim.DATE) or dim.is_number(shared)
    if tree.operator not in _EQUALITY and not ordered:
        checking.refuse(tree.at, f"“{shared}”不能比大小", "请用 = 或 ≠")
    if shared == dim.PROSE:
        checking.refuse(tree.at, "叙述不能整段比较", '请用 包含(叙述, "文字") 或 匹配(叙述, "式样")')
    _options(checking, left.tree, right.tree, scope)
    _options(checking, right.tree, left.tree, scope)
    return Checked(Binary(tree.operator, left.tree, right.tree, tree.at), dim.TRUTH)


def _options(checking: Checking, choice: Tree, text: Tree, scope: Scope) -> None:
    """A text compared with a choice must be one of its options."""
    if not isinstance(choice, Name) or not isinstance(text, Text):
        return
    resolved = scope.resolve(choice)
    if resolved is not None and resolved.options and text.value not in resolved.options:
        checking.refuse(
            text.at, f"“{choice.dotted}”没有选项“{text.value}”", f"可选：{'、'.join(resolved.options)}"
        )


def together(checking: Checking, at: int, left: Checked, right: Checked) -> str:
    """Return the common dimension of two sides; reports a misfit with advice and returns UNKNOWN."""
    shared = dim.common(left.dimension, right.dimension)
    if shared is not None:
        return shared
    bare = next((side for side in (right, left) if side.dimension == dim.BARE), None)
    if bare is not None:
        other = left if bare is right else right
        checking.refuse(bare.tree.at, *misfit(bare, other.dimension, other.dimension))
    else:
        checking.refuse(at, f"“{left.dimension}”和“{right.dimension}”不能相加减或比较", "请检查两边的单位")
    return dim.UNKNOWN
