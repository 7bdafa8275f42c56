"""Rows of a table taken in whole: those that are there already by their title stay and change, others come and go.

A row that stays keeps its key, so that comments on it and rows of other tables that follow it stay with it.
"""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from evaluations.models import TableRow, canonical
from evaluations.selectors.at_revision import ORDER
from rubrics.scoring import address as addresses

from . import bulk, places
from .writing import Writing

IMPORTED = "导入"
type Cells = Mapping[str, places.Stored]


def new_key() -> str:
    """Return a key for a new row."""
    return secrets.token_hex(5)


def append_rows(
    writing: Writing,
    table: str,
    cleaned: Sequence[Cells],
    source: str = IMPORTED,
    keys: Sequence[str] = (),
) -> None:
    """Add rows at the end of a table, under `keys` where there are some; `source` says where from."""
    first = places.next_position(writing, table)
    coming = {first + number: cells for number, cells in enumerate(cleaned)}
    _insert(writing, table, coming, source, keys)


def replace_rows(writing: Writing, table: str, title: str, cleaned: Sequence[Cells]) -> None:
    """Put rows in the place of those that are there; `title` is the column whose text names a row, '' for none."""
    present = list(writing.filing.table_rows.filter(table=table, deleted_at__isnull=True))
    staying = _matched(present, title, cleaned)
    remove_rows(writing, [row for row in present if row not in staying.values()])
    _note_order(writing, table, present, [staying[number] for number in sorted(staying)])
    for number, row in staying.items():
        _update(writing, row, cleaned[number], number)
    TableRow.objects.bulk_update(staying.values(), ["version", "cells", "position", "by", "at"])
    coming = {number: cells for number, cells in enumerate(cleaned) if number not in staying}
    _insert(writing, table, coming)


def _matched(present: Sequence[TableRow], title: str, cleaned: Sequence[Cells]) -> dict[int, TableRow]:
    """Return place -> the row that is there under the same title, where exactly one row on either side has it."""
    old = [str(row.cells.get(title, {}).get("text", "")) for row in present]
    new = [cells[title].text if title in cells else "" for cells in cleaned]
    before, after = Counter(old), Counter(new)
    rows = dict(zip(old, present, strict=True))
    return {
        number: rows[name] for number, name in enumerate(new) if name and before[name] == 1 == after[name]
    }


def _update(writing: Writing, row: TableRow, cells: Cells, position: int) -> None:
    """Change the cells of a row that say something else now; the others keep their version and source."""
    changed: dict[str, Any] = {}
    for column in dict.fromkeys([*row.cells, *cells]):
        old, new = row.cells.get(column, {}), cells.get(column, places.NOTHING)
        was = (str(old.get("text", "")), str(old.get("status", places.FILLED)))
        if was != (new.text, new.status):
            changed[column] = places.cell_data(new, row.version + 1)
            where = addresses.cell(row.table, row.key, column)
            writing.change(where, was, (new.text, new.status), row.version + 1, IMPORTED)
    row.position = position
    if changed:
        row.cells, row.version = {**row.cells, **changed}, row.version + 1
        row.by, row.at = writing.actor, writing.now


def remove_rows(writing: Writing, rows: Sequence[TableRow], source: str = IMPORTED) -> None:
    """Remove rows of one table."""
    for row in rows:
        where = addresses.cell(row.table, row.key)
        old = (canonical(row.cells), places.FILLED)
        row.version, row.deleted_at, row.by, row.at = row.version + 1, writing.now, writing.actor, writing.now
        writing.change(where, old, ("", places.FILLED), row.version, source)
    TableRow.objects.bulk_update(rows, ["version", "deleted_at", "by", "at"])


def _note_order(writing: Writing, table: str, present: Sequence[TableRow], after: Sequence[TableRow]) -> None:
    """Note a change of order among the rows that stay."""
    before = [row.key for row in present if row in after]
    now = [row.key for row in after]
    if before != now:
        where = addresses.table(table)
        writing.change(where, (canonical(before), places.FILLED), (canonical(now), places.FILLED), 0, ORDER)


def _insert(
    writing: Writing,
    table: str,
    coming: Mapping[int, Cells],
    source: str = IMPORTED,
    keys: Sequence[str] = (),
) -> None:
    rows = []
    named = keys or [new_key() for _ in coming]
    for key, (position, cells) in zip(named, coming.items(), strict=True):
        data = {column: places.cell_data(stored, 1) for column, stored in cells.items()}
        where = addresses.cell(table, key)
        writing.change(where, ("", places.FILLED), (canonical(data), places.FILLED), 1, source)
        rows.append(places.row_values(writing, (table, key), data, position))
    bulk.insert(TableRow, rows)
