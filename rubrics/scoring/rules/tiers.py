"""tiers: a person picks a tier and a score inside it. 达成 80%~100% of 10 points: 8 to 10."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.formulas.absence import strongest
from rubrics.scoring.results import Step
from rubrics.scoring.states import Absent, Known, Missing, Undefined

from .award import ONE, Award, Ready, Scene, absent, as_told, entered_score
from .base import RowRule
from .entries import Entry, EntryKind
from .place import Place
from .site import Site


@dataclass(frozen=True, slots=True)
class Tier:
    """Scores from `low` (included) to `high` (included only at 100%), as shares of the points: 0.8, 1."""

    name: str
    low: Decimal
    high: Decimal

    def holds(self, score: Decimal, points: Decimal) -> bool:
        """Say whether `score` of `points` lies in the tier."""
        low, high = self.low * points, self.high * points
        return low <= score < high or (self.high == ONE and score == high)


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

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready: the score inside the tier. Steps: tier."""
        choice, where, points = place.address("选项"), place.address("得分"), place.points

        def award(scene: Scene) -> Award:
            name = scene.entries.get(choice, Missing((choice,)))
            score = entered_score(scene.entries.get(where), where, points)
            given = in_tier(self.tiers, name, score, points)
            if not isinstance(given, Decimal):
                return Award(absent(given), ())
            tier = next(one for one in self.tiers if one.name == name)
            return Award(given, (tier_step(tier, where, points, given),))

        return as_told(award)


def in_tier(tiers: tuple[Tier, ...], name: Known, score: Known, points: Decimal) -> Decimal | Absent:
    """Return the score if it lies in the tier called `name`, else why it does not."""
    absence = strongest((name, score))
    if absence is not None:
        return absence
    tier = next((one for one in tiers if one.name == name), None)
    if tier is None or not isinstance(score, Decimal):
        return Undefined(f"没有“{name}”这个档次")
    if not tier.holds(score, points):
        return Undefined(
            f"得分 {score} 不在“{tier.name}”这一档的 {tier.low * points} 到 {tier.high * points} 之间"
        )
    return score


def tier_step(tier: Tier, where: str, points: Decimal, given: Decimal) -> Step:
    """Return the explanation: the tier with both edges in points, and the score."""
    edges = {"low": tier.low * points, "high": tier.high * points}
    return Step("tier", {"tier": tier.name, **edges, "address": where, "points": points, "award": given})
