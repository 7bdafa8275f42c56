"""ratio: the value itself times the points, capped. 0.90807 x 2 = 1.816, rounded by the line to 1.82."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.formulas.tree import Formula

from .base import RowRule


@dataclass(frozen=True, slots=True)
class RatioRule(RowRule):
    kind: ClassVar[str] = "ratio"
    value: Formula
    """Dimension 纯数: usually the name of a ratio."""
    cap: Decimal = Decimal(1)
    """The ratio counts as this much at most; more than 1 never gives more than the points."""

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        return (self.value,)
