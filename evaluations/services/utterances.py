"""What was changed and said in a filing between two acts, under one seal that the later act's event carries."""

import hashlib

from evaluations.models import Change, CommentEntry, Event, Filing, ReturnNotice, canonical

SEAL = "said"
"""The name of the seal in an event's data."""
CHANGE = ("id", "address", "revision", "version", "old", "old_status", "new", "new_status", "source", "by_id")
ENTRY = ("id", "comment_id", "seq", "kind", "text", "revision", "by_id")
NOTICE = ("id", "round", "number", "words", "items", "revision", "by_id")


def said_since(filing: Filing) -> str:
    """Return the seal over everything up to the filing's revision that no event has sealed yet."""
    last = next((event for event in filing.events.order_by("-seq").iterator() if SEAL in event.data), None)
    return said_between(filing.pk, sealed_until(last), filing.revision)


def sealed_until(event: Event | None) -> int:
    """Return the revision up to which an event seals; -1 before the first."""
    return -1 if event is None else int(event.data["revision"])


def said_between(filing: int, after: int, until: int) -> str:
    """Return the SHA-256 over changes, entries of comments and return notices of a span of revisions."""
    span = {"revision__gt": after, "revision__lte": until}
    rows = (
        Change.objects.filter(filing=filing, **span).order_by("id").values_list(*CHANGE, "at"),
        CommentEntry.objects.filter(comment__filing=filing, **span).order_by("id").values_list(*ENTRY, "at"),
        ReturnNotice.objects.filter(filing=filing, **span).order_by("id").values_list(*NOTICE, "at", "due"),
    )
    facts = ReturnNotice.objects.filter(filing=filing, **span).exclude(facts={}).order_by("id")
    told = [[_plain(value) for value in row] for found in rows for row in found]
    told += [[key, said] for key, said in facts.values_list("id", "facts")]
    deputies = (
        CommentEntry.objects.filter(comment__filing=filing, **span).exclude(deputy_for="").order_by("id")
    )
    told += [[key, said] for key, said in deputies.values_list("id", "deputy_for")]
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
