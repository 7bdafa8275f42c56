"""What is to be cleared, exactly as it stands, in other filings and in what the bureau keeps, found by the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from json import dumps
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from evaluations.models import Answer, Change, Event, Evidence, Filing, Narrative, Preset, TableRow
from evaluations.workflow import State, was_sent
from rubrics.scoring import address as addresses

from .occurrences import (
    HIDDEN,
    Occurrence,
    Search,
    event_leaves,
    events_about,
    in_context,
    is_unsent,
    key_of,
    leaves_of,
)
from .place_texts import is_place
from .sought import SHORTEST, SHORTEST_NUMBER
from .word_columns import HOLDERS, Holder

LONGEST = 60
"""A longer text is not looked for as a whole; the words that a person names are."""
MOST = 100


@dataclass(frozen=True, slots=True)
class OtherPlace:
    """A place of another filing; it is cleared there. `title` is not what it says."""

    filing: Filing
    where: str


def exact_pieces(search: Search) -> list[str]:
    """Return what is looked for by the database: words that were named, and whole texts that are no accident."""
    texts = {text for text in search.sought.texts if _is_telling(text)}
    return sorted({*search.sought.words, *texts})


def found_in_other_words(search: Search) -> list[Occurrence]:
    """Return rows of other filings' words, events and figures of the bureau that hold it; none is cleared unasked."""
    pieces = exact_pieces(search)
    if not pieces:
        return []
    said: set[str] = set()
    found = [one for holder in HOLDERS for one in _of_holder(search, holder, pieces, said)]
    return [*found, *_of_events(search, pieces, said), *_of_presets(search, pieces)][:MOST]


def found_in_other_places(search: Search) -> list[OtherPlace]:
    """Return places of other filings that hold it, now or in a change."""
    pieces = exact_pieces(search)
    if not pieces:
        return []
    found: dict[tuple[int, str], None] = {}
    for filing, where in _other_places(search.filing, pieces):
        if is_place(where) and len(found) < MOST:
            found[filing, where] = None
    filings = Filing.objects.select_related("department", "cycle", "part_of").in_bulk([pk for pk, _ in found])
    return [OtherPlace(filings[pk], where) for pk, where in found]


def _is_telling(text: str) -> bool:
    digits = text.replace(".", "").lstrip("-").isdigit()
    return (SHORTEST_NUMBER if digits else SHORTEST) <= len(text) <= LONGEST


def _holds(column: str, pieces: list[str]) -> Q:
    """Return the condition that a column holds one of the pieces, as text or inside of JSON."""
    forms = {form for piece in pieces for form in (piece, dumps(piece, ensure_ascii=False)[1:-1])}
    return reduce(or_, (Q(**{f"{column}__contains": form}) for form in sorted(forms)))


def _rows(manager: Any, columns: tuple[str, ...], pieces: list[str]) -> QuerySet[Any]:
    return manager.filter(reduce(or_, (_holds(name, pieces) for name in columns))).order_by("pk")[:MOST]


def _of_holder(search: Search, holder: Holder, pieces: list[str], said: set[str]) -> Iterator[Occurrence]:
    others = holder.model._default_manager.exclude(**{holder.owner: search.filing.pk})
    for row in _rows(others, holder.columns, pieces):
        whose, texts = _filing_of(row, holder.owner), [text for text, _ in leaves_of(holder, row)]
        said.update(texts)
        one = Occurrence(key_of(row), f"{whose} · {holder.title.format(row=row)}")
        hidden = holder.inside or is_unsent(whose, row) or not _was_sent(whose)
        yield from _shown(search, one, texts, hidden=hidden)


def _of_events(search: Search, pieces: list[str], said: set[str]) -> Iterator[Occurrence]:
    """Yield the events; what one says that a row says too goes with the row."""
    own = [event.pk for event in events_about(search.filing)]
    others = Event.objects.exclude(pk__in=own).select_related("filing__department", "filing__cycle")
    for event in _rows(others, ("data",), pieces):
        one = Occurrence(key_of(event), f"{event.filing or '系统'} · {event.at:%Y-%m-%d} 的办理记录")
        hidden = event.action in HIDDEN or (event.filing is not None and not _was_sent(event.filing))
        texts = [text for text in event_leaves(event.data) if text not in said]
        yield from _shown(search, one, texts, hidden=hidden)


def _of_presets(search: Search, pieces: list[str]) -> Iterator[Occurrence]:
    own = Q(cycle=search.filing.cycle_id, department=search.filing.department_id)
    others = Preset.objects.exclude(own).select_related("department")
    for preset in _rows(others, ("value", "former", "source"), pieces):
        one = Occurrence(key_of(preset), f"{preset.department} · {preset.get_kind_display()}")
        yield from _shown(search, one, [preset.value, preset.former, preset.source], hidden=False)


def _shown(search: Search, one: Occurrence, texts: list[str], *, hidden: bool) -> Iterator[Occurrence]:
    """Yield a row with the words around it; where they were never sent only that it is there."""
    for text in texts:
        span = search.sought.maybe(text) or (search.sought.sure(text) and search.sought.at(text))
        if span:
            yield one if hidden else in_context(one, text, span)
            return


def _was_sent(filing: Filing) -> bool:
    return was_sent(State(filing.state), filing.reopened)


def _filing_of(row: Any, owner: str) -> Filing:
    if owner == "pk":
        return row
    for name in owner.split("__"):
        row = getattr(row, name)
    return row


def _other_places(own: Filing, pieces: list[str]) -> Iterator[tuple[int, str]]:
    def others(model: Any, *columns: str) -> QuerySet[Any]:
        return _rows(model.objects.exclude(filing=own.pk), columns, pieces)

    yield from others(Answer, "value").values_list("filing", "key")
    for filing, chapter in others(Narrative, "body", "plain").values_list("filing", "chapter"):
        yield filing, addresses.chapter(chapter)
    for row in others(TableRow, "cells"):
        for column, cell in row.cells.items():
            if any(piece in cell["text"] for piece in pieces):
                yield row.filing_id, addresses.cell(row.table, row.key, column)
    for filing, key in others(Evidence, "name").values_list("filing", "key"):
        yield filing, addresses.file(key)
    yield from others(Change, "old", "new").values_list("filing", "address")
