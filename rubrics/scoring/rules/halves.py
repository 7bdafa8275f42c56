"""Figures that a rule takes together, of which only some are 无此事项: the filer has to decide, not the document."""

from dataclasses import dataclass

from rubrics.scoring.formulas import Environment, Formula
from rubrics.scoring.index import Index, Named
from rubrics.scoring.results import Step
from rubrics.scoring.states import Missing, NotApplicable, Undefined

from .site import Cited, Site

HALF = "half"
"""Key of the step that says which figures are 无此事项 and which have a value."""


@dataclass(frozen=True, slots=True)
class Half:
    """The figures that are 无此事项, and those with a value; `both`: these may be 无此事项 too."""

    absent: tuple[Named, ...]
    given: tuple[Named, ...]
    both: bool

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where they stand, 无此事项 first."""
        return tuple(one.address for one in (*self.absent, *self.given))

    @property
    def step(self) -> Step:
        """Return it as a step of the explanation."""
        absent, given = (tuple(one.title for one in some) for some in (self.absent, self.given))
        return Step(HALF, {"absent": absent, "given": given, "both": self.both, "addresses": self.addresses})


@dataclass(frozen=True, slots=True)
class Halves:
    """The formulas of one rule made ready; `index` tells which of their figures are typed."""

    cited: tuple[Cited, ...]
    index: Index

    def find(self, environment: Environment) -> Half | None:
        """Return such figures of the first formula that has any; None where another cause comes first."""
        values = [one.compute(environment) for one in self.cited]
        if any(isinstance(value, Missing | Undefined) for value in values):
            return None
        for one, value in zip(self.cited, values, strict=True):
            half = self._of(one, environment) if isinstance(value, NotApplicable) else None
            if half is not None:
                return half
        return None

    def _of(self, cited: Cited, environment: Environment) -> Half | None:
        typed = [one for one in cited.figures if one.name in self.index.fields]
        absent = tuple(one for one in typed if isinstance(environment.values[one.name], NotApplicable))
        given = tuple(one for one in typed if one not in absent)
        both = all(self.index.fields[one.name].allow_na for one in given)
        return Half(absent, given, both) if absent and given else None


def halves_of(formulas: tuple[Formula, ...], site: Site) -> Halves:
    """Return the formulas of a rule made ready for this question."""
    return Halves(tuple(site.cite(formula) for formula in formulas), site.index)
