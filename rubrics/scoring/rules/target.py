"""target: full points when met, else scaled. ≥: actual / target; ≤: the inverse, or 2 − actual / target."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from rubrics.scoring.formulas.tree import Formula

from .base import RowRule
from .boundary import Boundary


class Reverse(StrEnum):
    """How a target that should not be exceeded (≤) is scaled; both are in use."""

    RATIO = "ratio"
    """target / actual."""
    LINEAR = "linear"
    """2 − actual / target: nothing from twice the target on."""


@dataclass(frozen=True, slots=True)
class TargetRule(RowRule):
    kind: ClassVar[str] = "target"
    value: Formula
    """What was reached; same dimension as the target."""
    sign: str
    """≥ ≤ or =. For = a result below is scaled like ≥ and one above like ≤."""
    target: Formula
    """A target of 0 or less cannot scale: met gives full points, not met gives none."""
    reverse: Reverse = Reverse.RATIO
    """Used by ≤ and =; a document must say it for these signs."""

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        return (self.value, self.target)

    def boundaries(self) -> tuple[Boundary, ...]:
        """Edges that need an example on each side: the target."""
        return (Boundary(self.value, self.sign, self.target, f"{self.sign} {self.target.text}"),)
