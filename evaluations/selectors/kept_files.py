"""The tables whose rows keep a file in the store: what no row of them names belongs to nobody."""

from collections.abc import Collection
from typing import Any

from evaluations.evidence import store
from evaluations.models import (
    AmendmentFile,
    Evidence,
    ObjectionFile,
    RectificationFile,
    SignedScan,
    StampedCopy,
)

KEEPERS: dict[Any, str] = {
    Evidence: "filing",
    SignedScan: "sheet__filing",
    StampedCopy: "snapshot__filing",
    ObjectionFile: "objection__feedback__notice__filing",
    AmendmentFile: "amendment__filing",
    RectificationFile: "entry__item__filing",
}
"""Table -> the way from a row to its filing. A test derives the tables from the models."""
LETS_GO = frozenset({Evidence, SignedScan})
"""Tables with a column `stored`: their rows may outlast the bytes."""


def owned(names: Collection[str]) -> set[str]:
    """Return which names of the store a row still keeps the bytes of. A query for each table."""
    found: set[str] = set()
    for model in KEEPERS:
        rows = model._default_manager.filter(key__in=names)
        kept = rows.filter(stored=True) if model in LETS_GO else rows
        found |= set(kept.values_list("key", flat=True))
    return found


def bytes_are_there(row: Any) -> bool:
    """Say whether the bytes of a row are there and fit its checksum; a name that is none of ours names none."""
    try:
        return store.get(row.key, row.sha) is not None
    except ValueError:
        return False
