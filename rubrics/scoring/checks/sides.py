"""Both sides of a comparison that does not hold, and how far they are apart, for those who look at the finding."""

from dataclasses import dataclass
from decimal import Decimal

from rubrics.scoring.formulas import Compiled, Formula, Name, NameKind, compile_formula
from rubrics.scoring.formulas.tree import Binary, Tree
from rubrics.scoring.index import Index
from rubrics.scoring.results import Step
from rubrics.scoring.rules.saying import say
from rubrics.scoring.units import Unit

from .context import Case
from .units import Showing, Shown

SIDE, APART = "side", "apart"
"""Step keys: one side {title, value, unit, places, address}; the difference {value, unit, places}."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side made ready; a literal has no address and its words as title."""

    title: str
    compute: Compiled
    shown: Shown
    column: str
    """The column of the row that an `each` check looks at, '' for anything else."""

    def step(self, value: Decimal, case: Case, unit: Unit) -> Step:
        """Return the side with its value."""
        where = case.place(self.column) if self.column else self.shown.address
        data = {"value": value, "unit": unit.name, "places": self.shown.places, "address": where}
        return Step(SIDE, {"title": self.title, **data})


def prepare_sides(tree: Binary, index: Index, each: str) -> tuple[Side, Side]:
    """Return both sides of a comparison."""
    showing = Showing(index, each)
    return _side(tree.left, index, showing), _side(tree.right, index, showing)


def _side(tree: Tree, index: Index, showing: Showing) -> Side:
    column = tree.column if isinstance(tree, Name) and tree.kind is NameKind.COLUMN else ""
    title = index.column_title(showing.each, column) if column else say(tree, index)
    return Side(title, compile_formula(Formula("", tree)), showing.of(tree), column)


def told(sides: tuple[Side, Side], case: Case) -> tuple[Step, ...]:
    """Return both sides with their values and the difference; () where one of them is no number."""
    values = [side.compute(case.environment) for side in sides]
    left, right = values
    if not isinstance(left, Decimal) or not isinstance(right, Decimal):
        return ()
    unit = next((side.shown.unit for side in sides if side.shown.unit.name), sides[0].shown.unit)
    places = max(side.shown.places for side in sides)
    steps = [side.step(value, case, unit) for side, value in zip(sides, (left, right), strict=True)]
    return *steps, Step(APART, {"value": abs(left - right), "unit": unit.name, "places": places})
