"""What a rule is made ready with: its formulas compiled, and their figures ready to be cited in the explanation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from rubrics.scoring.formulas import (
    COUNT,
    Compiled,
    Environment,
    Formula,
    compile_formula,
)
from rubrics.scoring.index import Index, Named
from rubrics.scoring.results import Step
from rubrics.scoring.states import Known
from rubrics.scoring.units import PURE, PURE_UNIT, UNITS, Unit

from .citing import citation_of
from .quick import Computed, quick
from .shown import literal_edges, places_apart

_PLAIN = (Decimal, bool, str, date)


@dataclass(frozen=True, slots=True)
class Cited:
    """A formula made ready. `citation` says what it is and which figures it takes; `figures` are those."""

    compute: Computed
    citation: Step
    figures: tuple[Named, ...]
    unit: Unit
    places: int
    edges: tuple[tuple[Decimal, ...], ...]
    """For each figure the literals that it is compared with."""
    constant: Decimal | None = None
    """Its value when it takes no figure of the filing."""
    addresses: tuple[str, ...] = ()
    """Where the cited figures stand."""

    def values(self, environment: Environment) -> tuple[object, ...]:
        """Return the values of the cited figures, None where one is absent."""
        values = environment.values
        return tuple([plain(values.get(one.name)) for one in self.figures])

    def step(self, environment: Environment, value: Known, edges: tuple[Decimal, ...] = ()) -> Step:
        """Return the step that shows the value and its figures, with enough places to stand on its side of `edges`."""
        places = self.places
        if edges and isinstance(value, Decimal):
            places = places_apart(value, edges, self.unit, places)
        data = {"of": self.citation, "value": value, "places": places, "values": self.values(environment)}
        return Step("value", data)

    def condition(self, environment: Environment) -> dict[str, object]:
        """Return the part of a step that shows a condition: of, values, and places for each value."""
        values = self.values(environment)
        places = tuple(
            places_apart(value, edges, one.unit, one.places)
            if edges and isinstance(value, Decimal)
            else one.places
            for value, edges, one in zip(values, self.edges, self.figures, strict=True)
        )
        return {"of": self.citation, "values": values, "places": places}


def plain(value: Known | None) -> object:
    """Return what may stand in a step: a value, None for an absence."""
    return value if isinstance(value, _PLAIN) else None


@dataclass(frozen=True, slots=True)
class Site:
    """Makes the formulas of one document ready, each once."""

    index: Index
    constants: Environment
    ratios: Mapping[str, Formula] = field(default_factory=dict)
    """The formulas of the document's ratios, their aggregates replaced by names."""
    cache: dict[Formula, Cited] = field(default_factory=dict)

    def cite(self, formula: Formula) -> Cited:
        """Return the formula made ready."""
        if formula not in self.cache:
            self.cache[formula] = self._cite(formula)
        return self.cache[formula]

    def _cite(self, formula: Formula) -> Cited:
        compiled = compile_formula(formula)
        said = citation_of(formula, self.index, self.ratios)
        figures = tuple(self.index.named(name) for name in said.names)
        unit, places = self._shown(formula, compiled.needs)
        data = {
            "name": said.name,
            "title": self.index.named(said.name).title if said.name else "",
            "unit": unit.name,
            "formula": said.words,
            "note": said.note,
            "figures": tuple(
                (one.name, one.address, one.title, one.unit.name, one.places) for one in figures
            ),
        }
        edges = tuple(literal_edges(formula.tree, one.name) for one in figures)
        step, addresses = Step("citation", data), tuple(one.address for one in figures)
        return Cited(quick(compiled), step, figures, unit, places, edges, self._constant(compiled), addresses)

    def _constant(self, compiled: Compiled) -> Decimal | None:
        known = all(name in self.index.document.constants for name in compiled.needs) and not compiled.tables
        value = compiled(self.constants) if known else None
        return value if isinstance(value, Decimal) else None

    def _shown(self, formula: Formula, needs: tuple[str, ...]) -> tuple[Unit, int]:
        """A formula is shown like its first figure of the same dimension; a quotient is a percentage."""
        if formula.dimension == COUNT:
            return PURE_UNIT, 0
        for named in map(self.index.named, needs):
            if named.unit.dimension == formula.dimension:
                return named.unit, named.places
        return (UNITS["%"] if formula.dimension == PURE else PURE_UNIT), 2
