"""Rows of units that their department has not taken into its own tables: what can be taken over, and what is there."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from evaluations.models import Filing, TableRow
from rubrics.scoring.types import Document, Table

from .units import Gathering, is_sent

BETWEEN = "~"
"""Stands in a taken row's key between the part, the row's key there, and how often it was taken again."""


@dataclass(frozen=True, slots=True)
class PartRows:
    """Rows of one part that are not in the department's table."""

    part: Filing
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class TableRows:
    """One table and the parts that have rows to be taken over."""

    table: Table
    parts: tuple[PartRows, ...]


def rows_to_take(gathering: Gathering) -> tuple[TableRows, ...]:
    """Return what can be taken over from parts that were sent up. No query: all of it was fetched for the sums."""
    found = (
        TableRows(table, tuple(_of_parts(gathering, table))) for table in tables_to_take(gathering.document)
    )
    return tuple(one for one in found if one.parts)


def tables_to_take(document: Document) -> Iterator[Table]:
    """Yield the tables whose rows are the filer's own: neither given, nor those of another table, nor of units."""
    units = document.units.table if document.units else ""
    for table in document.tables:
        if not (table.fixed or table.rows_from or table.control_of or table.id == units):
            yield table


def _of_parts(gathering: Gathering, table: Table) -> Iterator[PartRows]:
    present = gathering.present.get(table.id, frozenset())
    for part in gathering.parts:
        rows = [row for row in part.table_rows.all() if row.table == table.id] if is_sent(part) else []
        fresh = tuple(row for row in rows if not is_taken(part, row, present))
        if fresh:
            yield PartRows(part, fresh)


def key_of(part: Filing, row: TableRow) -> str:
    """Return the key that a row has where it was taken over."""
    return f"{part.pk}{BETWEEN}{row.key}"


def is_taken(part: Filing, row: TableRow, keys: Iterable[str]) -> bool:
    """Whether one of the keys is that of the row, taken over once or again."""
    key = key_of(part, row)
    return any(one == key or one.startswith(f"{key}{BETWEEN}") for one in keys)


def free_key(part: Filing, row: TableRow, used: Collection[str]) -> str:
    """Return a key for a row that is taken over; what was taken and removed before keeps its own."""
    key, again = key_of(part, row), 1
    found = key
    while found in used:
        again += 1
        found = f"{key}{BETWEEN}{again}"
    return found
