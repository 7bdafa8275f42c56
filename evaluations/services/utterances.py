"""What was changed and said in a filing between two acts, under one seal that the later act's event carries."""

import hashlib

from evaluations.models import Change, CommentEntry, Event, Filing, ReturnNotice, canonical

SEAL = "said"
"""The name of the seal in an event's data."""
CHANGE = ("id", "address", "revision", "version", "old", "old_status", "new", "new_status", "source", "by_id")
ENTRY = ("id", "comment_id", "seq", "kind", "text", "revision", "by_id")
NOTICE = ("id", "round", "number", "words", "items", "revision", "by_id")


class Said:
    """What was changed and said in a filing: read by five queries, however many spans are asked about."""

    def __init__(self, filing: int, *, after: int = -1) -> None:
        """Read what is later than the revision `after`; no earlier span may be asked about."""
        since = {"revision__gt": after}
        changes = Change.objects.filter(filing=filing, **since)
        entries = CommentEntry.objects.filter(comment__filing=filing, **since)
        notices = ReturnNotice.objects.filter(filing=filing, **since)
        whole = ((changes, (*CHANGE, "at")), (entries, (*ENTRY, "at")), (notices, (*NOTICE, "at", "due")))
        later = ((notices.exclude(facts={}), "facts"), (entries.exclude(deputy_for=""), "deputy_for"))
        self._told: list[tuple[int, list[object]]] = [
            (row[names.index("revision")], [_plain(value) for value in row])
            for rows, names in whole
            for row in rows.order_by("id").values_list(*names)
        ]
        self._told += [
            (revision, [key, said])
            for rows, name in later
            for revision, key, said in rows.order_by("id").values_list("revision", "id", name)
        ]

    def between(self, after: int, until: int) -> str:
        """Return the SHA-256 over changes, entries of comments and return notices of a span of revisions."""
        told = [row for revision, row in self._told if after < revision <= until]
        return hashlib.sha256(canonical(told).encode()).hexdigest()


def said_since(filing: Filing) -> str:
    """Return the seal over everything up to the filing's revision that no event has sealed yet."""
    last = next((event for event in filing.events.order_by("-seq").iterator() if SEAL in event.data), None)
    after = sealed_until(last)
    return Said(filing.pk, after=after).between(after, filing.revision)


def sealed_until(event: Event | None) -> int:
    """Return the revision up to which an event seals; -1 before the first."""
    return -1 if event is None else int(event.data["revision"])


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
