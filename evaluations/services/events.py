"""One act, one event: numbered and chained, so that a missing or altered one shows."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from evaluations import clock
from evaluations.access import Person
from evaluations.models import Chain, Event, Filing, canonical

ORGANISATION = "organisation"
"""The chain of what is done to accounts, roles and departments."""


def record(
    *,
    actor: Person,
    action: str,
    data: Mapping[str, object] | None = None,
    filing: Filing | None = None,
    chain: str = ORGANISATION,
    at: datetime | None = None,
) -> Event:
    """Append an event to a filing's chain, or to the named one. Call inside the transaction of the act itself."""
    name = f"filing/{filing.pk}" if filing else chain
    Chain.objects.get_or_create(name=name)
    head = Chain.objects.select_for_update().get(name=name)
    event = Event(
        chain=name,
        seq=head.length + 1,
        filing=filing,
        action=action,
        actor=actor,
        at=at or clock.now(),
        data=dict(data or {}),
        prev=head.head,
    )
    event.sha = seal(event)
    event.save(force_insert=True)
    Chain.objects.filter(name=name).update(length=event.seq, head=event.sha)
    return event


def seal(event: Event) -> str:
    """Return the SHA-256 over an event and the seal of the one before it."""
    body = canonical(
        {
            "chain": event.chain,
            "seq": event.seq,
            "filing": event.filing_id,
            "action": event.action,
            "actor": event.actor_id,
            "at": event.at.isoformat(),
            "data": event.data,
            "prev": event.prev,
        }
    )
    return hashlib.sha256(body.encode()).hexdigest()
