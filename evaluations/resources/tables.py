"""The layout of a document's table, and its stored rows as texts."""

from collections.abc import Mapping

from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.answers import NA, Given, clean_as
from rubrics.scoring.types import Document, Field, Table
from rubrics.scoring.units import Unit
from rubrics.scoring.values import Parsed

from .layout import Layout, Totals
from .resource import Clean

ABSENT = "无此事项"
ROW = "1"
"""Cleaning needs an address; which row it is makes no difference."""


def can_be_imported(table: Table) -> bool:
    """Say whether the rows of a table are added by the filer: only such a table has a sheet."""
    return not table.fixed and not table.rows_from


def layout_of(document: Document, table: Table, unit: Unit | None) -> Layout:
    """Return the layout of a free table; `unit` is the one chosen for its amounts, None where the document says it."""
    typed = tuple(column for column in table.columns if not column.control_of)
    computed = {ratio.id: ratio.title for ratio in table.formulas}
    return Layout(
        name=table.id,
        title=table.title,
        columns=typed,
        row_title=table.row_title,
        unit=unit if table.unit_from else None,
        computed=computed,
        controls={column.control_of: column for column in table.columns if column.control_of},
        totals=tuple(totals for one in document.tables for totals in _totals(one, table)),
        added=table.totals,
        most_rows=table.maximum_rows,
        notes=(table.help,) if table.help else (),
    )


def _totals(other: Table, table: Table) -> tuple[Totals, ...]:
    if other.control_of != table.id:
        return ()
    columns: Mapping[str, Field] = {one.control_of: one for one in other.columns if one.control_of}
    return tuple(Totals(other.id, row, columns) for row in other.fixed)


def cleaner(document: Document, table: Table, unit: Unit | None) -> Clean:
    """Return what cleans a cell of a table: the same parser as the pages use."""
    wheres = {column.id: addresses.cell(table.id, ROW, column.id) for column in table.columns}
    seen: dict[tuple[str, str], Parsed | Problem] = {}

    def understood(column: Field, text: str) -> Parsed | Problem:
        """Offices, kinds and dates come again and again in a file: each text is read once a column."""
        if (column.id, text) not in seen:
            seen[column.id, text] = read(column, text)
        return seen[column.id, text]

    def read(column: Field, text: str) -> Parsed | Problem:
        where, reason = wheres[column.id], absence_in(column, text)
        if reason is None:
            return clean_as(document, column, where, Given(text.strip()), unit=unit)
        outcome = clean_as(document, column, where, Given(reason, NA))
        if isinstance(outcome, Problem):
            return outcome
        whole = absence_text(outcome.text)
        return Parsed(outcome.value, whole, whole)

    return understood


def absence_in(column: Field, text: str) -> str | None:
    """Return the reason of 无此事项 that a cell gives, None for a cell with a value."""
    if not column.allow_na:
        return None
    head, colon, reason = text.strip().replace(":", "：", 1).partition("：")
    return reason.strip() if colon and head.strip() == ABSENT else None


def absence_text(reason: str) -> str:
    """Return how a cell says 无此事项."""
    return f"{ABSENT}：{reason}"
