"""sum: parts with rules of their own stay exact, the row is rounded once. A quarterly schedule is one."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.results import Step
from rubrics.scoring.states import Absent
from rubrics.scoring.types import NaClause, Veto

from .absences import absence_steps
from .award import ZERO, Award, Ready, Scene
from .base import RowRule
from .boundary import Boundary
from .entries import Entry
from .members import added
from .modifiers import with_exemption, with_vetoes
from .place import Place
from .site import Site


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its own rule, and if need be its own 无此事项 and veto. Entries stand under line:X/<id>/…"""

    id: str
    points: Decimal
    rule: RowRule
    """Any kind but own."""
    na: NaClause | None = None
    """A part can be worth full points or none, not be rescaled."""
    vetoes: tuple[Veto, ...] = ()
    label: str = ""

    @property
    def title(self) -> str:
        return self.label or self.id

    def step(self, result: Award) -> Step:
        """Return the explanation of the part: its award (None when absent) and its own steps."""
        given = result.points if isinstance(result.points, Decimal) else None
        data = {"part": self.id, "title": self.title, "points": self.points, "award": given}
        return Step("part", {**data, "steps": (*result.steps, *absence_steps(result.points))})


@dataclass(frozen=True, slots=True)
class SumRule(RowRule):
    kind: ClassVar[str] = "sum"
    parts: tuple[Part, ...]
    """Their points add up to the row's."""

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        return tuple(formula for part in self.parts for formula in _formulas(part))

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """What a person fills in: the entries of the parts."""
        return tuple(
            entry for part in self.parts for entry in part.rule.entries(place.inside(part.id, part.points))
        )

    def boundaries(self) -> tuple[Boundary, ...]:
        """Edges that need an example on each side: those of the parts."""
        return tuple(boundary for part in self.parts for boundary in part.rule.boundaries())

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready: the parts added up, exact. Steps: part (one each, with the part's own steps)."""
        ready = tuple(_ready(part, place, site) for part in self.parts)
        pointings = tuple(one.points for _, one in ready)

        def points(scene: Scene) -> Decimal | Absent:
            total = ZERO
            for pointing in pointings:
                given = pointing(scene)
                if not isinstance(given, Decimal):
                    return award(scene).points
                total += given
            return total

        def award(scene: Scene) -> Award:
            total, steps, absences = ZERO, list[Step](), list[tuple[str, Absent]]()
            for part, one in ready:
                result = one.award(scene)
                if isinstance(result.points, Decimal):
                    total += result.points
                else:
                    absences.append((part.title, result.points))
                steps.append(part.step(result))
            return Award(added(absences, len(ready)) if absences else total, tuple(steps))

        return Ready(points, award)


def _formulas(part: Part) -> tuple[Formula, ...]:
    when = () if part.na is None or part.na.when is None else (part.na.when,)
    return (*when, *part.rule.formulas(), *(veto.when for veto in part.vetoes))


def _ready(part: Part, place: Place, site: Site) -> tuple[Part, Ready]:
    inside = place.inside(part.id, part.points)
    ready = part.rule.prepare(inside, site)
    if part.vetoes:
        ready = with_vetoes(ready, part.vetoes, site)
    if part.na is not None:
        ready = with_exemption(ready, part.na, inside, site)
    return part, ready
