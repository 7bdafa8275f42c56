"""Tables on a stage: a sheet of rows, fixed rows turned by a quarter, or cards where a row holds a text."""

from collections.abc import Sequence
from dataclasses import dataclass

from rubrics.scoring import address as addresses
from rubrics.scoring import values
from rubrics.scoring.reading.answers import FlatRow
from rubrics.scoring.types import Field, FieldType, Ratio, Table

from .cells import Cell, Drawing, cell_of, computed_cell
from .columns import SHEET_WIDTH, Column, heads, in_order, is_typed, typed_columns
from .content import Content

SHEET, TURNED, CARDS = "sheet", "turned", "cards"
WITHOUT_BOX = frozenset({"fixed", "calc", "carried"})
MANY_ROWS, FIRST_ROWS = 80, 40
"""In a table of more rows, those behind the first are far off until the script finds them in sight."""
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
    far: bool = False
    """Whether its boxes are left out of the picture until they come near to what is in sight."""

    @property
    def open(self) -> bool:
        """Whether its card is open at once: something in it is wrong, or nothing is in it yet."""
        return any(cell.message for cell in self.cells) or self.empty

    @property
    def empty(self) -> bool:
        """Whether nothing is filled in yet."""
        return not any(cell.text for cell in self.cells if cell.kind not in WITHOUT_BOX)


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
    blank: int
    """Rows in which nothing stands; they count as none."""
    source: str
    """The table that rows are carried over from, '' for rows of its own."""

    @property
    def address(self) -> str:
        return addresses.table(self.table.id)

    @property
    def count(self) -> int:
        """Rows in which something stands."""
        return len(self.rows) - self.blank

    @property
    def wide(self) -> bool:
        """Whether the sheet has more columns than the page and scrolls by itself."""
        return sum(column.width for column in self.columns) > SHEET_WIDTH


def sheet_view(content: Content, table: Table, drawing: Drawing, *, everything: bool = False) -> SheetView:
    """Return a table as the page prints it."""
    look = look_of(table)
    typed = typed_columns(content.document, table, everything=everything or look == CARDS)
    columns = in_order(table, typed)
    absent = content.answers.absent_tables.get(table.id)
    head = heads(table, columns, drawing.unit)
    return SheetView(
        table=table,
        look=look,
        columns=head,
        rows=rows_of(drawing, columns, head),
        totals=totals_of(content, table, columns),
        free=not table.fixed and not table.rows_from,
        hidden=sum(is_typed(table, column) for column in table.columns) - len(typed),
        absent="" if absent is None else absent.reason,
        writable=content.editing.ok,
        blank=0 if table.fixed or table.rows_from else sum(row.blank for row in content.rows(table.id)),
        source=_source(content, table),
    )


def _source(content: Content, table: Table) -> str:
    name = table.rows_from.partition(".")[0]
    return content.index.tables[name].title if name else ""


def look_of(table: Table) -> str:
    """Return how a table is laid out: cards where a row holds a text, else a sheet."""
    if any(column.type is FieldType.NARRATIVE for column in table.columns):
        return CARDS
    return TURNED if len(table.fixed) in FEW_ROWS else SHEET


def rows_of(
    drawing: Drawing, columns: Sequence[Field | Ratio], head: Sequence[Column]
) -> tuple[SheetRow, ...]:
    """Return the rows in order: as stored, or those that the document or another table gives."""
    content, table = drawing.content, drawing.table
    stored = {row.key: row for row in content.rows(table.id)}
    keys = content.scored.keys.get(table.id, ()) if table.fixed or table.rows_from else tuple(stored)
    widths = [column.characters for column in head]
    near = FIRST_ROWS if len(keys) > MANY_ROWS else len(keys)
    return tuple(
        _row(drawing, stored.get(key), (key, number, number > near), list(zip(columns, widths, strict=True)))
        for number, key in enumerate(keys, start=1)
    )


def _row(
    drawing: Drawing,
    row: FlatRow | None,
    place: tuple[str, int, bool],
    columns: list[tuple[Field | Ratio, int]],
) -> SheetRow:
    key, number, far = place
    said = key if drawing.table.fixed else f"第 {number} 行"
    cells = tuple(_cell(drawing, row, key, column, said, width) for column, width in columns)
    where = addresses.cell(drawing.table.id, key)
    return SheetRow(key, number, row_title(drawing, key, said), where, cells, far)


def _cell(
    drawing: Drawing, row: FlatRow | None, key: str, column: Field | Ratio, said: str, width: int
) -> Cell:
    if isinstance(column, Ratio):
        return computed_cell(drawing, key, column.id, column.title)
    return cell_of(drawing, row, key, column, said, width)


def row_title(drawing: Drawing, key: str, otherwise: str) -> str:
    """Return what a row is called: its title column, the fixed row's name, or its number."""
    value = drawing.typed.get(key, {}).get(drawing.table.row_title)
    return value if isinstance(value, str) and value else otherwise


def totals_of(content: Content, table: Table, columns: Sequence[Field | Ratio]) -> tuple[str, ...]:
    """Return the totals row below the columns, '' where a column has no total; () for a table without."""
    return tuple(_total(content, table, column.id) for column in columns) if table.totals else ()


def _total(content: Content, table: Table, column: str) -> str:
    figure = content.sheet.figures.get(f"{table.id}.{column}")
    return "" if figure is None else values.show(figure.value, figure.unit, figure.places)
