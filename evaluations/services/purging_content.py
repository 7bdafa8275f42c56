"""One place of a filing is emptied as it stands now."""

from functools import partial

from django.db import transaction

from evaluations.evidence import store
from evaluations.models import Evidence, Status
from evaluations.selectors.purged import MARK, TYPED, is_proof, without_lines
from rubrics.scoring import address as addresses
from rubrics.scoring import narrative
from rubrics.scoring.address import Address

from .writing import Writing

FILLED = Status.FILLED.value
SOURCE = "按保密要求清除"


def empty(writing: Writing, place: Address, names: tuple[str, ...]) -> None:
    """Leave the place 未填; the change says that it was cleared, not what of."""
    where = str(place)
    if place.kind in TYPED:
        for answer in writing.filing.answers.filter(key=where):
            _empty_answer(writing, where, answer.version, "")
    elif place.kind == "chapter":
        _empty_chapter(writing, place)
    elif place.kind == "row":
        _empty_cell(writing, *place.path)
    else:
        _drop_file(writing, place.path[0])
        _empty_lines(writing, names)


def _empty_answer(writing: Writing, where: str, version: int, text: str) -> None:
    said = {"value": text, "status": FILLED, "source": "", "by": writing.actor, "at": writing.now}
    writing.filing.answers.filter(key=where).update(version=version + 1, **said)
    writing.change(where, (MARK, FILLED), (text, FILLED), version + 1, SOURCE)


def _empty_chapter(writing: Writing, place: Address) -> None:
    for text in writing.filing.narratives.filter(chapter=place.path[0]):
        text.body, text.plain, text.status, text.source = narrative.to_json(()), "", FILLED, ""
        text.version, text.by, text.at = text.version + 1, writing.actor, writing.now
        text.save()
        writing.change(str(place), (MARK, FILLED), ("", FILLED), text.version, SOURCE)


def _empty_cell(writing: Writing, table: str, key: str, column: str, left: str = "") -> None:
    for row in writing.filing.table_rows.filter(table=table, key=key):
        if column not in row.cells:
            continue
        row.version, row.by, row.at = row.version + 1, writing.actor, writing.now
        cell = {"text": left, "status": FILLED, "source": "", "version": row.version}
        row.cells = {**row.cells, column: cell}
        row.save()
        where = addresses.cell(table, key, column)
        writing.change(where, (MARK, FILLED), (left, FILLED), row.version, SOURCE)


def _drop_file(writing: Writing, key: str) -> None:
    for file in Evidence.objects.filter(filing=writing.filing, key=key):
        file.links.all().delete()
        file.name, file.sha, file.stored = MARK, "", False
        file.removed_at, file.removed_by = file.removed_at or writing.now, file.removed_by or writing.actor
        file.save()
        writing.change(addresses.file(key), (MARK, FILLED), ("", FILLED), writing.revision, SOURCE)
        transaction.on_commit(partial(store.drop, key))


def _empty_lines(writing: Writing, names: tuple[str, ...]) -> None:
    """Take the lines under 佐证 away that name the file: rules count them."""
    for answer in writing.filing.answers.all():
        left = without_lines(answer.value, names) if is_proof(answer.key) else answer.value
        if left != answer.value:
            _empty_answer(writing, answer.key, answer.version, left)
    for row in writing.filing.table_rows.all():
        for column, cell in row.cells.items():
            left = without_lines(cell["text"], names)
            if left != cell["text"] and is_proof(addresses.cell(row.table, row.key, column)):
                _empty_cell(writing, row.table, row.key, column, left)
