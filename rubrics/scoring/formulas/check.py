"""The check of a parsed formula against its document: every name exists, every unit fits. Gives names their kind."""

from dataclasses import replace
from typing import assert_never

from rubrics.scoring.problems import Problem
from rubrics.scoring.units import PURE, UNITS

from . import dimensions as dim
from .characters import in_name, plain
from .check_calls import check_call
from .check_operations import check_binary, check_unary
from .checking import Checked, Checking
from .reserved import NOT, THIS_ROW
from .scope import Scope
from .tree import Binary, Call, Date, Formula, Name, NameKind, Number, Text, Tree, Truth, Unary


def check_formula(formula: Formula, scope: Scope) -> tuple[Formula, list[Problem]]:
    """Return the formula with its dimension and with names resolved, and all problems (each with its column).

    The dimension is '' where a problem hides it; what the place asks for (是否, a unit) is asked with dimensions.fits.
    """
    checking = Checking(formula.text, visit)
    tree, dimension = visit(checking, formula.tree, scope)
    return Formula(formula.text, tree, dimension), checking.problems


def visit(checking: Checking, tree: Tree, scope: Scope) -> Checked:  # noqa: PLR0911  (one per kind of node)
    """Return the tree with names resolved, and its dimension; problems go to `checking`."""
    match tree:
        case Number():
            return _number(checking, tree, scope)
        case Text():
            return Checked(tree, dim.TEXT)
        case Date():
            return Checked(tree, dim.DATE)
        case Truth():
            return Checked(tree, dim.TRUTH)
        case Name():
            return _name(checking, tree, scope)
        case Unary():
            return check_unary(checking, tree, scope)
        case Binary():
            return check_binary(checking, tree, scope)
        case Call():
            return check_call(checking, tree, scope)
        case _:
            assert_never(tree)


def _number(checking: Checking, number: Number, scope: Scope) -> Checked:
    if number.unit == "":
        return Checked(number, dim.ZERO if number.value == 0 else dim.BARE)
    unit = scope.unit(number.unit)
    if unit is not None:
        return Checked(number, unit.dimension)
    name = _name_beginning_with_digits(checking.text, number)
    if name is not None and scope.resolve(name) is not None:
        return _name(checking, name, scope)
    units = "、".join(name for name in UNITS)
    checking.refuse(
        number.at, f"没有单位“{number.unit}”", f"可用的单位：{units}，以及文件里 units 列出的量词"
    )
    return Checked(number, dim.UNKNOWN)


def _name_beginning_with_digits(text: str, number: Number) -> Name | None:
    """12345热线办结率 is read as a number with a unit; it may be a name."""
    line, end = plain(text), number.at
    while end < len(line) and in_name(line[end]):
        end += 1
    written = line[number.at : end]
    return Name((written,), None, number.at) if written.endswith(number.unit) else None


def _name(checking: Checking, name: Name, scope: Scope) -> Checked:
    resolved = scope.resolve(name)
    if resolved is None:
        checking.refuse(name.at, f"没有叫“{name.dotted}”的数", _unknown_name_advice(name, scope))
        return Checked(name, dim.UNKNOWN)
    known = replace(name, kind=resolved.kind, address=resolved.address)
    if resolved.kind is NameKind.TABLE:
        checking.refuse(
            name.at,
            f"“{name.dotted}”是一张表，不是一个数",
            f"请写 合计({name.dotted}.列) 或 数量({name.dotted})",
        )
        return Checked(known, dim.UNKNOWN)
    if resolved.kind is NameKind.TABLE_COLUMN:
        checking.refuse(
            name.at,
            f"“{name.dotted}”是一列，不是一个数",
            f"请写 合计({name.dotted})，或指明行：{name.dotted}[行]",
        )
        return Checked(known, dim.UNKNOWN)
    return Checked(known, resolved.dimension or PURE)


def _unknown_name_advice(name: Name, scope: Scope) -> str:
    first = name.parts[0]
    if first.startswith(NOT) and scope.resolve(replace(name, parts=(first[1:], *name.parts[1:]))) is not None:
        return f"想写“非 {name.dotted[1:]}”吗？“非”后面要留空格"
    if first == THIS_ROW:
        return "“本行”是带 each 的勾稽、或条件外面的那一行，请检查有没有这一列"
    if first.startswith("“") and first.endswith("”"):
        return f'文字请写在英文双引号里："{first[1:-1]}"'
    similar = scope.similar(name.dotted)
    return f"想写“{'”“'.join(similar)}”吗" if similar else "请检查名称，或先在 inputs、tables、ratios 里声明"
