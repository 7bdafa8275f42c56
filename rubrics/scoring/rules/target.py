"""target: full points when met, else scaled. ≥: actual / target; ≤: the inverse, or 2 − actual / target."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.formulas.absence import strongest
from rubrics.scoring.formulas.tree import Formula, Number
from rubrics.scoring.results import Step
from rubrics.scoring.states import Known

from .award import Award, Ready, Scene, absent, as_told
from .base import RowRule
from .boundary import Boundary
from .place import Place
from .scaling import Reached, Reverse, reached, reached_by
from .site import Site

__all__ = ["Reverse", "TargetRule"]


@dataclass(frozen=True, slots=True)
class TargetRule(RowRule):
    kind: ClassVar[str] = "target"
    value: Formula
    """What was reached; same dimension as the target (a number, or a day, which is met or not)."""
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

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready: the share reached x points.

        Steps: value (of both; a target that is a number is no figure, the last step says it), target.
        """
        value, target, points = site.cite(self.value), site.cite(self.target), place.points
        literal = isinstance(self.target.tree, Number)

        def award(scene: Scene) -> Award:
            actual, wanted = value.compute(scene.environment), target.compute(scene.environment)
            result = self._reached(actual, wanted)
            if result is None:
                return Award(absent(strongest((actual, wanted)) or actual), ())
            given = result.rate * points
            edges = (wanted,) if isinstance(wanted, Decimal) else ()
            figure = value.step(scene.environment, actual, edges)
            aim = () if literal else (target.step(scene.environment, wanted),)
            data = {
                "sign": self.sign,
                "target": self.target.text if literal else "",
                "reverse": self.reverse.value,
                "met": result.met,
                "rate": result.rate,
                "points": points,
                "award": given,
            }
            return Award(given, (figure, *aim, Step("target", data)), result.fulfilment)

        return as_told(award)

    def _reached(self, actual: Known, wanted: Known) -> Reached | None:
        if isinstance(actual, Decimal) and isinstance(wanted, Decimal):
            return reached(actual, self.sign, wanted, self.reverse)
        if isinstance(actual, date) and isinstance(wanted, date):
            return reached_by(actual, self.sign, wanted)
        return None
