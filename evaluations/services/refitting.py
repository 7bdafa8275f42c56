"""What events vouch for, computed again: after a purge an event that fitted before is given what fits since."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from evaluations.models import Event, Feedback, Filing, RectificationItem, SecondScore
from evaluations.rectifying import ItemAct
from evaluations.telling import LISTED
from evaluations.workflow import Action

from .feedback import said_in
from .standing import REVIEW, Review
from .utterances import SEAL, Said, sealed_until
from .vouched_items import entry_said, item_said
from .vouched_samples import score_said
from .vouching import ROW, ROWS

type Parts = Mapping[str, Any]
"""The names in an event's data that are digests -> what they come to now."""
ITEM_ACTS = frozenset(ItemAct)


def fitting(filings: Iterable[int]) -> dict[int, tuple[Event, Parts]]:
    """Return the events of some filings, and of their cycles, whose digests fit: by number, with those digests."""
    return {
        event.pk: (event, now)
        for event, now in _computed(filings)
        if all(event.data[name] == value for name, value in now.items())
    }


def moved(filings: Iterable[int], fitted: Mapping[int, tuple[Event, Parts]]) -> dict[int, Parts]:
    """Return event -> the digests that fitted before and have another value by now."""
    found = {}
    for event, now in _computed(filings):
        if event.pk in fitted and now != fitted[event.pk][1]:
            found[event.pk] = now
    return found


def _computed(filings: Iterable[int]) -> Iterable[tuple[Event, Parts]]:
    for pk in sorted(filings):
        yield from _of_filing(pk)
    cycles = Filing.objects.filter(pk__in=filings).values_list("cycle", flat=True)
    chains = [f"cycle/{cycle}" for cycle in sorted(set(cycles))]
    yield from _of_scores(chains)


def _of_filing(pk: int) -> Iterable[tuple[Event, Parts]]:
    last: Event | None = None
    said, review, told = Said(pk), Review(pk), dict[int, int]()
    for event in Event.objects.filter(filing=pk).order_by("seq"):
        parts: dict[str, Any] = {}
        if SEAL in event.data:
            parts[SEAL] = said.between(sealed_until(last), sealed_until(event))
            last = event
        if REVIEW in event.data:
            parts[REVIEW] = review.at(sealed_until(event), event.at)
        if event.action == Action.GIVE_FEEDBACK:
            given = Feedback.objects.filter(notice__number=event.data["number"]).first()
            parts["objected"] = said_in(given) if given else ""
        if event.action == LISTED and ROWS in event.data:
            parts[ROWS] = _items(pk, event.data[ROWS])
        if event.action in ITEM_ACTS:
            nth = told[event.data["item"]] = told.get(event.data["item"], 0) + 1
            if ROW in event.data:
                parts[ROW] = _entry(event.data["item"], nth)
        yield event, parts


def _items(filing: int, rows: Mapping[str, str]) -> Mapping[str, str]:
    items = RectificationItem.objects.filter(filing=filing, number__in=list(map(int, rows)))
    return {str(item.number): item_said(item) for item in items}


def _entry(item: int, nth: int) -> str:
    held = RectificationItem.objects.filter(pk=item).first()
    entry = held.entries.filter(seq=nth).first() if held else None
    return entry_said(entry) if entry else ""


def _of_scores(chains: list[str]) -> Iterable[tuple[Event, Parts]]:
    """Yield the events of second scores: the last that tells of a line vouches for its row, earlier ones as before."""
    saved = Event.objects.filter(Q(chain__in=chains), action="save_second_scores").order_by("-id")
    known: set[tuple[object, ...]] = set()
    for event in saved:
        whose = event.chain, event.data["sample"], event.data["department"]
        rows = {}
        for line, digest in event.data.get(ROWS, {}).items():
            if (*whose, line) not in known:
                rows[line] = _score(event, line)
            elif digest:
                rows[line] = digest
            known.add((*whose, line))
        yield event, ({ROWS: rows} if rows else {})


def _score(event: Event, line: str) -> str:
    row = SecondScore.objects.filter(
        look__sample__cycle=int(event.chain.rpartition("/")[2]),
        look__sample__seq=event.data["sample"],
        look__filing__department=event.data["department"],
        line=line,
    ).first()
    return score_said(row.points, row.words) if row else ""
