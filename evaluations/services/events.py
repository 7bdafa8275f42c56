"""One act, one event: numbered and chained, so that a missing or altered one shows."""

from collections.abc import Mapping
from datetime import datetime

from evaluations import clock
from evaluations.access import Person
from evaluations.models import Chain, Event, Filing, canonical

from .seals import seal_of

ORGANISATION = "organisation"
"""The chain of what is done to accounts, roles and departments."""


def record(
    *,
    actor: Person | None,
    action: str,
    data: Mapping[str, object] | None = None,
    filing: Filing | None = None,
    chain: str = ORGANISATION,
    at: datetime | None = None,
) -> Event:
    """Append an event to a filing's chain, or to the named one; nobody is the portal itself.

    Call inside the transaction of the act itself.
    """
    name = f"filing/{filing.pk}" if filing else chain
    head = hold_chain(name)
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
    event.sha = seal_of(text_of(event))
    event.save(force_insert=True)
    head.length, head.head = event.seq, event.sha
    sealed = seal_of(head_text(head))
    Chain.objects.filter(name=name).update(length=head.length, head=head.head, seal=sealed)
    return event


def hold_chain(name: str) -> Chain:
    """Return a chain's head, begun if need be, its row locked until the transaction ends: writers queue up on it."""
    begun = Chain(name=name)
    Chain.objects.get_or_create(name=name, defaults={"seal": seal_of(head_text(begun))})
    return Chain.objects.select_for_update().get(name=name)


def head_text(chain: Chain) -> str:
    """Return what the seal of a chain's head covers: without it whoever cuts off the end could set the head back."""
    return canonical([chain.name, chain.length, chain.head])


def text_of(event: Event) -> str:
    """Return what the seal of an event covers, the seal of the one before it among it."""
    return canonical(
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
