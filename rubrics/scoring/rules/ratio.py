"""ratio: the value itself times the points, capped. 0.90807 x 2 = 1.816, rounded by the line to 1.82."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.results import Step

from .award import ZERO, Award, Awarding, Scene, absent
from .base import RowRule
from .place import Place
from .site import Site


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

    def prepare(self, place: Place, site: Site) -> Awarding:
        """Return the rule made ready: value x points, from 0 to the points. Steps: value, ratio."""
        cited, cap, points = site.cite(self.value), self.cap, place.points
        compute = cited.compute

        def award(scene: Scene) -> Award:
            value = compute(scene.environment)
            if not isinstance(value, Decimal):
                return absent(value)
            rate = max(ZERO, min(value, cap))
            given = min(rate * points, points)
            step = Step(
                "ratio", {"rate": rate, "cap": cap, "capped": value > cap, "points": points, "award": given}
            )
            return Award(given, (cited.step(scene.environment, value), step), value)

        return award
