"""清除涉密内容: one place of a filing is emptied and every kept copy overwritten; who, when, where and why stay.

The history is sealed, so the event names what was cleared and gives the seals that fit since (`services/purges.py`).
What did not fit before is not sealed anew: a purge covers nobody's tracks.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import DatabaseError, connection, transaction

from evaluations.access import Person
from evaluations.models import Event, Filing
from evaluations.selectors.occurrences import Search, events_about
from evaluations.selectors.place_texts import is_place, texts_by_place
from evaluations.selectors.places import table_title
from evaluations.selectors.purge_list import PLACE, search_for, still_there
from evaluations.selectors.word_columns import CODE_KEYS
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.types import Document, Field
from rubrics.selectors.programs import document_for

from . import events, purging_content, purging_copies, purging_words, refitting, snapshots
from .clearing import Clearing
from .events import ORGANISATION, hold_chain, record
from .purges import NUMBER, ROWS, SEALS, Purges, next_number, purges
from .results import Refused
from .seals import holds, seal_of
from .summary import age_others, refresh_after_purge
from .words import words_of
from .writing import Writing, begin, end

logger = logging.getLogger(__name__)
NO_PLACE = "没有这个位置。请从列表里选择要清除的位置。"
NOTHING_THERE = "这个位置从来没有内容，或者已经清除。请核对位置。"
QUOTES_IT = "原因里写有要清除的内容。请改写，只说为什么清除。"


@dataclass(frozen=True, slots=True)
class Purged:
    """The event; `left` are the addresses at which the filing still repeats what was cleared."""

    event: Event
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is cleared besides the place: words that were named are looked for, rows are ticked by their keys."""

    words: tuple[str, ...] = ()
    ticked: frozenset[str] = frozenset()


NOTHING_ELSE = Chosen()


@transaction.atomic
def purge(
    *, actor: Person, filing: Filing, address: str, reason: str, chosen: Chosen = NOTHING_ELSE
) -> Purged:
    """Clear what stands at an address and every copy that is kept of it; it is 未填 then. So with places ticked.

    Files go from the disk when that holds. Raises Refused for a place that never held anything, and for a reason that
    says what was there.
    """
    said = words_of(reason, "原因")
    done, search = _purged(actor, filing, address, said, chosen)
    for key in sorted(chosen.ticked):
        where = key.removeprefix(PLACE)
        if where != key and texts_by_place(filing).get(where):
            _purged(actor, filing, where, said, NOTHING_ELSE)
    transaction.on_commit(forget_pages)
    return Purged(done, tuple(still_there(search)))


def _purged(actor: Person, filing: Filing, address: str, reason: str, chosen: Chosen) -> tuple[Event, Search]:
    place = addresses.parse(address)
    if not isinstance(place, Address) or not is_place(address) or _is_given(filing, place):
        raise Refused(NO_PLACE)
    writing = begin(actor=actor, filing=filing, action=Action.PURGE)
    hold_chain(ORGANISATION)  # one purge at a time: its number is its own
    clearing = _clearing(writing, place, chosen)
    if not clearing.search.sought.texts:
        raise Refused(NOTHING_THERE)
    if clearing.repeated(reason) or clearing.search.sought.named(reason):
        raise Refused(QUOTES_IT)
    event = _cleared(writing, clearing, reason)
    refresh_after_purge(writing.filing)
    transaction.on_commit(partial(age_others, writing.filing))
    return event, clearing.search


def where_in_words(document: Document, place: Address) -> str:
    """Return what a place is called, without a word of what is filled in: rows have no name."""
    title = desk_of(document).title_of(place)
    return f"{table_title(document, place.path[0])} {title}" if place.kind == "row" else title


def _is_given(filing: Filing, place: Address) -> bool:
    """Whether a box is filled by the portal itself: the department's own name is no content."""
    field = desk_of(document_for(filing.version)).field_at(place)
    return isinstance(field, Field) and bool(field.given)


def forget_pages() -> None:
    """Have SQLite write its file anew: what was overwritten stands in free pages of the old one.

    PostgreSQL's are for its administrator: docs/decisions/0026-purging.md.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DatabaseError:
        logger.warning("the database file was not written anew after a purge: run VACUUM when nobody works")


def _clearing(writing: Writing, place: Address, chosen: Chosen) -> Clearing:
    filing, where = writing.filing, str(place)
    names: tuple[str, ...] = ()
    if place.kind == "file":
        names = tuple(
            filing.evidence.filter(key=place.path[0]).exclude(sha="").values_list("name", flat=True)
        )
    search = search_for(filing, where, chosen.words)
    return Clearing(filing, place, search, names, next_number(), writing.revision, chosen.ticked)


def _cleared(writing: Writing, clearing: Clearing, reason: str) -> Event:
    """Overwrite everything and record it, with the seals that fit from now on."""
    known, filings = purges(), purging_words.touched(clearing)
    fitted = refitting.fitting(filings)
    purging_content.empty(writing, clearing.place, clearing.names)
    end(writing)
    purging_words.clear_words(clearing, writing.now)
    purging_copies.clear_changes(clearing)
    seals: dict[str, dict[str, list[str]]] = {"snapshot": {}, "event": {}}
    for copy in purging_copies.clear_snapshots(clearing):
        if holds(snapshots.text_of(copy.before), known.seal_of(copy.before)):
            seals["snapshot"][str(copy.now.pk)] = [copy.now.sha, seal_of(snapshots.text_of(copy.now))]
    purging_copies.drop_copies(clearing)
    seals["event"] = _clear_events(clearing, known, refitting.moved(filings, fitted))
    told = {
        NUMBER: clearing.number,
        "address": clearing.where,
        "place": where_in_words(document_for(writing.filing.version), clearing.place),
        "reason": reason,
        "revision": writing.revision,
        ROWS: clearing.rows,
        SEALS: seals,
    }
    return record(
        actor=writing.actor, action=Action.PURGE.value, filing=writing.filing, data=told, at=writing.now
    )


def _clear_events(
    clearing: Clearing, known: Purges, digests: Mapping[int, Mapping[str, Any]]
) -> dict[str, list[str]]:
    """Overwrite what events say of it, and the digests that do not fit any more; return their seals."""
    seals = {}
    own = {event.pk for event in events_about(clearing.filing)} | _ticked(clearing)
    filings = Filing.objects.filter(pk__in=purging_words.touched(clearing)).exclude(pk=clearing.filing.pk)
    others = {event.pk for filing in filings for event in events_about(filing)}
    for event in Event.objects.filter(pk__in={*own, *others, *digests}).order_by("id"):
        said = {name: one for name, one in event.data.items() if name not in CODE_KEYS}
        left = (
            clearing.left(said, ticked=clearing.is_ticked(event))
            if event.pk in own
            else clearing.unsaid(said)
        )
        data = {**event.data, **left, **digests.get(event.pk, {})}
        if data == event.data:
            continue
        fitted = known.fits(event)
        event.data = data
        clearing.write(event, data=data)
        if fitted:
            seals[str(event.pk)] = [event.sha, seal_of(events.text_of(event))]
    return seals


def _ticked(clearing: Clearing) -> set[int]:
    keys = (key.removeprefix("event/") for key in clearing.ticked if key.startswith("event/"))
    return {int(one) for one in keys if one.isascii() and one.isdigit()}
