"""References between parts of a document that formulas do not check: tables, choices, hidden checks, the cap."""

from collections.abc import Iterator

from rubrics.scoring.characters import excerpt, quoted
from rubrics.scoring.index import column_of, walk
from rubrics.scoring.problems import Problem, Severity
from rubrics.scoring.rules import ChoiceRule, FirstOfRule, RowRule, SumRule
from rubrics.scoring.types import Check, CheckForm, Criterion, Document, FieldType, Table
from rubrics.scoring.units import MONEY, UNITS

from .located import Located, problem_at, problem_at_key
from .reader import Reader


def check_references(reader: Reader, document: Document) -> list[Problem]:
    """Return every reference that leads nowhere."""
    return [
        *(problem for table in document.tables for problem in _table(reader, document, table)),
        *(problem for table in document.tables for problem in _controls(reader, document, table)),
        *(problem for one in walk(document.criteria) for problem in _choices(reader, document, one)),
        *(problem for check in document.checks for problem in _check(reader, document, check)),
        *_hidden_in_circles(reader, document),
        *_of_the_bureau(reader, document),
    ]


def _member(reader: Reader, kind: str, name: str, key: str) -> Located:
    place = reader.place(kind, name)
    return place.child(key) or place


def _table(reader: Reader, document: Document, table: Table) -> Iterator[Problem]:
    inputs = {field.id: field for field in document.inputs}
    if table.unit_from:
        node = _member(reader, "figure", table.id, "unit_from")
        field = inputs.get(table.unit_from)
        if field is None or field.type is not FieldType.CHOICE:
            yield problem_at(
                node, f"没有叫“{excerpt(table.unit_from)}”的 choice 字段", "请写 inputs 里选金额单位的字段"
            )
        elif any(option not in UNITS or UNITS[option].dimension != MONEY for option in field.options):
            yield problem_at(node, f"“{field.id}”的 options 不都是金额单位", "请写 options: [元, 万元]")
    if table.rows_from:
        node = _member(reader, "figure", table.id, "rows_from")
        name, _, column = table.rows_from.partition(".")
        source = next((one for one in document.tables if one.id == name), None)
        if source is None or source.column(column) is None or source.rows_from:
            yield problem_at(
                node, f"没有叫“{excerpt(table.rows_from)}”的列", "请写 表.列，那张表的行要由填报人加"
            )
    yield from _carried(reader, document, table)


def _carried(reader: Reader, document: Document, table: Table) -> Iterator[Problem]:
    """Check from which table of last year a row is made: one that has the columns, and one for the whole row."""
    columns = _member(reader, "figure", table.id, "columns")
    carried = [column for column in table.columns if column.carry]
    for column in carried:
        node = columns.child(column.id) or columns
        name, _, source = column.carry_from.partition(".")
        held = next((one for one in document.tables if one.id == name), None)
        known = held.column(source) if held is not None else None
        if column.carry_from and (held is None or known is None or held.fixed or held.rows_from):
            what = f"没有叫“{excerpt(column.carry_from)}”的列"
            yield problem_at(node, what, "请写 表.列，那张表的行要由填报人加")
        elif known is not None and known.type is FieldType.NARRATIVE:
            yield problem_at(node, "表里的叙述不能带入上年内容", "请写填文字、数或选项的列")
        elif name != carried[0].carry_from.partition(".")[0]:
            yield problem_at(node, "一行只能由上年的一张表带入", "请让各列的 carry 写同一张表")


def _controls(reader: Reader, document: Document, table: Table) -> Iterator[Problem]:
    """Check what a file's own totals and rates are compared with: a table for a table, a column for a column."""
    target = table
    if table.control_of:
        found = next((one for one in document.tables if one.id == table.control_of), None)
        if found is None or found is table or found.fixed or not table.fixed:
            node = _member(reader, "figure", table.id, "control_of")
            todo = "请写由填报人加行的表；这张表自己要有固定的 rows"
            yield problem_at(node, f"“{excerpt(table.control_of)}”不能这样核对", todo)
            return
        target = found
    for column in table.columns:
        wrong = column.control_of == column.id and not table.control_of
        if column.control_of and (wrong or column_of(target, column.control_of) is None):
            columns = _member(reader, "figure", table.id, "columns")
            what = f"{quoted(target.title)}没有叫“{excerpt(column.control_of)}”的列"
            yield problem_at(columns.child(column.id) or columns, what, "请写那张表填的列或算的列")


def _choices(reader: Reader, document: Document, criterion: Criterion) -> Iterator[Problem]:
    for rule in _inner(criterion.rule):
        if isinstance(rule, ChoiceRule) and rule.source:
            field = next((one for one in document.inputs if one.id == rule.source), None)
            node = _from_node(reader.place("criterion", criterion.id), rule.source)
            if field is None or field.type is not FieldType.CHOICE:
                yield problem_at(
                    node, f"没有叫“{excerpt(rule.source)}”的 choice 字段", "请写 inputs 里的选择字段"
                )
            elif set(field.options) != {option.text for option in rule.options}:
                todo = f"两处选项要一样：{'、'.join(field.options)}"
                yield problem_at(node, f"选项与“{field.id}”的 options 不一致", todo)


def _inner(rule: object) -> Iterator[RowRule]:
    """Yield the rule and those inside it."""
    if not isinstance(rule, RowRule):
        return
    yield rule
    if isinstance(rule, SumRule):
        for part in rule.parts:
            yield from _inner(part.rule)
    if isinstance(rule, FirstOfRule):
        for one in rule.alternatives:
            yield from _inner(one.rule)


def _from_node(place: Located, source: str) -> Located:
    """Return the node that says `from: source`, else the row."""
    stack = [place]
    while stack:
        node = stack.pop()
        members = node.members or {}
        if "from" in members and members["from"].text == source:
            return members["from"]
        stack += members.values()
    return place


def _check(reader: Reader, document: Document, check: Check) -> Iterator[Problem]:
    known = {one.id for one in document.checks}
    for name in check.hides:
        if name not in known or name == check.id:
            node = _member(reader, "check", check.id, "hides")
            yield problem_at(node, f"没有叫“{excerpt(name)}”的另一条勾稽", "请写 checks 里的名称")
    figures = {field.id for field in document.inputs} | {ratio.id for ratio in document.ratios}
    for name in check.optional_group:
        if name not in figures and (reader.names is None or name not in reader.names.figures):
            node = _member(reader, "check", check.id, "optional")
            yield problem_at(node, f"没有叫“{excerpt(name)}”的字段", "请写 inputs 里的字段名")


def _hidden_in_circles(reader: Reader, document: Document) -> Iterator[Problem]:
    hides = {check.id: check.hides for check in document.checks}
    for first, others in hides.items():
        for second in others:
            if first in hides.get(second, ()):
                what = f"“{first}”和“{second}”互相隐藏"
                yield problem_at_key(
                    reader.place("check", first), what, "只能由一条隐藏另一条，请删去一处 hides"
                )
                return


def _of_the_bureau(reader: Reader, document: Document) -> Iterator[Problem]:
    """Check that one check looks at the figures of the bureau, and that none of them passes it without a word."""
    found = [check for check in document.checks if check.form is CheckForm.BUREAU]
    for check in found:
        if check.severity is Severity.HINT:
            todo = f"请写 {Severity.EXPLAIN.value} 或 {Severity.BLOCK.value}"
            yield problem_at(
                _member(reader, "check", check.id, "severity"), "与财政数不同的不能只作提示", todo
            )
    for check in found[1:]:
        what = f"“{found[0].id}”已经核对财政预置的每个数"
        yield problem_at_key(reader.place("check", check.id), what, "form: bureau 只写一条，请删去这一条")
