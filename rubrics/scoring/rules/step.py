"""step: full points up to a threshold, then `lose` for every `each` beyond. ≤ 100%, 1% loses 0.5: 102% loses 1."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from rubrics.scoring.formulas.tree import Binary, Formula, Unary

from .base import RowRule
from .boundary import Boundary


class Partial(StrEnum):
    """What a step begun and not finished loses."""

    LINEAR = "linear"
    """Its share."""
    WHOLE = "whole"
    """Nothing: only whole steps count (每超过…扣, 不足不扣)."""
    STARTED = "started"
    """As much as a whole step (不足…按…计)."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """Full points while value `sign` `bound`; sign is < ≤ ≥ > or ± (within `bound` of `centre`)."""

    sign: str
    bound: Formula
    centre: Formula | None = None
    """Only for ±; None is 0 (`± 10%`), else `100% ± 5%`."""


@dataclass(frozen=True, slots=True)
class StepRule(RowRule):
    kind: ClassVar[str] = "step"
    value: Formula
    """Any numeric dimension; bound, centre and each have the same."""
    full: Threshold
    each: Formula
    """Width of a step, above 0."""
    lose: Decimal
    """Points lost a step, above 0."""
    partial: Partial

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        centre = () if self.full.centre is None else (self.full.centre,)
        return (self.value, self.full.bound, *centre, self.each)

    def boundaries(self) -> tuple[Boundary, ...]:
        """Edges that need an example on each side: the threshold (± has one on each side of the centre)."""
        if self.full.sign != "±":
            says = f"{self.full.sign} {self.full.bound.text}"
            return (Boundary(self.value, self.full.sign, self.full.bound, says),)
        return self._both_sides()

    def _both_sides(self) -> tuple[Boundary, ...]:
        upper, lower = _edge(self.full, "+"), _edge(self.full, "-")
        return (
            Boundary(self.value, "≥", lower, f"≥ {lower.text}"),
            Boundary(self.value, "≤", upper, f"≤ {upper.text}"),
        )


def _edge(full: Threshold, operator: str) -> Formula:
    """The formula centre ± bound; ± without a centre lies around 0."""
    bound, centre = full.bound, full.centre
    if centre is not None:
        tree = Binary(operator, centre.tree, bound.tree, 0)
        return Formula(f"{centre.text} {operator} {bound.text}", tree, bound.dimension)
    return bound if operator == "+" else Formula(f"-{bound.text}", Unary("-", bound.tree, 0), bound.dimension)
