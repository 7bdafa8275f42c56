"""A formula in words, figures by their titles: 编外人数 ÷ （在编人数 ＋ 编外人数）, 支出进度 ÷ 序时进度，最高 100%."""

from rubrics.scoring.formulas import Name, words
from rubrics.scoring.formulas.phrasing import TIGHTEST, level_of, sign_of
from rubrics.scoring.formulas.reserved import NOT
from rubrics.scoring.formulas.tree import Binary, Call, Number, Tree, Unary
from rubrics.scoring.index import Index

_LIMITS = {"最小": "最高", "最大": "最低"}
_PATTERNS = {
    "如果": "{0}时取{1}，否则取{2}",
    "绝对值": "{0}的绝对值",
    "已填": "{0}已填",
    "无此事项": "{0}为无此事项",
    "包含": "{0}里有{1}",
    "匹配": "{0}里有{1}",
    "字数": "{0}的字数",
}
_CHOSEN = {"最小": "最小", "最大": "最大", "平均": "平均"}


def say(tree: Tree, index: Index) -> str:
    """Return the formula as a sentence part."""
    match tree:
        case Name():
            return _name(tree, index)
        case Unary(operator, operand):
            inside = _within(operand, level_of(tree), index)
            return f"不是“{inside}”" if operator == NOT else f"－{inside}"
        case Binary():
            level = level_of(tree)
            left, right = _within(tree.left, level, index), _within(tree.right, level + 1, index)
            return f"{left} {sign_of(tree)} {right}"
        case Call():
            return _call(tree, index)
        case _:
            return words(tree)


def _name(name: Name, index: Index) -> str:
    return name.column if name.parts[0] == "本行" else index.named(name.dotted).title


def _within(tree: Tree, level: int, index: Index) -> str:
    said = say(tree, index)
    loose = level_of(tree) < level or (isinstance(tree, Call) and tree.function in ("如果", *_LIMITS))
    return f"（{said}）" if loose else said


def _call(call: Call, index: Index) -> str:
    if call.source is not None:
        return _over_rows(call, call.source, index)
    said = [say(argument, index) for argument in call.arguments]
    pattern = _PATTERNS.get(call.function)
    if pattern is None:
        return _of_several(call, said)
    first = _within(call.arguments[0], TIGHTEST, index) if call.function == "绝对值" else said[0]
    return pattern.format(first, *said[1:])


def _of_several(call: Call, said: list[str]) -> str:
    """最小(甲, 100%) is 甲，最高 100%."""
    if call.function in _LIMITS and len(said) == 2 and isinstance(call.arguments[1], Number):
        return f"{said[0]}，{_LIMITS[call.function]} {said[1]}"
    joined = "、".join(said)
    return f"{joined}之和" if call.function == "合计" else f"{joined}的{_CHOSEN[call.function]}值"


def _over_rows(call: Call, source: Name, index: Index) -> str:
    table = index.named(source.parts[0]).title
    condition = f"{say(call.arguments[1], index)}的" if len(call.arguments) > 1 else ""
    if len(source.parts) == 1:
        if call.function in ("已填", "无此事项"):
            return f"{table}{'已填' if call.function == '已填' else '为无此事项'}"
        if call.function == "数量":
            return f"{table}中{condition}行数" if condition else f"{table}行数"
        return f"{table}{'有一行' if call.function == '任一' else '每一行都'}{condition.removesuffix('的')}"
    column = index.column_title(source.parts[0], source.parts[1])
    measure = "合计" if call.function == "合计" else f"的{_CHOSEN[call.function]}值"
    return f"{table}中{condition}{column}{measure}" if condition else f"{table}{column}{measure}"
