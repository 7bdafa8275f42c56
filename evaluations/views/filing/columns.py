"""Columns of a table on the page: which stand in the sheet, which only on the page of a row, and how wide."""

from collections.abc import Sequence
from dataclasses import dataclass

from rubrics.scoring import address as addresses
from rubrics.scoring.formulas import compile_formula
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Document, Field, FieldType, Ratio, Table
from rubrics.scoring.units import Unit

from .texts import unit_name

MOST_COLUMNS = 8
"""More typed columns than this do not fit beside one another: the optional ones go to the page of a row."""
WIDTHS = {
    FieldType.AMOUNT: 110,
    FieldType.COUNT: 66,
    FieldType.NUMBER: 74,
    FieldType.PERCENT: 70,
    FieldType.YES_NO: 50,
    FieldType.CHOICE: 88,
    FieldType.DATE: 92,
    FieldType.YEAR: 58,
}
COMPUTED_WIDTH, NUMBER_WIDTH, BUTTON_WIDTH = 72, 30, 34
SHEET_WIDTH = 788
"""What the middle column has for a sheet on a window of 1366."""
NARROWEST, CHARACTER = 58, 14


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; `unit` is printed below the title; `characters` fit on a line of it."""

    id: str
    title: str
    unit: str
    width: int
    computed: bool
    note: str

    @property
    def characters(self) -> int:
        return max(3, (self.width - 16) // CHARACTER)


def is_typed(table: Table, column: Field) -> bool:
    """Say whether a column is filled in on the page: not the constants of fixed rows."""
    return not any(column.id in constants for constants in table.fixed.values())


def typed_columns(document: Document, table: Table, *, everything: bool = False) -> tuple[Field, ...]:
    """Return the typed columns of the sheet: all if they fit, else those that are required or that a check asks for."""
    typed = tuple(column for column in table.columns if is_typed(table, column))
    if everything or len(typed) <= MOST_COLUMNS:
        return typed
    asked = _asked_for(document, table)
    return tuple(
        column
        for column in typed
        if column.required is not False or column.id == table.row_title or column.id in asked
    )


def _asked_for(document: Document, table: Table) -> set[str]:
    """Return the optional columns that a check of every row sends people to."""
    checks = [check for check in document.checks if check.each == table.id and check.when is None]
    return {_column(check.places[0]) for check in checks if check.places}


def _column(place: str) -> str:
    address = addresses.parse(place)
    return place if isinstance(address, Problem) else address.path[-1]


def in_order(table: Table, typed: Sequence[Field]) -> tuple[Field | Ratio, ...]:
    """Return typed and computed columns: a computed one stands behind the last column that it is made of."""
    ordered: list[Field | Ratio] = list(typed)
    for ratio in table.formulas:
        names = {*compile_formula(ratio.formula).columns}
        behind = [at for at, column in enumerate(ordered) if column.id in names]
        ordered.insert(behind[-1] + 1 if behind else len(ordered), ratio)
    return tuple(ordered)


def heads(table: Table, columns: Sequence[Field | Ratio], unit: Unit | None) -> tuple[Column, ...]:
    """Return the heads of columns; texts share the width that the others leave, the title of a row takes two parts."""
    known = [_width(column) for column in columns]
    parts = [
        2 if column.id == table.row_title else 1
        for column, width in zip(columns, known, strict=True)
        if not width
    ]
    free = SHEET_WIDTH - NUMBER_WIDTH - BUTTON_WIDTH - sum(known)
    part = max(NARROWEST, free // max(1, sum(parts)))
    return tuple(
        _head(column, width or part * (2 if column.id == table.row_title else 1), unit)
        for column, width in zip(columns, known, strict=True)
    )


def _width(column: Field | Ratio) -> int:
    return COMPUTED_WIDTH if isinstance(column, Ratio) else WIDTHS.get(column.type, 0)


def _head(column: Field | Ratio, width: int, unit: Unit | None) -> Column:
    if isinstance(column, Ratio):
        return Column(column.id, column.title, "", width, computed=True, note=column.note)
    return Column(column.id, column.title, unit_name(column, unit), width, computed=False, note=column.help)
