"""Columns of a table on the page: which stand in the sheet, which only on the page of a row, and how wide."""

from dataclasses import dataclass

from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Document, Field, FieldType, Ratio, Table
from rubrics.scoring.units import MONEY, Unit

from .texts import NUMBERS

MOST_COLUMNS = 8
"""More typed columns than this do not fit beside one another: the optional ones go to the page of a row."""
WIDTHS = {
    FieldType.AMOUNT: "116",
    FieldType.COUNT: "72",
    FieldType.NUMBER: "84",
    FieldType.PERCENT: "84",
    FieldType.YES_NO: "58",
    FieldType.CHOICE: "92",
    FieldType.DATE: "104",
    FieldType.YEAR: "64",
}
COMPUTED_WIDTH = "80"


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; `unit` is printed below the title, `width` '' takes what is left."""

    id: str
    title: str
    unit: str
    width: str
    computed: bool = False
    note: str = ""


def is_typed(table: Table, column: Field) -> bool:
    """Say whether a column is filled in on the page: not the constants of fixed rows."""
    return not any(column.id in constants for constants in table.fixed.values())


def sheet_columns(document: Document, table: Table, *, everything: bool = False) -> tuple[Field, ...]:
    """Return the typed columns of the sheet: all if they fit, else those that are required or that a check asks for."""
    typed = tuple(column for column in table.columns if is_typed(table, column))
    if everything or len(typed) <= MOST_COLUMNS:
        return typed
    asked = asked_for(document, table)
    return tuple(
        column
        for column in typed
        if column.required is not False or column.id == table.row_title or column.id in asked
    )


def asked_for(document: Document, table: Table) -> set[str]:
    """Return the optional columns that a check of every row sends people to."""
    found = set()
    for check in document.checks:
        if check.each == table.id and check.when is None:
            found |= {_column(place) for place in check.places[:1]}
    return found


def _column(place: str) -> str:
    address = addresses.parse(place)
    return place if isinstance(address, Problem) else address.path[-1]


def heads(table: Table, columns: tuple[Field, ...], unit: Unit | None) -> tuple[Column, ...]:
    """Return the heads of typed columns and of the computed ones, each behind the last figure it is made of."""
    typed = [_head(column, unit) for column in columns]
    return tuple(typed) + tuple(computed_head(ratio) for ratio in table.formulas)


def _head(column: Field, unit: Unit | None) -> Column:
    name = ""
    if column.type in NUMBERS:
        chosen = unit if unit is not None and column.unit.dimension == MONEY else column.unit
        name = "%" if column.type is FieldType.PERCENT else chosen.name
    return Column(column.id, column.title, name, WIDTHS.get(column.type, ""), note=column.help)


def computed_head(ratio: Ratio) -> Column:
    """Return the head of a computed column."""
    return Column(ratio.id, ratio.title, "", COMPUTED_WIDTH, computed=True, note=ratio.note)
