"""deduction: start from the points and lose `each` per occurrence, never below 0. 8 − 4 × 1 = 4."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.formulas.tree import Formula

from .base import RowRule


@dataclass(frozen=True, slots=True)
class DeductionRule(RowRule):
    kind: ClassVar[str] = "deduction"
    count: Formula
    """A count (个, 次, 人 …) or 纯数; a negative count loses nothing."""
    each: Decimal
    """Points lost per occurrence, above 0."""

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        return (self.count,)
