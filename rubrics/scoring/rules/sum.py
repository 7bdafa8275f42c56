"""sum: parts with rules of their own stay exact, the row is rounded once. A quarterly schedule is one."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.types import NaClause, Veto

from .base import RowRule
from .boundary import Boundary
from .entries import Entry
from .place import Place


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


def _formulas(part: Part) -> tuple[Formula, ...]:
    when = () if part.na is None or part.na.when is None else (part.na.when,)
    return (*when, *part.rule.formulas(), *(veto.when for veto in part.vetoes))
