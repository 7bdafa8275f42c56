"""proportion: done over planned times the points, capped. 0 of 0 is not applicable, 3 of 0 is undefined."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.formulas.absence import strongest
from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.results import Step
from rubrics.scoring.states import Absent, NotApplicable, Undefined

from .award import ONE, ZERO, Award, Ready, Scene, absent
from .base import RowRule
from .place import Place
from .site import Site


@dataclass(frozen=True, slots=True)
class ProportionRule(RowRule):
    kind: ClassVar[str] = "proportion"
    done: Formula
    """Same dimension as planned."""
    planned: Formula

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        return (self.done, self.planned)

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready: done / planned x points, capped. Steps: value (of both), proportion."""
        done, planned, most = site.cite(self.done), site.cite(self.planned), place.points

        def points(scene: Scene) -> Decimal | Absent:
            some, all_of_it = done.compute(scene.environment), planned.compute(scene.environment)
            if isinstance(some, Decimal) and isinstance(all_of_it, Decimal) and all_of_it:
                return given(some / all_of_it)
            return award(scene).points

        def given(rate: Decimal) -> Decimal:
            return max(ZERO, min(rate, ONE)) * most

        def award(scene: Scene) -> Award:
            some, all_of_it = done.compute(scene.environment), planned.compute(scene.environment)
            if not isinstance(some, Decimal) or not isinstance(all_of_it, Decimal):
                return Award(absent(strongest((some, all_of_it)) or some), ())
            rate = _rate(some, all_of_it, (*done.addresses, *planned.addresses))
            if not isinstance(rate, Decimal):
                return Award(rate, ())
            figures = (done.step(scene.environment, some), planned.step(scene.environment, all_of_it))
            step = Step("proportion", {"rate": rate, "points": most, "award": given(rate)})
            return Award(given(rate), (*figures, step), rate)

        return Ready(points, award)


def _rate(done: Decimal, planned: Decimal, addresses: tuple[str, ...]) -> Decimal | Absent:
    if planned:
        return done / planned
    if done:
        return Undefined("计划数为 0，完成数不为 0，不能计算", addresses)
    return NotApplicable(addresses, "计划数和完成数都是 0")
