"""Messages: the words and places of `says`, each place a formula made ready; the sentence is made where it is shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from rubrics.scoring.formulas import Compiled, Environment, Formula, Names, check_formula, compile_formula
from rubrics.scoring.problems import Problem
from rubrics.scoring.results import Step
from rubrics.scoring.states import Known, Missing, NotApplicable, Prose
from rubrics.scoring.template import parse_template
from rubrics.scoring.units import Unit

from .context import Case
from .units import Shown

type Unitless = Callable[[Formula], Shown]
"""Says how a place without a unit of its own is shown."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the message."""

    compute: Compiled
    shown: Shown

    def step(self, environment: Environment, case: Case) -> Step:
        value = self.compute(environment)
        where = self.shown.address
        if not where and self.compute.columns == (self.compute.formula.text,):
            where = case.place(self.compute.formula.text)
        data = {"unit": self.shown.unit.name, "places": self.shown.places, "address": where}
        return Step("value", {"value": _plain(value), "absence": _absence(value), **data})


@dataclass(frozen=True, slots=True)
class Message:
    parts: tuple[str | Spot, ...]

    def steps(self, case: Case, built_in: dict[str, Known]) -> tuple[Step, ...]:
        """Return the parts with their values; `built_in` are the names that only messages have."""
        environment = case.environment
        values = {**environment.values, **case.built_in, **built_in}
        inside = Environment(values, environment.rows, environment.row, None, environment.absent_tables)
        return tuple(
            Step("text", {"text": part}) if isinstance(part, str) else part.step(inside, case)
            for part in self.parts
        )


def prepare_message(says: str, names: Names, shown: Unitless, unit: Callable[[str], Unit | None]) -> Message:
    """Return the message made ready. Raises ValueError for a place that reading should have refused."""
    parts = parse_template(says)
    if isinstance(parts, Problem):
        raise ValueError(f"{says}: {parts.what}")  # noqa: TRY004 - the document is at fault, not a type
    found: list[str | Spot] = []
    for part in parts:
        if isinstance(part, str):
            found.append(part)
            continue
        formula, problems = check_formula(part.formula, names)
        if problems:
            raise ValueError(f"{says}: {problems[0].what}")
        chosen, natural = unit(part.unit) if part.unit else None, shown(formula)
        found.append(
            Spot(compile_formula(formula), natural if chosen is None else replace(natural, unit=chosen))
        )
    return Message(tuple(found))


def _plain(value: Known) -> object:
    if isinstance(value, Prose):
        return value.plain
    return None if _absence(value) else value


def _absence(value: Known) -> str:
    match value:
        case Missing():
            return "missing"
        case NotApplicable():
            return "not_applicable"
        case _:
            return "undefined" if type(value).__name__ == "Undefined" else ""
