"""Figures and targets of the bureau that an import changed after the filer had answered: by the place of the answer."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from evaluations.models import Filing, Preset, TableRow
from rubrics.scoring import address as addresses
from rubrics.scoring.presets import Part, part_of
from rubrics.selectors.programs import document_for

from .targets import targets_of

type _Cells = dict[str, tuple[Preset, TableRow, str]]
"""Address -> what the bureau holds, and row and column of what was answered."""


def moved_in(filing: Filing) -> dict[str, Preset]:
    """Return address -> what the bureau holds, where an import changed it after the filer had answered.

    One query where nothing was ever changed, at most four.
    """
    if filing.part_of_id is not None:
        return {}
    changed = list(
        Preset.objects.filter(cycle=filing.cycle_id, department=filing.department_id)
        .exclude(kind=Preset.Kind.PREVIOUS)
        .exclude(former="")
    )
    parts = [(one, part) for one in changed if (part := part_of(one.key)) is not None]
    boxes = {addresses.figure(one.key): one for one in changed if part_of(one.key) is None}
    answered = filing.answers.filter(key__in=boxes).exclude(value="") if boxes else ()
    found = {one.key: boxes[one.key] for one in answered if one.at < boxes[one.key].changed_at}
    return found | (_in_tables(filing, parts) if parts else {})


def _in_tables(filing: Filing, parts: list[tuple[Preset, Part]]) -> dict[str, Preset]:
    tables = {part.table for _, part in parts}
    rows = list(filing.table_rows.filter(table__in=tables, deleted_at__isnull=True))
    cells: _Cells = {}
    for one, part in parts:
        for row in _rows_of(filing, part, rows):
            if row.cells.get(part.column, {}).get("text"):
                cells[addresses.cell(row.table, row.key, part.column)] = (one, row, part.column)
    written = _written(filing, cells)
    return {where: one for where, (one, _, _) in cells.items() if written[where] < one.changed_at}


def _rows_of(filing: Filing, part: Part, rows: list[TableRow]) -> Iterator[TableRow]:
    """Yield the rows that a part is about: that of the key, or those called so."""
    targets = targets_of(document_for(filing.version), part.table)
    for row in rows:
        called = str(row.cells.get(targets.name, {}).get("text", "")).strip() if targets else ""
        if row.table == part.table and part.row == (called or row.key):
            yield row


def _written(filing: Filing, cells: _Cells) -> Mapping[str, datetime]:
    """Return address -> when what stands there was written: with the row's last version, or as its change says."""
    found = {where: row.at for where, (_, row, _) in cells.items()}
    older = {
        where: (addresses.cell(row.table, row.key), row.cells[column]["version"])
        for where, (_, row, column) in cells.items()
        if row.cells[column]["version"] < row.version
    }
    if older:
        wanted = {*older, *(row for row, _ in older.values())}
        changes = filing.changes.filter(address__in=wanted).values_list("address", "version", "at")
        at = {(address, version): when for address, version, when in changes}
        for where, (row, version) in older.items():
            found[where] = at.get((where, version)) or at.get((row, version)) or found[where]
    return found
