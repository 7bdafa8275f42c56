"""cases: the first condition that holds gives its points. 公开日 ≤ 批复日 + 20 天: 5, 其余: 3."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.formulas.tree import Formula

from .base import RowRule


@dataclass(frozen=True, slots=True)
class Case:
    when: Formula | None
    """Dimension 是否; None is 其余 and stands last."""
    points: Decimal


@dataclass(frozen=True, slots=True)
class CasesRule(RowRule):
    kind: ClassVar[str] = "cases"
    cases: tuple[Case, ...]

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        return tuple(case.when for case in self.cases if case.when is not None)
