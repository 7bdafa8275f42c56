"""What the sealed history says was cleared: by which a cleared link is told from an altered one.

The event of a purge names the rows that it cleared, and gives each seal that no longer fits the one that fits since.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from evaluations.models import Change, CommentEntry, Event, ReturnNotice, Snapshot
from evaluations.workflow import Action

from . import events
from .seals import holds

ROWS = {"changes": Change, "entries": CommentEntry, "notices": ReturnNotice, "snapshots": Snapshot}
"""Under which name an event lists the rows of a table."""
OWNERS = {"changes": "filing", "entries": "comment__filing", "notices": "filing", "snapshots": "filing"}
SAID, SEALS = "said_since", "seals"
"""In the event's data: of an event -> its seal over what was said; of a snapshot -> [its seal, the new one]."""


@dataclass(slots=True)
class Purges:
    """`said`: (filing, event) -> seal. `seals`: (filing, snapshot) -> its seal and the new one.

    `rows`: name -> (row, revision of the purge).
    """

    said: dict[tuple[int, int], str] = field(default_factory=dict)
    seals: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    rows: dict[str, set[tuple[int, int]]] = field(default_factory=lambda: {name: set() for name in ROWS})

    def said_by(self, event: Event, otherwise: str) -> str:
        """Return the seal that what was said up to an event must have."""
        return self.said.get((event.filing_id or 0, event.seq), otherwise)

    def seal_of(self, snapshot: Snapshot) -> str:
        """Return the seal that a snapshot must have; '' where its own is not the one that a purge found."""
        former, now = self.seals.get((snapshot.filing_id, snapshot.seq), (snapshot.sha, snapshot.sha))
        return now if former == snapshot.sha else ""


def purges(filing: int | None = None) -> Purges:
    """Return what was cleared, of one filing or of all; an event that is not sealed by the portal says nothing."""
    found = Purges()
    told = Event.objects.filter(action=Action.PURGE.value, filing__isnull=False).order_by("filing_id", "seq")
    for event in (told if filing is None else told.filter(filing=filing)).iterator():
        if event.chain == f"filing/{event.filing_id}" and holds(events.text_of(event), event.sha):
            _add(found, event)
    return found


def _add(found: Purges, event: Event) -> None:
    filing, data = event.filing_id or 0, event.data
    found.said |= {(filing, int(seq)): seal for seq, seal in data[SAID].items()}
    for seq, (former, now) in data[SEALS].items():
        found.seals[filing, int(seq)] = (former, now)
    for name in ROWS:
        found.rows[name] |= {(pk, data["revision"]) for pk in data[name]}


def broken_purges(found: Purges) -> Iterator[str]:
    """Yield the filings with rows that say they were cleared and no event does, or that an event names and do not."""
    for name, model in ROWS.items():
        owner = OWNERS[name]
        marked = model._default_manager.filter(purged__isnull=False).order_by("pk")
        rows = {(pk, purged): filing for pk, purged, filing in marked.values_list("pk", "purged", owner)}
        last = dict(sorted(found.rows[name]))
        for (pk, purge), filing in rows.items():
            if last.get(pk) != purge:
                yield f"filing/{filing}：有一处标为已清除，没有办理记录"
        cleared = {pk for pk, _ in rows}
        missing = model._default_manager.filter(pk__in=[pk for pk in last if pk not in cleared])
        for filing in missing.values_list(owner, flat=True).distinct():
            yield f"filing/{filing}：登记为已清除的内容没有清除的标记"
