"""How every write to a filing begins: one conditional statement is lock, guard against late writes, and count."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, QuerySet

from evaluations import clock
from evaluations.access import Person, decide, with_window
from evaluations.models import Change, Filing
from evaluations.workflow import TRANSITIONS, Action

from . import bulk
from .results import Refused

BUSY = "这份自评刚刚有变动。请刷新页面后再办理。"


@dataclass(slots=True)
class Writing:
    """One write in progress: the filing as it is now, locked, with its new revision; changes gather until the end."""

    filing: Filing
    actor: Person
    now: datetime
    request_key: str | None
    changes: list[bulk.Values] = field(default_factory=list)

    @property
    def revision(self) -> int:
        """The revision this write makes."""
        return self.filing.revision

    def change(
        self, address: str, old: tuple[str, str], new: tuple[str, str], version: int, source: str
    ) -> None:
        """Note one change of content; `old` and `new` are text and status."""
        self.changes.append(
            {
                "filing_id": self.filing.pk,
                "address": address,
                "revision": self.revision,
                "version": version,
                "old": old[0],
                "old_status": old[1],
                "new": new[0],
                "new_status": new[1],
                "source": source,
                "by_id": self.actor.pk,
                "at": self.now,
                "request_key": self.request_key,
            }
        )


def begin(*, actor: Person, filing: Filing, action: Action, request_key: str = "") -> Writing:
    """Count the revision up if the state permits the act, holding the filing until the transaction ends.

    An edit notes its time as that of the last save, and that the summary has aged. Times are judged as they are when
    the act arrives.
    Raises Refused when role, state or time do not permit it. Call inside a transaction.
    """
    states = [state.value for state in TRANSITIONS[action].states]
    now = clock.now()
    noted: dict[str, object] = {"revision": F("revision") + 1}
    if action is Action.EDIT:
        noted |= {"saved_at": now, "summary_stale": True}
    writable = Filing.objects.filter(pk=filing.pk, state__in=states)
    unchanged = _still_as_read(filing, writable, noted)
    counted = unchanged or writable.update(**noted) > 0
    fresh = _counted(filing, now, action) if unchanged else with_window().get(pk=filing.pk)
    decision = decide(actor, fresh, action, now)
    if not decision.ok:
        raise Refused(decision.reason)
    if not counted:
        raise Refused(BUSY)
    return Writing(fresh, actor, now, request_key or None)


def _still_as_read(filing: Filing, writable: QuerySet[Filing], noted: Mapping[str, object]) -> bool:
    """Count up in one statement what `filing_for` has just read, if nobody wrote since; it need not be read again."""
    if not hasattr(filing, "opens"):
        return False
    same = writable.filter(state=filing.state, round=filing.round, revision=filing.revision)
    return same.update(**noted) > 0


def _counted(filing: Filing, now: datetime, action: Action) -> Filing:
    """Return the filing as the statement left it; the caller's stays as it was, in case nothing is kept."""
    fresh = copy(filing)
    fresh.revision += 1
    if action is Action.EDIT:
        fresh.saved_at, fresh.summary_stale = now, True
    return fresh


def end(writing: Writing, *, address_order: Sequence[str] = ()) -> None:
    """Store the gathered changes."""
    if address_order:
        place = {address: number for number, address in enumerate(address_order)}
        writing.changes.sort(key=lambda change: place.get(str(change["address"]), len(place)))
    bulk.insert(Change, writing.changes)
