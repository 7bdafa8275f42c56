"""Anchors: once a day the heads of all chains are written to a file outside the database, each file naming the last.

A chain that was cut off at its end, its head set back with it, still ends later in a file of an earlier day.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from evaluations.models import Chain, Event, canonical

from .events import ORGANISATION, hold_chain, record
from .seals import holds, seal_of

ACTION = "anchor"
"""The act in the portal's own chain that vouches for a file."""


@transaction.atomic
def anchor_heads(day: date | None = None) -> Path | None:
    """Write the file of a day (today) and note it in the portal's own chain; None where the day has one that is noted.

    A file that was written by a process that broke off before its event is noted as it is.
    """
    hold_chain(ORGANISATION)
    path = settings.ANCHOR_ROOT / f"{day or timezone.localdate():%Y-%m-%d}.json"
    noted = {event.data["file"]: event for event in _noted()}
    if path.name in noted:
        return None
    if not path.exists():
        _write(path, _told(list(noted.values())))
    record(actor=None, action=ACTION, data={"file": path.name, "sha": _sha(path.read_text(encoding="utf-8"))})
    return path


def broken_anchors() -> Iterator[str]:
    """Yield what does not fit: files that are missing, altered or of somebody else, chains that ended later then."""
    noted = {event.data["file"]: event.data["sha"] for event in _noted()}
    present = {path.name: path for path in sorted(settings.ANCHOR_ROOT.glob("*.json"))}
    ends = {
        (name, seq): sha for name, seq, sha in Event.objects.values_list("chain", "seq", "sha").iterator()
    }
    for name in sorted({*noted, *present}):
        text = present[name].read_text(encoding="utf-8") if name in present else ""
        if name not in noted:
            yield f"留存文件 {name} 没有登记"
        elif _sha(text) != noted[name]:
            yield f"留存文件 {name} 缺失，或与登记的不符"
        else:
            yield from _ended_later(name, text, ends)


def _ended_later(file: str, text: str, ends: dict[tuple[str, int], str]) -> Iterator[str]:
    kept = json.loads(text)
    if not holds(canonical(kept["told"]), kept["seal"]):
        yield f"留存文件 {file} 不是本系统写的"
        return
    for name, (length, head) in kept["told"]["heads"].items():
        if length and ends.get((name, length)) != head:
            yield f"{name}：第 {length} 条缺失或与 {file} 留存的不符"


def _noted() -> Iterator[Event]:
    return Event.objects.filter(chain=ORGANISATION, action=ACTION).order_by("seq").iterator()


def _told(before: list[Event]) -> dict[str, object]:
    return {
        "at": timezone.localtime().isoformat(),
        "before": before[-1].data["sha"] if before else "",
        "heads": {chain.name: [chain.length, chain.head] for chain in Chain.objects.order_by("name")},
    }


def _write(path: Path, told: dict[str, object]) -> None:
    """Put a file in place whole, on the disk before anything vouches for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        file.write(canonical({"seal": seal_of(canonical(told)), "told": told}))
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
