"""tiers: a person picks a tier and a score inside it. 达成 80%~100% of 10 points: 8 to 10."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from .base import RowRule
from .entries import Entry, EntryKind
from .place import Place


@dataclass(frozen=True, slots=True)
class Tier:
    """Scores from `low` (included) to `high` (included only at 100%), as shares of the points: 0.8, 1."""

    name: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class TiersRule(RowRule):
    kind: ClassVar[str] = "tiers"
    tiers: tuple[Tier, ...]
    """Best first, without gaps, from 100% down to 0%."""

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """What a person fills in: the tier (line:X/选项) and the score (line:X/得分)."""
        names = tuple(tier.name for tier in self.tiers)
        return (
            Entry(place.address("选项"), EntryKind.TIER, "档次", place.points, options=names),
            Entry(place.address("得分"), EntryKind.SCORE, "得分", place.points),
        )
