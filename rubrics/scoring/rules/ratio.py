"""ratio: the value itself times the points, capped. 0.90807 x 2 = 1.816, rounded by the line to 1.82."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.results import Step
from rubrics.scoring.states import Absent

from .award import ZERO, Award, Ready, Scene, absent
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

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready: value x points, from 0 to the points. Steps: value, ratio."""
        cited, cap, most = site.cite(self.value), self.cap, place.points
        compute = cited.compute

        def points(scene: Scene) -> Decimal | Absent:
            value = compute(scene.environment)
            if not isinstance(value, Decimal):
                return absent(value)
            return given(value)

        def given(value: Decimal) -> Decimal:
            return max(ZERO, min((min(value, cap)) * most, most))

        def award(scene: Scene) -> Award:
            value = compute(scene.environment)
            if not isinstance(value, Decimal):
                return Award(absent(value), ())
            data = {"rate": max(ZERO, min(value, cap)), "cap": cap, "capped": value > cap, "points": most}
            step = Step("ratio", {**data, "award": given(value)})
            return Award(given(value), (cited.step(scene.environment, value), step), value)

        return Ready(points, award)
