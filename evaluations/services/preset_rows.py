"""What a row of an import says: figures of a department, or one target that the bureau sets it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from evaluations.models import Department, Preset
from evaluations.selectors.own_tables import GROUP, POINTS, SIGN, fixed_cells, own_table
from evaluations.selectors.presets import figures_in
from rubrics.scoring import values
from rubrics.scoring.characters import quoted
from rubrics.scoring.held import checked_targets
from rubrics.scoring.index import walk
from rubrics.scoring.presets import Part, Targets, targets_in
from rubrics.scoring.problems import Problem
from rubrics.scoring.rules import OwnRule
from rubrics.scoring.rules.own import QUALITATIVE
from rubrics.scoring.rules.own_values import own_number, own_value, split_sign
from rubrics.scoring.states import Undefined
from rubrics.scoring.types import Document, Field, Table

from .registering import Listed

CODE, NAME, SOURCE, DAY = "部门.编码", "部门.名称", "导入.来源", "导入.日期"
"""Columns beside the figures; no input of a document can be called so."""
PLACE, CALLED = "导入.填报处", "导入.指标名称"
"""Columns of a target: the table, or the row of the tree, that it belongs to, and what it is called."""
FIRST, ADJUSTED, UNIT = "年初目标", "调整目标", "单位"


class Rows(Protocol):
    """How rows of a kind are read."""

    def once(self, row: Listed) -> tuple[str, ...]:
        """Return what only one row of a file may be about."""
        ...

    def twice(self, number: int) -> tuple[str, str]:
        """Return what is said of a second one, and the column."""
        ...

    def refusal(self, row: Listed) -> tuple[str, str]:
        """Return what a row of a known department lacks and the column, '' where nothing."""
        ...

    def figures(self, row: Listed) -> dict[str, str]:
        """Return column -> key, for every column of the row in which something stands."""
        ...


def rows_of(document: Document, kind: str) -> Rows:
    """Return how the rows of a kind are read."""
    return TargetRows(document) if kind == Preset.Kind.TARGETS else FigureRows(document, kind)


class FigureRows:
    """A department a row, a column for every figure."""

    def __init__(self, document: Document, kind: str) -> None:
        self.keys = tuple(field.id for field in figures_in(document, kind))

    def once(self, row: Listed) -> tuple[str, ...]:
        return (row.text(CODE),)

    def twice(self, number: int) -> tuple[str, str]:
        return f"第 {number} 行已经是这个部门。请只留一行。", CODE

    def refusal(self, row: Listed) -> tuple[str, str]:
        return ("", "") if self.figures(row) else ("这一行没有数。请填写，或删去这一行。", CODE)

    def figures(self, row: Listed) -> dict[str, str]:
        return {key: key for key in self.keys if row.text(key)}


@dataclass(frozen=True, slots=True)
class TargetTable:
    """A table that the bureau sets targets for, with its columns as they are typed; `rule` of own indicators."""

    targets: Targets
    table: Table
    rule: OwnRule | None

    @property
    def columns(self) -> tuple[Field, ...]:
        """What the bureau sets, in the order of the table."""
        return tuple(one for one in self.table.columns if one.id in self.targets.columns)


def target_tables(document: Document) -> tuple[TargetTable, ...]:
    """Return the tables that the bureau may set targets for: those whose rows are set against them by checks."""
    checked = checked_targets(document)
    rules = {one.id: one.rule for one in walk(document.criteria) if isinstance(one.rule, OwnRule)}
    tables = {one.id: one for one in document.tables}
    return tuple(
        TargetTable(one, own_table(one.id, rules[one.id]) if one.own else tables[one.id], rules.get(one.id))
        for one in targets_in(document.tables, walk(document.criteria)).values()
        if one.id in checked
    )


def kinds_in(document: Document) -> tuple[Preset.Kind, ...]:
    """Return what can be imported for a document: what is held of this year only where checks look at it."""
    offered = {
        Preset.Kind.BUREAU: bool(figures_in(document, Preset.Kind.BUREAU)),
        Preset.Kind.TARGETS: bool(target_tables(document)),
    }
    return tuple(kind for kind in Preset.Kind if offered.get(kind, True))


class TargetRows:
    """An indicator a row."""

    def __init__(self, document: Document) -> None:
        self.tables = {one.targets.title: one for one in target_tables(document)}

    def once(self, row: Listed) -> tuple[str, ...]:
        return (row.text(CODE), self._title(row), row.text(CALLED))

    def twice(self, number: int) -> tuple[str, str]:
        return f"第 {number} 行已经是这个部门的这个指标。请只留一行。", CALLED

    def refusal(self, row: Listed) -> tuple[str, str]:
        if self._title(row) not in self.tables:
            return f"没有写填报处。请写：{'、'.join(self.tables)}。", PLACE
        one = self._table(row)
        strange = [
            column
            for column in _all_columns(self.tables)
            if row.text(column) and column not in one.targets.columns
        ]
        if strange:
            return f"{quoted(one.targets.title)}没有“{strange[0]}”这一栏。请删去。", strange[0]
        for column in one.columns:
            outcome = values.parse(column, row.text(column.id)) if row.text(column.id) else None
            if isinstance(outcome, Problem):
                return f"{outcome.what}。{outcome.todo}。", column.id
        if not self.figures(row):
            return "这一行没有目标。请填写，或删去这一行。", CALLED
        return ("", "") if one.rule is None else _own_refusal(one.rule, row)

    def figures(self, row: Listed) -> dict[str, str]:
        targets = self._table(row).targets
        texts = {column: row.text(column) for column in targets.columns}
        return {
            column: str(Part(targets.id, column, row.text(CALLED))) for column, text in texts.items() if text
        }

    def _table(self, row: Listed) -> TargetTable:
        return self.tables[self._title(row)]

    def _title(self, row: Listed) -> str:
        """The place may be left open where there is only one."""
        return row.text(PLACE) or (next(iter(self.tables)) if len(self.tables) == 1 else "")


def _all_columns(tables: Mapping[str, TargetTable]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for one in tables.values() for column in one.targets.columns))


def _own_refusal(rule: OwnRule, row: Listed) -> tuple[str, str]:
    """Return why a target of an own indicator cannot be one: what scoring could not read is refused here."""
    fixed = fixed_cells(rule, row.text(CALLED))
    for column in (GROUP, SIGN, FIRST):
        if not row.text(column) and column not in fixed:
            return f"没有写{column}。请按批复的指标表填写。", column
    for column, given in fixed.items():
        if row.text(column) and row.text(column) != given:
            return f"指标体系里这个指标的{column}是“{given}”。请改成一样的，或留空。", column
    points = own_number(row.text(POINTS), "分") if row.text(POINTS) else Decimal(0)
    if not isinstance(points, Decimal):
        return f"分值“{row.text(POINTS)}”{points}。请只写数。", POINTS
    sign, unit = row.text(SIGN) or fixed.get(SIGN, ""), row.text(UNIT) or fixed.get(UNIT, "")
    return ("", "") if sign == QUALITATIVE else _unreadable(row, sign, unit)


def _unreadable(row: Listed, sign: str, unit: str) -> tuple[str, str]:
    for column in (FIRST, ADJUSTED):
        written, rest = split_sign(row.text(column))
        value = own_value(rest, unit, "") if rest else None
        if written and written != sign:
            return f"{column}前写的是“{written}”，符号栏是“{sign}”。请改成一样的。", column
        if isinstance(value, Undefined):
            return f"{column}{value.why}。定量指标请写数，或写到年月；说法写定性。", column
    return "", ""


def department_refusal(row: Listed, departments: Mapping[str, Department]) -> tuple[str, str]:
    """Return why a row is of no department that is asked, and the column, '' where it is."""
    code, name = row.text(CODE), row.text(NAME)
    department = departments.get(code)
    if department is None:
        return f"没有编码为“{code}”、按这份指标体系填报的部门。请核对部门编码。", CODE
    if name and name != department.name:
        return (
            f"编码 {code} 登记的名称是“{department.name}”。请核对编码；编码没错的，请改用登记的名称。",
            NAME,
        )
    if not row.text(SOURCE):
        return "没有写来源。请写数取自哪个系统或哪份文件。", SOURCE
    if not row.text(DAY):
        return "没有写日期。请写数截至哪一天。", DAY
    return "", ""
