"""deduction: start from the points and lose `each` per occurrence, never below 0. 8 − 4 × 1 = 4."""

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
class DeductionRule(RowRule):
    kind: ClassVar[str] = "deduction"
    count: Formula
    """A count (个, 次, 人 …) or 纯数; a negative count loses nothing."""
    each: Decimal
    """Points lost per occurrence, above 0."""

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        return (self.count,)

    def prepare(self, place: Place, site: Site) -> Awarding:
        """Return the rule made ready: points − each x count. Steps: value, deduction."""
        cited, points, each = site.cite(self.count), place.points, self.each
        compute = cited.compute

        def award(scene: Scene) -> Award:
            count = compute(scene.environment)
            if not isinstance(count, Decimal):
                return absent(count)
            lost = min(points, max(ZERO, count) * each)
            step = Step("deduction", {"count": count, "each": each, "points": points, "lost": lost})
            return Award(points - lost, (cited.step(scene.environment, count), step))

        return award
