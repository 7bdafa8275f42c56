"""How every write to a filing begins: one conditional statement is lock, guard against late writes, and count."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F

from evaluations import clock
from evaluations.access import Person, decide
from evaluations.models import Change, Filing
from evaluations.workflow import TRANSITIONS, Action

from .results import Refused

BUSY = "这份自评刚刚有变动。请刷新页面后再办理。"


@dataclass(slots=True)
class Writing:
    """One write in progress: the filing as it is now, locked, with its new revision; changes gather until the end."""

    filing: Filing
    actor: Person
    now: datetime
    request_key: str | None
    changes: list[Change] = field(default_factory=list)

    @property
    def revision(self) -> int:
        """The revision this write makes."""
        return self.filing.revision

    def change(
        self, address: str, old: tuple[str, str], new: tuple[str, str], version: int, source: str
    ) -> None:
        """Note one change of content; `old` and `new` are text and status."""
        self.changes.append(
            Change(
                filing=self.filing,
                address=address,
                revision=self.revision,
                version=version,
                old=old[0],
                old_status=old[1],
                new=new[0],
                new_status=new[1],
                source=source,
                by=self.actor,
                at=self.now,
                request_key=self.request_key,
            )
        )


def begin(*, actor: Person, filing: Filing, action: Action, request_key: str = "") -> Writing:
    """Count the revision up if the state permits the act, holding the filing until the transaction ends.

    Raises Refused when role, state or time do not permit it. Call inside a transaction.
    """
    states = [state.value for state in TRANSITIONS[action].states]
    counted = Filing.objects.filter(pk=filing.pk, state__in=states).update(revision=F("revision") + 1)
    now = clock.now()
    fresh = Filing.objects.select_related("cycle", "department", "version").get(pk=filing.pk)
    decision = decide(actor, fresh, action, now)
    if not decision.ok:
        raise Refused(decision.reason)
    if not counted:
        raise Refused(BUSY)
    return Writing(fresh, actor, now, request_key or None)


def end(writing: Writing, *, address_order: Sequence[str] = ()) -> None:
    """Store the gathered changes, note the time, and bring the filing's summary up to date."""
    if address_order:
        place = {address: number for number, address in enumerate(address_order)}
        writing.changes.sort(key=lambda change: place.get(change.address, len(place)))
    Change.objects.bulk_create(writing.changes)
    Filing.objects.filter(pk=writing.filing.pk).update(saved_at=writing.now)
    writing.filing.saved_at = writing.now
