"""A table of the document on the page: every row leads to its place, changed cells show both values."""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluations.report.blocks import Cell, Grid, text_of
from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.types import ChapterPart, PartKind

from .comments import Card, Mark, marks_at
from .marks import Piece, Pieces, changed_pieces, is_changed
from .seen import Seen


@dataclass(frozen=True, slots=True)
class PaperCell:
    """One cell; `side` is start, middle or end."""

    pieces: Pieces
    side: str
    changed: bool


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row; `address` is '' in a table that is no table of the filing. `gone`: it was taken out."""

    address: str
    cells: tuple[PaperCell, ...]
    marks: tuple[Mark, ...]
    gone: bool = False


@dataclass(frozen=True, slots=True)
class PaperGrid:
    """A table."""

    caption: str
    heads: tuple[tuple[str, str], ...]
    """Title and side of each column."""
    rows: tuple[PaperRow, ...]
    totals: tuple[PaperCell, ...]

    @property
    def changes(self) -> int:
        return sum(row.gone or any(cell.changed for cell in row.cells) for row in self.rows)


def paper_grid(
    seen: Seen,
    part: ChapterPart,
    grid: Grid,
    before: Grid | None,
    old_rows: Mapping[str, tuple[str, ...]],
    cards: tuple[Card, ...],
) -> PaperGrid:
    """Return a grid of the report with its rows' places; rows are matched with those of the round before by key."""
    keys = row_keys(seen, part, len(grid.rows))
    old = _old_rows(part, before, old_rows, seen)
    rows = [
        PaperRow(
            address=addresses.cell(part.body, keys[at]) if keys else "",
            cells=_cells(
                cells, old.get(keys[at]) if keys else None, compared=before is not None and bool(keys)
            ),
            marks=marks_at(cards, addresses.cell(part.body, keys[at])) if keys else (),
        )
        for at, cells in enumerate(grid.rows)
    ]
    gone = [
        PaperRow(
            "",
            tuple(PaperCell((Piece(_text(cell), "del"),), cell.side, changed=True) for cell in cells),
            (),
            True,
        )
        for key, cells in old.items()
        if key not in keys
    ]
    return PaperGrid(
        grid.caption,
        tuple((column.title, column.side) for column in grid.columns),
        (*rows, *gone),
        tuple(PaperCell((Piece(_text(cell)),), cell.side, changed=False) for cell in grid.totals),
    )


def row_keys(seen: Seen, part: ChapterPart, count: int) -> tuple[str, ...]:
    """Return the keys of a printed table's rows in print order; () when the grid shows something else."""
    if part.kind is not PartKind.TABLE:
        return ()
    table = desk_of(seen.document).table(part.body)
    if isinstance(table, Problem):
        return ()
    keys = tuple(table.fixed) or tuple(row.key for row in seen.answers.rows.get(table.id, ()))
    return keys if len(keys) == count else ()


def _old_rows(
    part: ChapterPart, before: Grid | None, old_rows: Mapping[str, tuple[str, ...]], seen: Seen
) -> dict[str, tuple[Cell, ...]]:
    """Return key -> cells of the round before."""
    if before is None or part.kind is not PartKind.TABLE:
        return {}
    table = desk_of(seen.document).table(part.body)
    fixed = () if isinstance(table, Problem) else tuple(table.fixed)
    keys = fixed or old_rows.get(part.body, ())
    return dict(zip(keys, before.rows, strict=False)) if len(keys) == len(before.rows) else {}


def _cells(cells: tuple[Cell, ...], old: tuple[Cell, ...] | None, *, compared: bool) -> tuple[PaperCell, ...]:
    """Return the cells of a row; the first holds its number, which is not compared. A new row is all new."""
    found = []
    for at, cell in enumerate(cells):
        text = _text(cell)
        if at == 0 or not compared:
            pieces: Pieces = (Piece(text),)
        elif old is None:
            pieces = (Piece(text, "ins"),)
        else:
            pieces = changed_pieces(_text(old[at]) if at < len(old) else "", text)
        found.append(PaperCell(pieces, cell.side, is_changed(pieces)))
    return tuple(found)


def _text(cell: Cell) -> str:
    return "\n".join(text_of(line) for line in cell.lines)
