"""deduction: start from the points and lose `each` per occurrence, never below 0. 8 − 4 × 1 = 4."""

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
class DeductionRule(RowRule):
    kind: ClassVar[str] = "deduction"
    count: Formula
    """A count (个, 次, 人 …) or 纯数; a negative count loses nothing."""
    each: Decimal
    """Points lost per occurrence, above 0."""

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        return (self.count,)

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready: points − each x count. Steps: value, deduction."""
        cited, most, each = site.cite(self.count), place.points, self.each
        compute = cited.compute

        def points(scene: Scene) -> Decimal | Absent:
            count = compute(scene.environment)
            return most - lost(count) if isinstance(count, Decimal) else absent(count)

        def lost(count: Decimal) -> Decimal:
            return min(most, max(ZERO, count) * each)

        def award(scene: Scene) -> Award:
            count = compute(scene.environment)
            if not isinstance(count, Decimal):
                return Award(absent(count), ())
            step = Step("deduction", {"count": count, "each": each, "points": most, "lost": lost(count)})
            return Award(most - lost(count), (cited.step(scene.environment, count), step))

        return Ready(points, award)
