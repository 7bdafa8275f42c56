"""What a person fills in on a line: ticks, scores, options, tiers, own indicators."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class EntryKind(StrEnum):
    TICK = "tick"
    """是 or 否."""
    SCORE = "score"
    """Points from 0 to `points`."""
    OPTION = "option"
    """One of `options`."""
    TIER = "tier"
    """One of `options`; the score inside it is an entry of its own."""
    OWN = "own"
    """Rows of own indicators; `address` is row:<criterion>."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to fill in. `points` is what it can give, `evidence` whether it counts only with evidence."""

    address: str
    kind: EntryKind
    label: str
    points: Decimal
    evidence: bool = False
    options: tuple[str, ...] = ()
