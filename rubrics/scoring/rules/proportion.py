"""proportion: done over planned times the points, capped. 0 of 0 is not applicable, 3 of 0 is undefined."""

from dataclasses import dataclass
from typing import ClassVar

from rubrics.scoring.formulas.tree import Formula

from .base import RowRule


@dataclass(frozen=True, slots=True)
class ProportionRule(RowRule):
    kind: ClassVar[str] = "proportion"
    done: Formula
    """Same dimension as planned."""
    planned: Formula

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        return (self.done, self.planned)
