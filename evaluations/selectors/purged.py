"""清除涉密内容: a frozen filing without what stood at a place, and what pages say of what was cleared."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from evaluations.models import Event, Filing, Snapshot
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring.address import EVIDENCE, Address
from rubrics.scoring.reading.answers import Flat, FlatRow, Given

from .place_texts import TYPED, is_place, narrative_texts
from .snapshots import Frozen
from .sought import MARK, repeats

__all__ = [
    "MARK",
    "TYPED",
    "PurgeNote",
    "holds_place",
    "is_place",
    "is_proof",
    "narrative_texts",
    "notes_of",
    "repeats",
    "without",
    "without_beside",
    "without_lines",
]


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


def without_beside(flat: Flat, keys: Collection[str]) -> Flat:
    """Return a filing without some of the figures that the bureau and last year lay beside it."""
    return replace(
        flat,
        previous=_but(flat.previous, keys),
        presets=_but(flat.presets, keys),
        preset_origins=_but(flat.preset_origins, keys),
        previous_origins=_but(flat.previous_origins, keys),
    )


def without_lines(text: str, names: Iterable[str]) -> str:
    """Return the lines under 佐证 without those that name a file."""
    known = tuple(names)
    kept = [one for one in text.splitlines() if not any(_names(one, name) for name in known)]
    return "\n".join(kept) if len(kept) < len(text.splitlines()) else text


def holds_place(kept: Frozen, place: Address, names: tuple[str, ...]) -> bool:
    """Whether a snapshot has anything at a place, or of a file."""
    if place.kind == "file" and any(one["key"] == place.path[0] for one in kept.evidence):
        return True
    return without(kept.flat, place, names) != kept.flat


@dataclass(frozen=True, slots=True)
class PurgeNote:
    """That a place was cleared, by whom and when."""

    place: str
    by: str
    at: datetime


def notes_of(filing: Filing, *snapshots: Snapshot | None) -> tuple[PurgeNote, ...]:
    """Return what was cleared out of some snapshots of a filing, in it or in the year before: one query, or none."""
    asked = {one.pk for one in snapshots if one is not None and one.purged is not None}
    if not asked:
        return ()
    told = Event.objects.filter(action=Action.PURGE.value, filing__department=filing.department_id)
    return tuple(
        PurgeNote(event.data["place"], str(event.actor), event.at)
        for event in told.select_related("actor").order_by("id")
        if asked & set(event.data["cleared"].get("snapshot", ()))
    )


def is_proof(where: str) -> bool:
    """Say whether an address is a 佐证, whose lines name files."""
    place = addresses.parse(where)
    return isinstance(place, Address) and place.kind in {"line", "row"} and place.path[-1] == EVIDENCE


def _left[T](known: Mapping[str, T], name: str) -> dict[str, T]:
    return _but(known, (name,))


def _but[T](known: Mapping[str, T], names: Collection[str]) -> dict[str, T]:
    return {one: value for one, value in known.items() if one not in names}


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


def _names(line: str, name: str) -> bool:
    return line == name or line.startswith(f"{name} ")
