"""What follows from the planted filing: a message to its filer, and an item of the ledger with a file."""

import hashlib
from typing import Any

from django.utils import timezone

from evaluations.evidence import store
from evaluations.models import (
    Event,
    Filing,
    Message,
    RectificationEntry,
    RectificationFile,
    RectificationItem,
)
from evaluations.workflow import Role


def plant_after(event: Event, filer: Any, words: str) -> dict[str, object]:
    """Plant both; every free text is `words`."""
    filing: Filing = event.filing
    about = {"cycle": filing.cycle, "department": filing.department, "filing": filing, "event": event}
    message = Message.objects.create(
        user=filer, key=f"event/{event.pk}", kind="accept", role=Role.FILER, at=event.at, **about
    )
    return {"message_id": message.pk, **_item(filing, filer, words)}


def _item(filing: Filing, filer: Any, words: str) -> dict[str, object]:
    now, data = timezone.now(), words.encode()
    item = RectificationItem.objects.create(
        filing=filing, source="comment/1", number=1, problem=words, measures=words, office=words, at=now
    )
    entry = RectificationEntry.objects.create(
        item=item, seq=1, act="rectify_note", text=words, by=filer, at=now
    )
    key = store.put(data)
    RectificationFile.objects.create(
        entry=entry,
        key=key,
        name=f"{words}.pdf",
        kind="pdf",
        size=len(data),
        sha=hashlib.sha256(data).hexdigest(),
    )
    return {"item_id": item.pk, "item_file": key}
