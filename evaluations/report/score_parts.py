"""The 自评表 cut where its pages end: every part is whole, and a group that goes on is named again."""

from dataclasses import replace
from itertools import pairwise

from .blocks import GroupCell, ScoreRow, ScoreSheet

AGAIN = "（续）"


def in_parts(sheet: ScoreSheet, firsts: tuple[int, ...]) -> ScoreSheet:
    """Return the sheet cut before the rows of these numbers; a group that goes on is named again, with （续）.

    The sheet must be in one part. `firsts` come from a first laying-out, in which every row names all its groups.
    """
    rows = sheet.parts[0]
    cuts = sorted({0, *(first for first in firsts if 0 < first < len(rows)), len(rows)})
    spread = [_spread(rows, at) for at in range(len(rows))]
    parts = tuple(
        tuple(_in_part(rows, spread, at, start, end) for at in range(start, end))
        for start, end in pairwise(cuts)
    )
    return replace(sheet, parts=parts)


def one_row_each(sheet: ScoreSheet) -> ScoreSheet:
    """Return the sheet for measuring: every row a part of its own, with the names of all its groups."""
    return in_parts(sheet, tuple(range(len(sheet.parts[0]))))


def _spread(rows: tuple[ScoreRow, ...], at: int) -> dict[int, tuple[int, GroupCell]]:
    """Return, by column, the row where a cell over row `at` begins, and that cell."""
    found: dict[int, tuple[int, GroupCell]] = {}
    for start in range(at, -1, -1):
        for column, cell in _by_column(rows[start]).items():
            if start + cell.rows > at:
                found.setdefault(column, (start, cell))
        if 0 in found:
            break
    return found


def _by_column(row: ScoreRow) -> dict[int, GroupCell]:
    """Return a row's cells by column: cells of upper groups that began before leave their columns out, at the left."""
    column, found = row.first_column, {}
    for cell in row.groups:
        found[column] = cell
        column += cell.columns
    return found


def _in_part(
    rows: tuple[ScoreRow, ...], spread: list[dict[int, tuple[int, GroupCell]]], at: int, start: int, end: int
) -> ScoreRow:
    cells, first = [], None
    for column, (begins, cell) in sorted(spread[at].items()):
        if at not in (begins, start):
            continue
        first = column if first is None else first
        rest = min(begins + cell.rows, end) - at
        again = AGAIN if begins < at and cell.side == "start" else ""
        cells.append(replace(cell, rows=rest, again=again))
    return replace(rows[at], groups=tuple(cells), first_column=first or 0)
