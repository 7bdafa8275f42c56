"""清除涉密内容: one place of a filing is emptied and every kept copy overwritten; who, when, where and why stay.

The history is sealed, so the event names what was cleared and gives the seals that fit since (`services/purges.py`).
What did not fit before is not sealed anew: a purge covers nobody's tracks.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.db import DatabaseError, connection, transaction

from evaluations.access import Person
from evaluations.models import Event, Filing, Snapshot
from evaluations.selectors.filings import flat_of
from evaluations.selectors.places import table_title
from evaluations.selectors.purged import TYPED, is_place, narrative_texts, repeats
from evaluations.selectors.snapshots import frozen, latest_snapshot
from evaluations.selectors.summaries import summarize
from evaluations.workflow import WITH_BUREAU, Action, State
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.types import Document, Field
from rubrics.selectors.programs import document_for

from . import purging_content, purging_copies, snapshots
from .events import record
from .purges import SAID, SEALS, purges
from .purging_copies import Clearing
from .results import Refused
from .seals import holds, seal_of
from .summary import BEFORE, age_others, refresh
from .utterances import SEAL, said_between, sealed_until
from .words import words_of
from .writing import Writing, begin, end

logger = logging.getLogger(__name__)
NO_PLACE = "没有这个位置。请从列表里选择要清除的位置。"
NOTHING_THERE = "这个位置从来没有内容，或者已经清除。请核对位置。"
QUOTES_IT = "原因里写有要清除的内容。请改写，只说为什么清除。"


@dataclass(frozen=True, slots=True)
class Purged:
    """The event; `left` are the addresses at which what was sent still repeats what was cleared."""

    event: Event
    left: tuple[str, ...]


@transaction.atomic
def purge(*, actor: Person, filing: Filing, address: str, reason: str) -> Purged:
    """Clear what stands at an address and every copy that is kept of it; it is 未填 then.

    Files go from the disk when that holds. Raises Refused for a place that never held anything, and for a reason that
    says what was there.
    """
    said, place = words_of(reason, "原因"), addresses.parse(address)
    if not isinstance(place, Address) or not is_place(address):
        raise Refused(NO_PLACE)
    if _is_given(filing, place):
        raise Refused(NO_PLACE)
    writing = begin(actor=actor, filing=filing, action=Action.PURGE)
    clearing = _clearing(writing, place)
    if not (clearing.texts or clearing.names):
        raise Refused(NOTHING_THERE)
    if repeats(said, clearing.texts):
        raise Refused(QUOTES_IT)
    event = _cleared(writing, clearing, said)
    _store_summaries(writing)
    transaction.on_commit(partial(age_others, writing.filing))
    transaction.on_commit(forget_pages)
    return Purged(event, tuple(_still_there(writing.filing, clearing)))


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


def _clearing(writing: Writing, place: Address) -> Clearing:
    filing = writing.filing
    texts = frozenset(purging_content.texts_of(filing, place))
    names = tuple(name for name in purging_content.names_of_file(filing, place) if name in texts)
    return Clearing(filing, place, texts, names, writing.revision)


def _cleared(writing: Writing, clearing: Clearing, reason: str) -> Event:
    """Overwrite everything and record it, with the seals that fit from now on."""
    filing, known = writing.filing, purges(writing.filing.pk)
    fitted = _fitting(filing)
    purging_content.empty(writing, clearing.place, clearing.names)
    end(writing)
    purging_copies.clear_corrections(clearing, writing.now)
    rows: dict[str, list[int]] = {"changes": purging_copies.clear_changes(clearing)}
    rows["entries"], rows["notices"] = purging_copies.clear_review(clearing)
    seals: dict[str, list[str]] = {}
    rows["snapshots"] = []
    for before, now in purging_copies.clear_snapshots(clearing):
        rows["snapshots"].append(now.pk)
        if holds(snapshots.text_of(before), known.seal_of(before)):
            seals[str(now.seq)] = [now.sha, seal_of(snapshots.text_of(now))]
    purging_copies.drop_copies(clearing, rows["snapshots"], rows["notices"])
    told = {
        "address": clearing.where,
        "place": where_in_words(document_for(filing.version), clearing.place),
        "reason": reason,
        "revision": writing.revision,
        **rows,
        SEALS: seals,
        SAID: _moved(filing, fitted),
    }
    return record(actor=writing.actor, action=Action.PURGE.value, filing=filing, data=told, at=writing.now)


def _spans(filing: Filing) -> dict[int, tuple[str, str]]:
    """Return the sequence of every event that seals what was said -> its seal, and what that comes to now."""
    found: dict[int, tuple[str, str]] = {}
    last: Event | None = None
    for event in filing.events.order_by("seq"):
        if SEAL in event.data:
            now = said_between(filing.pk, sealed_until(last), sealed_until(event))
            found[event.seq] = (event.data[SEAL], now)
            last = event
    return found


def _fitting(filing: Filing) -> Mapping[int, str]:
    """Return the seals over what was said that fit, by event."""
    known = purges(filing.pk).said
    spans = _spans(filing).items()
    return {seq: now for seq, (seal, now) in spans if known.get((filing.pk, seq), seal) == now}


def _moved(filing: Filing, fitted: Mapping[int, str]) -> dict[str, str]:
    """Return the new seals of those that fitted before and do not any more."""
    spans = _spans(filing).items()
    return {str(seq): now for seq, (_, now) in spans if seq in fitted and fitted[seq] != now}


def _store_summaries(writing: Writing) -> None:
    """Score anew what lists show: while the department mends, also what was sent."""
    filing = writing.filing
    refresh(filing)
    sent = latest_snapshot(filing, Snapshot.Purpose.SUBMISSION)
    if sent is None or State(filing.state) in WITH_BUREAU:
        return
    kept = frozen(sent)
    before = {name: filing.sent_summary[name] for name in (BEFORE,) if name in filing.sent_summary}
    summary = {**summarize(filing, kept.flat, kept.sheet), **before}
    Filing.objects.filter(pk=filing.pk).update(sent_summary=summary)


def _still_there(filing: Filing, clearing: Clearing) -> list[str]:
    sent = latest_snapshot(filing, Snapshot.Purpose.SUBMISSION)
    flat = frozen(sent).flat if sent else flat_of(filing)
    return [where for where, text in _all_texts(flat) if repeats(text, clearing.texts)]


def _all_texts(flat: Flat) -> list[tuple[str, str]]:
    found = [(where, given.text) for where, given in flat.answers.items() if where.partition(":")[0] in TYPED]
    for name, stored in flat.narratives.items():
        found.append((addresses.chapter(name), "\n".join(narrative_texts(stored))))
    for table, rows in flat.rows.items():
        for row in rows:
            found += [(addresses.cell(table, row.key, one), given.text) for one, given in row.cells.items()]
    return found
