"""The functions in the fast path."""

import ast
from decimal import Decimal

from . import syntax
from .frame import Builder, Frame
from .tree import Call, Name

_EXTREMES = {"最小": "min", "最大": "max"}


def build_call(builder: Builder, call: Call, frame: Frame) -> ast.expr:
    """Return the expression of a checked call."""
    match call.function:
        case "最小" | "最大" | "平均" | "合计":
            source = call.source
            return _several(builder, call, frame) if source is None else _column(builder, call, source, frame)
        case "数量" | "任一" | "每个":
            return _rows(builder, call, frame)
        case "如果":
            condition, yes, no = call.arguments
            return ast.IfExp(
                builder.condition(condition, frame), builder.build(yes, frame), builder.build(no, frame)
            )
        case "绝对值":
            return syntax.call("abs", builder.build(call.arguments[0], frame))
        case "已填" | "无此事项":
            return _presence(builder, call, frame)
    helper = {"包含": "contains", "匹配": "matches", "字数": "length"}[call.function]
    return syntax.call(helper, *(builder.build(argument, frame) for argument in call.arguments))


def _several(builder: Builder, call: Call, frame: Frame) -> ast.expr:
    members = [builder.build(argument, frame) for argument in call.arguments]
    if len(members) == 1:
        return members[0]
    if call.function in _EXTREMES:
        return syntax.call(_EXTREMES[call.function], *members)
    total = members[0]
    for member in members[1:]:
        total = ast.BinOp(total, ast.Add(), member)
    return (
        total if call.function == "合计" else ast.BinOp(total, ast.Div(), builder.keep(Decimal(len(members))))
    )


def _rows_of(table: str) -> ast.expr:
    return syntax.call("some", syntax.name("rows"), syntax.name("absent_tables"), syntax.constant(table))


def _column(builder: Builder, call: Call, column: Name, frame: Frame) -> ast.expr:
    table, key = column.parts
    inner = frame.inside()
    condition = builder.condition(call.arguments[1], inner) if len(call.arguments) == 2 else None
    element = syntax.item(inner.row, syntax.constant(key))
    members = syntax.list_of(element, inner.row, _rows_of(table), condition)
    return syntax.call(
        {"合计": "total", "平均": "mean"}.get(call.function) or _EXTREMES[call.function], members
    )


def _rows(builder: Builder, call: Call, frame: Frame) -> ast.expr:
    rows = _rows_of(call.source.parts[0] if call.source else "")
    if len(call.arguments) == 1:
        return syntax.call("count", rows)
    inner = frame.inside()
    states = syntax.list_of(builder.condition(call.arguments[1], inner), inner.row, rows, None)
    return syntax.call({"数量": "count_true", "任一": "any", "每个": "all"}[call.function], states)


def _presence(builder: Builder, call: Call, frame: Frame) -> ast.expr:
    if call.source is not None:
        return syntax.call("leave_to_interpreter")
    return syntax.call(
        "filled" if call.function == "已填" else "inapplicable", builder.build(call.arguments[0], frame)
    )
