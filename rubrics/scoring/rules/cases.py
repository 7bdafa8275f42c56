"""cases: the first condition that holds gives its points. 公开日 ≤ 批复日 + 20 天: 5, 其余: 3."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.results import Step
from rubrics.scoring.states import Undefined

from .award import Award, Ready, Scene, absent, as_told
from .base import RowRule
from .place import Place
from .site import Cited, Site


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

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready: the first case that holds. Steps: case."""
        ready = tuple(
            _Ready(site.cite(case.when), case.points) for case in self.cases if case.when is not None
        )
        rest = next((case.points for case in self.cases if case.when is None), None)

        def award(scene: Scene) -> Award:
            for number, case in enumerate(ready):
                holds = case.condition.compute(scene.environment)
                if holds is True:
                    return Award(case.points, (case.step(scene, number),))
                if holds is not False:
                    return Award(absent(holds), ())
            if rest is None:
                return Award(Undefined("没有一种情形成立"), ())
            otherwise = {"index": len(ready), "of": None, "values": (), "places": (), "award": rest}
            return Award(rest, (Step("case", otherwise),))

        return as_told(award)


@dataclass(frozen=True, slots=True)
class _Ready:
    condition: Cited
    points: Decimal

    def step(self, scene: Scene, number: int) -> Step:
        condition = self.condition.condition(scene.environment)
        return Step("case", {"index": number, **condition, "award": self.points})
