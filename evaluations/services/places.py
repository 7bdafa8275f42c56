"""Where the answer at an address is stored: read with its version, written only if that version still holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from evaluations.access import Person
from evaluations.models import Answer, Filing, Narrative, Status, TableRow
from evaluations.selectors.at_revision import text_form
from rubrics.scoring import narrative
from rubrics.scoring.address import Address

from .writing import Writing

FILLED, TO_CONFIRM = Status.FILLED.value, Status.TO_CONFIRM.value


@dataclass(frozen=True, slots=True)
class Stored:
    """What stands at an address: text form, status, version (0: nothing yet), who and when."""

    text: str = ""
    status: str = FILLED
    source: str = ""
    version: int = 0
    by: Person = None
    at: datetime | None = None


NOTHING = Stored()


@dataclass(slots=True)
class Shelf:
    """The stored answers at the addresses of one save, fetched in three queries."""

    filing: Filing
    answers: dict[str, Answer] = field(default_factory=dict)
    rows: dict[tuple[str, str], TableRow] = field(default_factory=dict)
    narratives: dict[str, Narrative] = field(default_factory=dict)

    def at(self, address: Address) -> Stored:
        """Return what stands at an address."""
        if address.kind == "row":
            row = self.rows.get((address.path[0], address.path[1]))
            return _stored_cell(row, address.path[2]) if row else NOTHING
        if address.kind == "chapter":
            text = self.narratives.get(address.path[0])
            return _stored_narrative(text) if text else NOTHING
        answer = self.answers.get(str(address))
        if answer is None:
            return NOTHING
        return Stored(answer.value, answer.status, answer.source, answer.version, answer.by, answer.at)


def fetch(filing: Filing, addresses: Iterable[Address]) -> Shelf:
    """Return the shelf that holds the given addresses; removed rows count as being there."""
    wanted = list(addresses)
    shelf = Shelf(filing)
    plain = [str(address) for address in wanted if address.kind not in {"row", "chapter"}]
    rows = {(address.path[0], address.path[1]) for address in wanted if address.kind == "row"}
    chapters = [address.path[0] for address in wanted if address.kind == "chapter"]
    if plain:
        for answer in filing.answers.filter(key__in=plain).select_related("by"):
            shelf.answers[answer.key] = answer
    if rows:
        tables, keys = zip(*rows, strict=True)
        for row in filing.table_rows.filter(table__in=tables, key__in=keys).select_related("by"):
            shelf.rows[row.table, row.key] = row
    if chapters:
        for text in filing.narratives.filter(chapter__in=chapters).select_related("by"):
            shelf.narratives[text.chapter] = text
    return shelf


def put_answer(writing: Writing, shelf: Shelf, address: Address, new: Stored) -> int | None:
    """Store an answer on top of version `new.version`; return the version made, None when somebody was faster."""
    values = {
        "value": new.text,
        "status": new.status,
        "source": new.source,
        "by": writing.actor,
        "at": writing.now,
    }
    if new.version == 0:
        return _inserted(Answer(filing=writing.filing, key=str(address), **values))
    held = shelf.filing.answers.filter(key=str(address), version=new.version)
    return new.version + 1 if held.update(version=new.version + 1, **values) else None


def put_narrative(writing: Writing, shelf: Shelf, address: Address, new: Stored) -> int | None:
    """Store a narrative from its text form; blocks that stayed keep their ids."""
    chapter = address.path[0]
    before = shelf.narratives.get(chapter)
    blocks = narrative.read_stored(new.text) if new.text else ()
    if isinstance(blocks, list):
        raise TypeError("a narrative is cleaned before it is stored")
    kept = narrative.read_json(before.body) if before else ()
    blocks = narrative.with_ids(blocks, () if isinstance(kept, list) else kept)
    values = {
        "body": narrative.to_json(blocks),
        "plain": narrative.plain(blocks, {}),
        "status": new.status,
        "source": new.source,
        "by": writing.actor,
        "at": writing.now,
    }
    if new.version == 0:
        return _inserted(Narrative(filing=writing.filing, chapter=chapter, **values))
    held = shelf.filing.narratives.filter(chapter=chapter, version=new.version)
    return new.version + 1 if held.update(version=new.version + 1, **values) else None


def put_cells(
    writing: Writing, shelf: Shelf, place: tuple[str, str], cells: Mapping[str, Stored]
) -> int | None:
    """Store cells of one row at once; return the row's new version. A row that is not there yet is made.

    A row that was taken over and waits for the filer's word has it as soon as something in it is changed.
    """
    table, key = place
    row = shelf.rows.get(place)
    version = row.version + 1 if row else 1
    merged = dict(row.cells) if row else {}
    for column, new in cells.items():
        merged[column] = cell_data(new, version)
    if row is None:
        return _inserted(new_row(writing, table, key, merged))
    settled = [column for column in merged if column not in cells and merged[column]["status"] == TO_CONFIRM]
    for column in settled:
        merged[column] = {**merged[column], "status": FILLED}
    held = shelf.filing.table_rows.filter(pk=row.pk, version=row.version, deleted_at__isnull=True)
    if not held.update(version=version, cells=merged, by=writing.actor, at=writing.now):
        return None
    for column in settled:
        text, where = merged[column]["text"], str(Address("row", (table, key, column)))
        writing.change(where, (text, TO_CONFIRM), (text, FILLED), version, merged[column]["source"])
    return version


def new_row(writing: Writing, table: str, key: str, cells: Mapping[str, object]) -> TableRow:
    """Return an unsaved row at the end of its table."""
    return TableRow(**row_values(writing, (table, key), cells, next_position(writing, table)))


def next_position(writing: Writing, table: str) -> int:
    """Return the position behind all rows that a table ever had."""
    last = writing.filing.table_rows.filter(table=table).aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def row_values(
    writing: Writing, place: tuple[str, str], cells: Mapping[str, object], position: int
) -> dict[str, Any]:
    """Return what is stored of a new row."""
    return {
        "filing_id": writing.filing.pk,
        "table": place[0],
        "key": place[1],
        "position": position,
        "cells": dict(cells),
        "by_id": writing.actor.pk,
        "at": writing.now,
    }


def cell_data(new: Stored, version: int) -> dict[str, object]:
    """Return what the row keeps of a cell."""
    return {"text": new.text, "status": new.status, "source": new.source, "version": version}


def _inserted(row: Answer | Narrative | TableRow) -> int | None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return None
    return row.version


def _stored_cell(row: TableRow, column: str) -> Stored:
    cell = row.cells.get(column)
    if cell is None:
        return Stored(by=row.by, at=timezone.localtime(row.at))
    return Stored(cell["text"], cell["status"], cell["source"], cell["version"], row.by, row.at)


def _stored_narrative(stored: Narrative) -> Stored:
    return Stored(text_form(stored), stored.status, stored.source, stored.version, stored.by, stored.at)
