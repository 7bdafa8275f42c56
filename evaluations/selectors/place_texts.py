"""Everything that ever stood at each place of a filing: now, in every change, in whatever was sent or approved."""

from collections import defaultdict
from collections.abc import Iterator
from json import loads
from pathlib import PurePath

from evaluations.models import Filing
from rubrics.scoring import address as addresses
from rubrics.scoring import narrative
from rubrics.scoring.address import Address
from rubrics.scoring.reading.answers import Flat

from .at_revision import ORDER
from .snapshots import frozen
from .sought import MARK
from .unit_places import FROM_THE_PORTAL

TYPED = frozenset({"fig", "line", "check", "table"})
"""Kinds of addresses under which one answer is kept."""
KINDS = TYPED | {"chapter", "row", "file"}
type Said = Iterator[tuple[str, str]]
"""Addresses with a text that stood there."""


def texts_by_place(filing: Filing) -> dict[str, set[str]]:
    """Return address -> all texts, only of places that can be cleared and ever held one; of a file its names."""
    found: dict[str, set[str]] = defaultdict(set)
    for said in (_now(filing), _changed(filing), frozen_texts(filing)):
        for where, text in said:
            if text.strip() and text != MARK:
                found[where].add(text)
    return {where: texts for where, texts in found.items() if is_place(where)}


def is_place(where: str) -> bool:
    """Say whether an address is one that can be cleared: a box, a text, a cell or a file."""
    place = addresses.parse(where)
    if not isinstance(place, Address) or place.block or place.kind not in KINDS:
        return False
    return place.kind != "row" or len(place.path) == 3


def narrative_texts(stored: str) -> Iterator[str]:
    """Yield what a narrative says, as typed and as read."""
    blocks = narrative.read_stored(stored) if stored else ()
    said = (
        (stored,)
        if isinstance(blocks, list)
        else (narrative.to_text_form(blocks), narrative.plain(blocks, {}))
    )
    yield from (text for text in said if text)


def _now(filing: Filing) -> Said:
    yield from filing.answers.values_list("key", "value")
    for text in filing.narratives.all():
        where = addresses.chapter(text.chapter)
        yield from ((where, one) for one in (text.plain, *narrative_texts(text.body)))
    for row in filing.table_rows.all():
        yield from _cells(row.table, row.key, row.cells)
    for key, name in filing.evidence.exclude(sha="").values_list("key", "name"):
        yield from ((addresses.file(key), one) for one in (name, PurePath(name).stem))
    yield from filing.corrections.values_list("address", "value")


def _changed(filing: Filing) -> Said:
    changes = filing.changes.exclude(source=ORDER).values_list("address", "old", "new")
    for where, *pair in changes.iterator():
        place = addresses.parse(where)
        if not isinstance(place, Address) or place.kind == "file":
            continue
        for text in filter(None, pair):
            if place.kind == "row" and len(place.path) == 2:
                yield from _cells(*place.path, loads(text))
            else:
                yield where, text


def frozen_texts(filing: Filing) -> Said:
    """Yield what was sent or approved."""
    for snapshot in filing.snapshots.order_by("seq"):
        kept = frozen(snapshot)
        yield from texts_in(kept.flat)
        yield from ((addresses.file(one["key"]), one["name"]) for one in kept.evidence)


def texts_in(flat: Flat) -> Said:
    """Yield what was filled in, narratives as typed and as read; what the portal itself filled in is left out."""
    typed = ((where, one) for where, one in flat.answers.items() if one.source != FROM_THE_PORTAL)
    yield from ((where, given.text) for where, given in typed)
    for name, stored in flat.narratives.items():
        yield from ((addresses.chapter(name), one) for one in narrative_texts(stored))
    for table, rows in flat.rows.items():
        for row in rows:
            yield from ((addresses.cell(table, row.key, one), given.text) for one, given in row.cells.items())


def _cells(table: str, key: str, cells: dict[str, dict[str, str]]) -> Said:
    yield from ((addresses.cell(table, key, column), cell["text"]) for column, cell in cells.items())
