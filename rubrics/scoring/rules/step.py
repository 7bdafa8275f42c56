"""step: full points up to a threshold, then `lose` for every `each` beyond. ≤ 100%, 1% loses 0.5: 102% loses 1."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import ClassVar

from rubrics.scoring.formulas.absence import strongest
from rubrics.scoring.formulas.numbers import settle
from rubrics.scoring.formulas.tree import Binary, Formula, Unary
from rubrics.scoring.results import Step
from rubrics.scoring.states import Absent, Undefined

from .award import ONE, ZERO, Award, Ready, Scene, as_told
from .base import RowRule
from .boundary import Boundary
from .place import Place
from .site import Cited, Site

EITHER_SIDE = "±"


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
        if self.full.sign != EITHER_SIDE:
            says = f"{self.full.sign} {self.full.bound.text}"
            return (Boundary(self.value, self.full.sign, self.full.bound, says),)
        upper, lower = _edge(self.full, "+"), _edge(self.full, "-")
        return (
            Boundary(self.value, "≥", lower, f"≥ {lower.text}"),
            Boundary(self.value, "≤", upper, f"≤ {upper.text}"),
        )

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready: points − lose x steps beyond the threshold. Steps: value, step."""
        value, points = site.cite(self.value), place.points
        taken = _Taken(
            value,
            site.cite(self.full.bound),
            site.cite(self.each),
            None if self.full.centre is None else site.cite(self.full.centre),
        )

        def award(scene: Scene) -> Award:
            measured = taken.measure(scene)
            if not isinstance(measured, _Measured):
                return Award(measured, ())
            beyond = settle(measured.beyond(self.full.sign))
            steps = self._steps(beyond, measured.each)
            lost = min(points, steps * self.lose)
            data = {
                "sign": self.full.sign,
                "bound": measured.bound,
                "centre": measured.centre,
                "beyond": max(ZERO, beyond),
                "each": measured.each,
                "steps": steps,
                "lose": self.lose,
                "partial": self.partial.value,
                "points": points,
                "lost": lost,
                "unit": value.unit.name,
            }
            shown = value.step(scene.environment, measured.value, measured.edges(self.full.sign))
            return Award(points - lost, (shown, Step("step", data)))

        return as_told(award)

    def _steps(self, beyond: Decimal, each: Decimal) -> Decimal:
        """Return the steps to pay for; at a threshold that is not itself allowed (<, >) the first step has begun."""
        if beyond < 0:
            return ZERO
        steps = settle(beyond / each)
        if self.partial is Partial.LINEAR:
            return beyond / each
        if self.partial is Partial.WHOLE:
            return steps.to_integral_value(ROUND_FLOOR)
        if self.full.sign in ("<", ">"):
            return steps.to_integral_value(ROUND_FLOOR) + ONE
        return steps.to_integral_value(ROUND_CEILING)


@dataclass(frozen=True, slots=True)
class _Measured:
    value: Decimal
    bound: Decimal
    each: Decimal
    centre: Decimal

    def beyond(self, sign: str) -> Decimal:
        """Return how far the value lies beyond the threshold; below 0 is within."""
        if sign == EITHER_SIDE:
            return abs(self.value - self.centre) - self.bound
        return self.value - self.bound if sign in ("<", "≤") else self.bound - self.value

    def edges(self, sign: str) -> tuple[Decimal, ...]:
        if sign == EITHER_SIDE:
            return (self.centre - self.bound, self.centre + self.bound)
        return (self.bound,)


@dataclass(frozen=True, slots=True)
class _Taken:
    """The formulas of the rule, made ready."""

    value: Cited
    bound: Cited
    each: Cited
    centre: Cited | None

    def measure(self, scene: Scene) -> _Measured | Absent:
        environment = scene.environment
        found = [cited.compute(environment) for cited in (self.value, self.bound, self.each)]
        found.append(ZERO if self.centre is None else self.centre.compute(environment))
        absence = strongest(found)
        if absence is not None:
            return absence
        value, bound, each, centre = (one for one in found if isinstance(one, Decimal))
        if each <= 0:
            return Undefined("每一档的宽度不大于 0", self.each.addresses)
        return _Measured(settle(value), bound, each, centre)


def _edge(full: Threshold, operator: str) -> Formula:
    """Return the formula centre ± bound; ± without a centre lies around 0."""
    bound, centre = full.bound, full.centre
    if centre is not None:
        tree = Binary(operator, centre.tree, bound.tree, 0)
        return Formula(f"{centre.text} {operator} {bound.text}", tree, bound.dimension)
    return bound if operator == "+" else Formula(f"-{bound.text}", Unary("-", bound.tree, 0), bound.dimension)
