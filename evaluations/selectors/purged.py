"""清除涉密内容: what stands at a place in a frozen filing, what repeats it elsewhere, and a filing without it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from evaluations.models import Filing, Snapshot
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring import narrative
from rubrics.scoring.address import EVIDENCE, Address
from rubrics.scoring.reading.answers import Flat, FlatRow, Given

from .evidence import files_now
from .filings import flat_of
from .snapshots import frozen
from .unit_places import FROM_THE_PORTAL

MARK = "〔已清除〕"
"""Stands where something was cleared."""
TYPED = frozenset({"fig", "line", "check", "table"})
"""Kinds of addresses under which one answer is kept."""
KINDS = TYPED | {"chapter", "row", "file"}
SHORTEST, SHORTEST_NUMBER, RUN = 4, 6, 12
"""Away from its place a text is known again whole from so many signs on, a number likewise, or by so long a run."""
RUN_NEAR = 8
"""And in what is said of the place itself, where it is known again however short it is."""
_THIN = re.compile(r"[\s,，]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?%?")


def repeats(text: str, texts: Iterable[str], *, near: bool = False) -> bool:
    """Say whether words repeat one of some texts: the whole of it, or a long run of it. `near`: said of its place."""
    seen, run = _thin(text), RUN_NEAR if near else RUN
    return any(_repeated(seen, one, run, near=near) for one in {_thin(other) for other in texts} if one)


def texts_at(flat: Flat, place: Address) -> Iterator[str]:
    """Yield what stands at a place of a filing; of a file its name stands in no place of its own."""
    if place.kind in TYPED:
        yield flat.answers.get(str(place), Given("")).text
    elif place.kind == "chapter":
        yield from narrative_texts(flat.narratives.get(place.path[0], ""))
    elif place.kind == "row":
        table, key, column = place.path
        yield from (row.cells[column].text for row in flat.rows.get(table, ()) if _has(row, key, column))


def narrative_texts(stored: str) -> Iterator[str]:
    """Yield what a narrative says, as typed and as read."""
    blocks = narrative.read_stored(stored) if stored else ()
    said = (
        (stored,)
        if isinstance(blocks, list)
        else (narrative.to_text_form(blocks), narrative.plain(blocks, {}))
    )
    yield from (text for text in said if text)


def without(flat: Flat, place: Address, names: Iterable[str]) -> Flat:
    """Return a filing without what stands at a place; of a file (`names`: what it was called) without its lines."""
    if place.kind in TYPED:
        return replace(flat, answers=_left(flat.answers, str(place)))
    if place.kind == "chapter":
        kept, sources = _left(flat.narratives, place.path[0]), _left(flat.narrative_sources, place.path[0])
        return replace(flat, narratives=kept, narrative_sources=sources)
    if place.kind == "row":
        return replace(flat, rows=_without_cell(flat.rows, *place.path))
    known = tuple(names)
    answers = {
        where: left
        for where, given in flat.answers.items()
        if (left := _without_file(where, given, known)).text or left == given
    }
    rows = {
        table: tuple(_row_without_file(table, row, known) for row in found)
        for table, found in flat.rows.items()
    }
    return replace(flat, answers=answers, rows=rows)


def without_lines(text: str, names: Iterable[str]) -> str:
    """Return the lines under 佐证 without those that name a file."""
    known = tuple(names)
    kept = [one for one in text.splitlines() if not any(_names(one, name) for name in known)]
    return "\n".join(kept) if len(kept) < len(text.splitlines()) else text


@dataclass(frozen=True, slots=True)
class PurgeNote:
    """That a place was cleared, by whom and when."""

    place: str
    by: str
    at: datetime


def notes_of(filing: Filing, *snapshots: Snapshot | None) -> tuple[PurgeNote, ...]:
    """Return what was cleared in a filing if any of some snapshots is not as it was sealed: one query then."""
    if all(one is None or one.purged is None for one in snapshots):
        return ()
    told = filing.events.filter(action=Action.PURGE.value).select_related("actor").order_by("seq")
    return tuple(PurgeNote(event.data["place"], str(event.actor), event.at) for event in told)


def places_in(filing: Filing) -> list[str]:
    """Return every address at which something was sent, once or again, also what was taken out since.

    What a unit reports is sent as it stands.
    """
    found: dict[str, None] = {}
    for snapshot in filing.snapshots.order_by("-seq"):
        kept = frozen(snapshot)
        found |= dict.fromkeys(
            [*_places_of(kept.flat), *(addresses.file(one["key"]) for one in kept.evidence)]
        )
    if filing.part_of_id is not None:
        files = [addresses.file(one.key) for one in files_now(filing)]
        found = dict.fromkeys([*_places_of(flat_of(filing)), *files])
    if filing.sent_revision is not None:
        changed = filing.changes.filter(revision__lte=filing.sent_revision).order_by("pk")
        found |= dict.fromkeys(changed.values_list("address", flat=True))
    return [where for where in found if is_place(where)]


def is_place(where: str) -> bool:
    """Say whether an address is one that can be cleared: a box, a text, a cell or a file."""
    place = addresses.parse(where)
    if not isinstance(place, Address) or place.block or place.kind not in KINDS:
        return False
    return place.kind != "row" or len(place.path) == 3


def _places_of(flat: Flat) -> Iterator[str]:
    typed = {where: one for where, one in flat.answers.items() if one.source != FROM_THE_PORTAL}
    yield from (where for where, given in typed.items() if given.text)
    yield from (addresses.chapter(name) for name in flat.narratives)
    for table, rows in flat.rows.items():
        for row in rows:
            yield from (addresses.cell(table, row.key, one) for one, given in row.cells.items() if given.text)


def _repeated(seen: str, one: str, run: int, *, near: bool) -> bool:
    if _NUMBER.fullmatch(one):
        long = near or len(one) >= SHORTEST_NUMBER
        return long and re.search(rf"(?<![\d.]){re.escape(one)}(?![\d.]\d)(?!\d)", seen) is not None
    if (near or len(one) >= SHORTEST) and one in seen:
        return True
    return any(one[at : at + run] in seen for at in range(len(one) - run + 1))


def _thin(text: str) -> str:
    return _THIN.sub("", text)


def _has(row: FlatRow, key: str, column: str) -> bool:
    return row.key == key and column in row.cells


def _left[T](known: Mapping[str, T], name: str) -> dict[str, T]:
    return {one: value for one, value in known.items() if one != name}


def _without_cell(
    rows: Mapping[str, tuple[FlatRow, ...]], table: str, key: str, column: str
) -> dict[str, tuple[FlatRow, ...]]:
    kept = tuple(
        FlatRow(row.key, _left(row.cells, column)) if row.key == key else row for row in rows.get(table, ())
    )
    return {**rows, **({table: kept} if table in rows else {})}


def _without_file(where: str, given: Given, names: tuple[str, ...]) -> Given:
    return replace(given, text=without_lines(given.text, names)) if is_proof(where) else given


def _row_without_file(table: str, row: FlatRow, names: tuple[str, ...]) -> FlatRow:
    cells = {
        column: left
        for column, given in row.cells.items()
        if (left := _without_file(addresses.cell(table, row.key, column), given, names)).text or left == given
    }
    return FlatRow(row.key, cells)


def is_proof(where: str) -> bool:
    """Say whether an address is a 佐证, whose lines name files."""
    place = addresses.parse(where)
    return isinstance(place, Address) and place.kind in {"line", "row"} and place.path[-1] == EVIDENCE


def _names(line: str, name: str) -> bool:
    return line == name or line.startswith(f"{name} ")
