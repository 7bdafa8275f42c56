"""Tables on a stage: a sheet of rows, fixed rows turned by a quarter, or cards where a row holds a text."""

from dataclasses import dataclass

from rubrics.scoring import address as addresses
from rubrics.scoring import values
from rubrics.scoring.reading.answers import FlatRow
from rubrics.scoring.types import Field, FieldType, Table

from .cells import Cell, Drawing, cell_of, computed_cell
from .columns import Column, heads, is_typed, sheet_columns
from .content import Content

SHEET, TURNED, CARDS = "sheet", "turned", "cards"
FEW_ROWS = range(2, 7)
"""So many fixed rows stand side by side as columns."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`title` names the row; `number` counts from 1; `key` is what its buttons send."""

    key: str
    number: int
    title: str
    address: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """A table as the page prints it. `free`: rows can be added; `hidden` counts columns that only a row's page has."""

    table: Table
    look: str
    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    totals: tuple[str, ...]
    free: bool
    hidden: int
    absent: str
    """The reason of 无此事项, '' where there is none."""
    writable: bool

    @property
    def address(self) -> str:
        return addresses.table(self.table.id)

    @property
    def wide(self) -> bool:
        """Whether the sheet has more columns than the page and scrolls by itself."""
        return len(self.columns) > 11


def sheet_view(
    content: Content, table: Table, drawing: Drawing, *, everything: bool = False
) -> SheetView:
    """Return a table as the page prints it."""
    look = look_of(table)
    columns = table_columns(content, table, look, everything=everything)
    typed = sum(is_typed(table, column) for column in table.columns)
    absent = content.answers.absent_tables.get(table.id)
    return SheetView(
        table=table,
        look=look,
        columns=heads(table, columns, drawing.unit),
        rows=rows_of(drawing, columns),
        totals=totals_of(content, table, columns),
        free=not table.fixed and not table.rows_from,
        hidden=typed - len(columns),
        absent="" if absent is None else absent.reason,
        writable=content.editing.ok,
    )


def look_of(table: Table) -> str:
    """Return how a table is laid out: cards where a row holds a text, else a sheet."""
    if any(column.type is FieldType.NARRATIVE for column in table.columns):
        return CARDS
    return TURNED if len(table.fixed) in FEW_ROWS else SHEET


def table_columns(content: Content, table: Table, look: str, *, everything: bool) -> tuple[Field, ...]:
    """Return the typed columns that the page shows."""
    return sheet_columns(content.document, table, everything=everything or look == CARDS)


def rows_of(drawing: Drawing, columns: tuple[Field, ...]) -> tuple[SheetRow, ...]:
    """Return the rows in order: as stored, or those that the document or another table gives."""
    content, table = drawing.content, drawing.table
    stored = {row.key: row for row in content.rows(table.id)}
    keys = content.scored.keys.get(table.id, ()) if table.fixed or table.rows_from else tuple(stored)
    return tuple(
        _row(drawing, key, number, stored.get(key), columns) for number, key in enumerate(keys, start=1)
    )


def _row(
    drawing: Drawing, key: str, number: int, row: FlatRow | None, columns: tuple[Field, ...]
) -> SheetRow:
    table = drawing.table
    title = row_title(drawing, key, number, row)
    said = key if table.fixed else f"第 {number} 行"
    typed = tuple(cell_of(drawing, row, key, column, said) for column in columns)
    computed = tuple(computed_cell(drawing, key, ratio.id, f"{said} {ratio.title}") for ratio in table.formulas)
    return SheetRow(key, number, title, addresses.cell(table.id, key), typed + computed)


def row_title(drawing: Drawing, key: str, number: int, row: FlatRow | None) -> str:
    """Return what a row is called: its title column, the fixed row's name, or its number."""
    if drawing.table.fixed:
        return key
    value = drawing.typed.get(key, {}).get(drawing.table.row_title)
    return value if isinstance(value, str) and value else f"第 {number} 行"


def totals_of(content: Content, table: Table, columns: tuple[Field, ...]) -> tuple[str, ...]:
    """Return the totals row below the columns, '' where a column has no total; () for a table without."""
    if not table.totals:
        return ()
    names = [*(column.id for column in columns), *(ratio.id for ratio in table.formulas)]
    return tuple(_total(content, table, name) for name in names)


def _total(content: Content, table: Table, column: str) -> str:
    figure = content.sheet.figures.get(f"{table.id}.{column}")
    return "" if figure is None else values.show(figure.value, figure.unit, figure.places)


@dataclass(frozen=True, slots=True)
class TurnedLine:
    """One line of a table turned by a quarter: a column of the document, its cells under the fixed rows."""

    title: str
    unit: str
    note: str
    cells: tuple[Cell, ...]


def turned(content: Content, drawing: Drawing) -> tuple[TurnedLine, ...]:
    """Return the lines of fixed rows that stand side by side: typed ones, constants, computed ones."""
    table = drawing.table
    view_rows = rows_of(drawing, sheet_columns(content.document, table))
    typed = heads(table, sheet_columns(content.document, table), drawing.unit)
    lines = [
        TurnedLine(column.title, column.unit, column.note, tuple(row.cells[at] for row in view_rows))
        for at, column in enumerate(typed)
    ]
    split = len(typed) - len(table.formulas)
    constants = [_constants(drawing, column) for column in table.columns if not is_typed(table, column)]
    return (*lines[:split], *constants, *lines[split:])


def _constants(drawing: Drawing, column: Field) -> TurnedLine:
    cells = tuple(
        _fixed(computed_cell(drawing, key, column.id, f"{key} {column.title}")) for key in drawing.table.fixed
    )
    return TurnedLine(column.title, "", "", cells)


def _fixed(cell: Cell) -> Cell:
    return Cell(cell.address, cell.label, "fixed", cell.text)

