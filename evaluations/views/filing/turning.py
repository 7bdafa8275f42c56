"""Fixed rows side by side: a column of the document becomes a line, with what each row is worth below."""

from dataclasses import dataclass

from rubrics.scoring.types import Field, Table

from .cells import Cell, Drawing, computed_cell
from .columns import heads, in_order, is_typed, typed_columns
from .sheets import rows_of
from .worth import worth_of

WORTH = "得分"


@dataclass(frozen=True, slots=True)
class TurnedLine:
    """A column of the document, its cells under the fixed rows."""

    title: str
    unit: str
    note: str
    cells: tuple[Cell, ...]


def turned(drawing: Drawing) -> tuple[TurnedLine, ...]:
    """Return the lines: typed ones and computed ones in order, constants before the computed ones, points last."""
    table = drawing.table
    columns = in_order(table, typed_columns(drawing.content.document, table))
    head = heads(table, columns, drawing.unit)
    rows = rows_of(drawing, columns, head)
    lines = [
        TurnedLine(column.title, column.unit, column.note, tuple(row.cells[at] for row in rows))
        for at, column in enumerate(head)
    ]
    constants = [_constants(drawing, column) for column in table.columns if not is_typed(table, column)]
    return (*lines, *constants, *_worths(drawing, table))


def _constants(drawing: Drawing, column: Field) -> TurnedLine:
    found = [computed_cell(drawing, key, column.id, column.title) for key in drawing.table.fixed]
    cells = tuple(Cell(cell.address, cell.label, "fixed", cell.text) for cell in found)
    return TurnedLine(column.title, "", column.help, cells)


def _worths(drawing: Drawing, table: Table) -> tuple[TurnedLine, ...]:
    """Return what the rows are worth, where a computed column of each row is scored by itself."""
    for ratio in table.formulas:
        found = [worth_of(drawing.content, f"{table.id}.{ratio.id}[{key}]") for key in table.fixed]
        if all(found):
            cells = tuple(Cell("", WORTH, "calc", one.text if one else "") for one in found)
            return (TurnedLine(WORTH, "", "", cells),)
    return ()
