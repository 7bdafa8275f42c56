"""bands: the first band that holds gives its points, 其余 comes last. < 5%: 1, ≤ 10%: 0.5, 其余: 0."""

from dataclasses import dataclass
from typing import ClassVar

from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.types import Band

from .base import RowRule
from .boundary import Boundary


@dataclass(frozen=True, slots=True)
class BandsRule(RowRule):
    kind: ClassVar[str] = "bands"
    value: Formula
    """Any dimension that compares: 纯数, 金额, 人, 天 …"""
    bands: tuple[Band, ...]
    """`bound` of the same dimension as the value; `gives` is points as text, from 0 to the row's points."""

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        return (self.value, *(band.bound for band in self.bands if band.bound is not None))

    def boundaries(self) -> tuple[Boundary, ...]:
        """Edges that need an example on each side: every bound."""
        return tuple(
            Boundary(self.value, band.sign, band.bound, f"{band.sign} {band.bound.text}")
            for band in self.bands
            if band.bound is not None
        )
