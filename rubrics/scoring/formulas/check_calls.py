"""Argument rules of the functions."""

from dataclasses import replace

from rubrics.scoring.problems import Problem

from . import dimensions as dim
from .check_operations import number_of, together
from .checking import Checked, Checking
from .functions import FUNCTIONS, Form
from .pattern import compile_pattern
from .scope import Scope
from .tree import Call, Name, NameKind, Text, Tree

MAX_CONDITION_DEPTH = 2
"""A condition on rows inside a condition on rows is the most: more would multiply the rows a third time."""


def check_call(checking: Checking, call: Call, scope: Scope) -> Checked:  # noqa: PLR0911  (one per form)
    """Return the call with its arguments checked, and the dimension that the function gives."""
    function = FUNCTIONS[call.function]
    if not function.least <= len(call.arguments) <= function.most:
        checking.refuse(
            call.at, f"“{call.function}”有 {len(call.arguments)} 项，项数不对", f"请写成 {function.usage}"
        )
        return Checked(call, dim.UNKNOWN)
    match function.form:
        case Form.AGGREGATE:
            return _aggregate(checking, call, scope)
        case Form.ROWS:
            return _rows(checking, call, scope)
        case Form.CHOICE:
            return _choice(checking, call, scope)
        case Form.AMOUNT:
            number = number_of(checking, call.arguments[0], scope)
            return Checked(replace(call, arguments=(number.tree,)), number.dimension)
        case Form.PRESENCE:
            return _presence(checking, call, scope)
        case Form.WORDS:
            return _words(checking, call, scope)


def _aggregate(checking: Checking, call: Call, scope: Scope) -> Checked:
    first = call.arguments[0]
    resolved = scope.resolve(first) if isinstance(first, Name) else None
    if not isinstance(first, Name) or resolved is None or resolved.kind is not NameKind.TABLE_COLUMN:
        return _several(checking, call, scope)
    column = replace(first, kind=resolved.kind, address=f"table:{first.parts[0]}")
    if not _computable(call.function, resolved.dimension):
        checking.refuse(
            first.at, f"“{first.dotted}”是“{resolved.dimension}”，不能求{call.function}", "请选数的一列"
        )
    if len(call.arguments) > 2:
        checking.refuse(call.at, "一列后面只能再写一个条件", f"请写成 {call.function}(表.列, 条件)")
        return Checked(call, dim.UNKNOWN)
    conditions = _row_condition(checking, call.arguments[1:], scope, first.parts[0])
    return Checked(replace(call, arguments=(column, *conditions)), resolved.dimension)


def _computable(function: str, dimension: str) -> bool:
    return dim.is_number(dimension) or (dimension == dim.DATE and function in ("最小", "最大"))


def _several(checking: Checking, call: Call, scope: Scope) -> Checked:
    sides = [checking.visit(argument, scope) for argument in call.arguments]
    shared = sides[0]
    for side in sides[1:]:
        shared = Checked(side.tree, together(checking, call.at, shared, side))
    if not _computable(call.function, shared.dimension):
        checking.refuse(call.at, f"“{shared.dimension}”不能求{call.function}", "请写数")
        shared = Checked(shared.tree, dim.UNKNOWN)
    return Checked(replace(call, arguments=tuple(side.tree for side in sides)), shared.dimension)


def _row_condition(
    checking: Checking, conditions: tuple[Tree, ...], scope: Scope, table: str
) -> tuple[Tree, ...]:
    rows = scope.row_scope(table)
    if rows is None:
        return conditions
    checking.condition_depth += 1
    if checking.condition_depth > MAX_CONDITION_DEPTH and conditions:
        checking.refuse(
            conditions[0].at, "条件里套的条件太多", "请先在表的 formulas 里算出一列，再用它作条件"
        )
        return conditions
    checked = tuple(checking.condition(condition, rows) for condition in conditions)
    checking.condition_depth -= 1
    return checked


def _table(checking: Checking, call: Call, scope: Scope) -> Name | None:
    first = call.arguments[0]
    is_plain = isinstance(first, Name) and len(first.parts) == 1 and first.row is None
    if isinstance(first, Name) and is_plain and scope.row_scope(first.parts[0]) is not None:
        return replace(first, kind=NameKind.TABLE, address=f"table:{first.parts[0]}")
    written = f"“{first.dotted}”" if isinstance(first, Name) else "第一项"
    checking.refuse(first.at, f"{written}不是一张表", f"请写成 {FUNCTIONS[call.function].usage}")
    return None


def _rows(checking: Checking, call: Call, scope: Scope) -> Checked:
    gives = dim.COUNT if call.function == "数量" else dim.TRUTH
    table = _table(checking, call, scope)
    if table is None:
        return Checked(call, gives)
    conditions = _row_condition(checking, call.arguments[1:], scope, table.parts[0])
    return Checked(replace(call, arguments=(table, *conditions)), gives)


def _choice(checking: Checking, call: Call, scope: Scope) -> Checked:
    condition = checking.condition(call.arguments[0], scope)
    yes, no = (checking.visit(argument, scope) for argument in call.arguments[1:])
    shared = together(checking, call.at, yes, no)
    return Checked(replace(call, arguments=(condition, yes.tree, no.tree)), shared)


def _presence(checking: Checking, call: Call, scope: Scope) -> Checked:
    name = call.arguments[0]
    if not isinstance(name, Name):
        checking.refuse(
            name.at, f"“{call.function}”里要写一个名称", f"请写成 {FUNCTIONS[call.function].usage}"
        )
        return Checked(call, dim.TRUTH)
    resolved = scope.resolve(name)
    if resolved is not None and resolved.kind is NameKind.TABLE:
        known: Tree = replace(name, kind=resolved.kind, address=resolved.address)
    else:
        known = checking.visit(name, scope).tree
    return Checked(replace(call, arguments=(known,)), dim.TRUTH)


def _words(checking: Checking, call: Call, scope: Scope) -> Checked:
    subject = checking.visit(call.arguments[0], scope)
    if subject.dimension not in (dim.TEXT, dim.PROSE, dim.UNKNOWN):
        checking.refuse(
            call.arguments[0].at, f"这里要写文字或叙述，这一项是“{subject.dimension}”", "请写叙述的名称"
        )
    for words in call.arguments[1:]:
        _literal(checking, call.function, words)
    gives = dim.COUNT if call.function == "字数" else dim.TRUTH
    return Checked(replace(call, arguments=(subject.tree, *call.arguments[1:])), gives)


def _literal(checking: Checking, function: str, words: Tree) -> None:
    if not isinstance(words, Text) or not words.value.strip():
        checking.refuse(words.at, "第二项要写文字", f"请写成 {FUNCTIONS[function].usage}，用英文双引号")
        return
    if function == "匹配":
        pattern = compile_pattern(words.value)
        if isinstance(pattern, Problem):
            checking.refuse(words.at + pattern.column, pattern.what, pattern.todo)
