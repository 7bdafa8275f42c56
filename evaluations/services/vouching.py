"""What an event vouches for: rows that stand for a decision, each compared with what the event of its act says of it.

What the event does not say openly it vouches for by a digest. A name that an older event did not tell is not compared.
"""

import hashlib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evaluations.models import Event, canonical

ROW, ROWS = "row", "rows"
"""In an event's data: the digest of the row that it made; or of several, by what they are called there."""


@dataclass(frozen=True, slots=True)
class History:
    """The events that are as they were sealed, in the order in which they were done.

    One that was altered is told of by its seal and vouches for nothing.
    """

    events: Sequence[Event]

    def of(self, *actions: str) -> Iterator[Event]:
        """Yield the events of some acts."""
        return (event for event in self.events if event.action in actions)


@dataclass(frozen=True, slots=True)
class Told:
    """What an event says of a row; of two that are about the same row the later one counts."""

    event: Event
    key: Hashable
    says: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a row says; `label` is what it is called where no event tells of it."""

    key: Hashable
    says: Mapping[str, object]
    label: str


def differing(told: Iterable[Told], kept: Iterable[Kept]) -> Iterator[str]:
    """Yield the events whose row is missing or another one, and the rows of which no event tells."""
    last, rows = {one.key: one for one in told}, dict[Hashable, Kept]()
    for row in kept:
        if row.key in rows or row.key not in last:
            yield f"{row.label}：登记的内容在办理记录里没有"
        rows[row.key] = row
    for key, one in last.items():
        found = rows.get(key)
        if found is None or any(found.says[name] != value for name, value in one.says.items()):
            yield f"{one.event.chain}：第 {one.event.seq} 条登记的内容缺失或不符"


def said_by(event: Event, *names: str) -> dict[str, object]:
    """Return what an event says under some names, as far as it tells them, with who did it and when."""
    return {name: event.data[name] for name in names if name in event.data} | {
        "by": event.actor_id,
        "at": event.at,
    }


def cycle_of(event: Event) -> int:
    """Return the cycle that an event is about: its filing's, or that of its chain."""
    return event.filing.cycle_id if event.filing else int(event.chain.rpartition("/")[2])


def digest_of(*values: object) -> str:
    """Return a digest of the columns of a row."""
    return hashlib.sha256(canonical(list(values)).encode()).hexdigest()
