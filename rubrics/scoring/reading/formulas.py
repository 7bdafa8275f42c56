"""Formulas where they stand in a document: parsed, checked in their scope, problems placed on the line and column."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from rubrics.scoring.formulas import (
    BARE,
    TRUTH,
    ZERO,
    Formula,
    Names,
    Resolved,
    check_formula,
    fits,
    is_number,
    parse_formula,
)
from rubrics.scoring.formulas.phrasing import names_in
from rubrics.scoring.formulas.tree import Name, Number, Truth, Unary
from rubrics.scoring.index import GRADE, SCORE_OF
from rubrics.scoring.problems import Problem
from rubrics.scoring.template import Place, parse_template
from rubrics.scoring.units import PURE, PURE_UNIT, Unit, unit_of

from .located import Located, problem_inside
from .reader import Reader

type Columns = Mapping[str, Resolved]
NOTHING = Formula("", Truth(value=False, at=0))
"""Stands where a formula could not be read; the problem is noted."""
NUMBER = "数"
"""What a place asks for when any number will do."""


def condition(reader: Reader, node: Located, columns: Columns | None = None) -> Formula:
    """Return a condition (是 or 否) that may use scores."""
    return _read(reader, node, reader.names, TRUTH, columns)


def early_condition(reader: Reader, node: Located, columns: Columns | None = None) -> Formula:
    """Return a condition of a rule, which may not use scores."""
    return _early(reader, node, TRUTH, columns)


def early_number(
    reader: Reader, node: Located, wanted: str = NUMBER, columns: Columns | None = None
) -> Formula:
    """Return a number's formula that may not use scores."""
    return _early(reader, node, wanted, columns)


def early_formula(reader: Reader, node: Located, columns: Columns | None = None) -> Formula:
    """Return a formula of any kind (a ratio, a computed column) that may not use scores."""
    return _early(reader, node, "", columns)


def _early(reader: Reader, node: Located, wanted: str, columns: Columns | None) -> Formula:
    parsed = parse_formula(node.text or "")
    scores = (
        [] if isinstance(parsed, Problem) else [name for name in names_in(parsed.tree) if _is_score(name)]
    )
    for name in scores:
        todo = "得分由比率和评分规则算出来，不能反过来用"
        _place(reader, node, name.at + 1, f"这里不能用“{name.dotted}”", todo)
    return NOTHING if scores else _read(reader, node, reader.early, wanted, columns)


def _is_score(name: Name) -> bool:
    return name.parts[0] == SCORE_OF or name.dotted == GRADE


def _read(
    reader: Reader, node: Located, names: Names | None, wanted: str, columns: Columns | None
) -> Formula:
    if node.text is None:
        reader.refuse(node, "这里要写公式", "含 [ ] { } 的公式请加单引号")
        return NOTHING
    parsed = parse_formula(node.text)
    if isinstance(parsed, Problem):
        _place(reader, node, parsed.column, parsed.what, parsed.todo)
        return NOTHING
    if names is None:
        return parsed
    checked, problems = check_formula(parsed, names if columns is None else names.row_of(columns))
    for problem in problems:
        _place(reader, node, problem.column, problem.what, problem.todo)
    if checked.dimension and not problems:
        check_dimension(reader, node, checked.dimension, wanted)
    return checked


def check_dimension(reader: Reader, node: Located, given: str, wanted: str) -> None:
    """Note that a formula gives another kind of thing than its place asks for."""
    if wanted in ("", given) or given == "":
        return
    if wanted == NUMBER:
        if not is_number(given):
            reader.refuse(node, f"这里要写数，公式给出的是{given}", "请写能算出数的公式")
    elif given == BARE and is_number(wanted):
        todo = "比率请写百分数，如 95%" if wanted == PURE else f"请写成{wanted}"
        reader.refuse(node, "这里的数缺单位", todo)
    elif wanted == TRUTH or not fits(given, wanted):
        todo = "请写比较，如 执行率 < 90%" if wanted == TRUTH else "请检查单位和名称"
        kind = "条件（是或否）" if wanted == TRUTH else wanted
        reader.refuse(node, f"这里要写{kind}，公式给出的是{given}", todo)


def _place(reader: Reader, node: Located, column: int, what: str, todo: str) -> None:
    reader.problems.append(problem_inside(node, column, what, todo))


def literal(reader: Reader, node: Located) -> tuple[Decimal, Unit, str]:
    """Return a literal such as 5%, 0.01 万元, 20 天 or 100: canonical value, unit, dimension."""
    parsed = parse_formula(node.text or "")
    tree = NOTHING.tree if isinstance(parsed, Problem) else parsed.tree
    negative = isinstance(tree, Unary) and tree.operator == "-"
    number = tree.operand if isinstance(tree, Unary) and negative else tree
    if not isinstance(number, Number):
        reader.refuse(node, "这里要写一个数", "请写 5%、0.01 万元、20 天 这样的数")
        return Decimal(0), PURE_UNIT, ""
    unit = unit_of(number.unit, reader.nouns)
    if unit is None:
        reader.refuse(
            node, f"没有单位“{number.unit}”", "可用：元、万元、亿元、%、‰、天、分，以及 units 列出的量词"
        )
        return Decimal(0), PURE_UNIT, ""
    dimension = unit.dimension if number.unit else ZERO if number.value == 0 else BARE
    return -number.value if negative else number.value, unit, dimension


def template(reader: Reader, node: Located, columns: Columns | None, extra: Columns) -> None:
    """Note the problems of a sentence's places; `extra` are the built-in names that it may use (左, 差额, 行名)."""
    parts = parse_template(node.text or "")
    if isinstance(parts, Problem):
        _place(reader, node, parts.column, parts.what, parts.todo)
        return
    if reader.names is None:
        return
    scope = replace(reader.names, figures={**reader.names.figures, **extra})
    scope = scope if columns is None else scope.row_of(columns)
    for part in parts:
        if isinstance(part, Place):
            _check_place(reader, node, part, scope)


def _check_place(reader: Reader, node: Located, place: Place, scope: Names) -> None:
    checked, problems = check_formula(place.formula, scope)
    for problem in problems:
        _place(reader, node, place.at + problem.column, problem.what, problem.todo)
    if not place.unit or problems or not checked.dimension:
        return
    unit = scope.unit(place.unit)
    if unit is None:
        _place(reader, node, place.at + 1, f"没有单位“{place.unit}”", "竖线后面写 万元、%、人 这样的单位")
    elif not fits(checked.dimension, unit.dimension):
        what = f"“{place.formula.text}”是{checked.dimension}，不能按“{place.unit}”显示"
        _place(reader, node, place.at + 1, what, "请改单位，或删去竖线和单位")
