"""Where a value fell: the bands of a rule on a number line."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rubrics.scoring.formulas.tree import Name
from rubrics.scoring.program import Program
from rubrics.scoring.results import Step
from rubrics.scoring.rules import BandsRule, SumRule
from rubrics.scoring.types import Band, Criterion
from rubrics.scoring.units import UNITS, Unit, unit_of
from rubrics.scoring.values import in_unit

OPPOSITE = {"≥": "<", ">": "≤", "≤": ">", "<": "≥"}
LOWER, UPPER = frozenset("≥>"), frozenset("≤<")
CLOSED = frozenset("≥≤")


@dataclass(frozen=True, slots=True)
class Interval:
    """A band between two edges (None: open end), as portal_ui's `number_line` takes it."""

    start: Decimal | None
    end: Decimal | None
    start_closed: bool
    end_closed: bool
    points: Decimal


@dataclass(frozen=True, slots=True)
class BandLine:
    """`value` is None where it is not known; `unit` % for shares of one."""

    title: str
    bands: tuple[Interval, ...]
    value: Decimal | None
    unit: str


def band_lines(program: Program, criterion: Criterion, steps: tuple[Step, ...]) -> tuple[BandLine, ...]:
    """Return a number line for the row, or for each of its parts, that is scored by bands with fixed edges."""
    return tuple(
        line for rule, title, own in _banded(criterion, steps) if (line := _line(program, rule, title, own))
    )


def line_of_ratio(program: Program, ratio: str, value: Decimal | None) -> BandLine | None:
    """Return the number line of a ratio by which a row, or a part of one, is scored in bands."""
    for leaf in program.index.leaves:
        for rule, _, _ in _banded(leaf, ()):
            if isinstance(rule.value.tree, Name) and rule.value.tree.dotted == ratio:
                line = _line(program, rule, "", ())
                unit = _unit(program, rule)
                shown = None if value is None else _scaled(value, unit)
                return line if line is None else replace(line, value=shown)
    return None


def _banded(
    criterion: Criterion, steps: tuple[Step, ...]
) -> Iterator[tuple[BandsRule, str, tuple[Step, ...]]]:
    if isinstance(criterion.rule, BandsRule):
        yield criterion.rule, "", steps
    elif isinstance(criterion.rule, SumRule):
        for part in criterion.rule.parts:
            if isinstance(part.rule, BandsRule):
                yield part.rule, part.title, _inner(steps, part.id)


def _inner(steps: tuple[Step, ...], part: str) -> tuple[Step, ...]:
    found = next((step.data.get("steps") for step in steps if step.data.get("part") == part), ())
    return found if isinstance(found, tuple) else ()


def _line(program: Program, rule: BandsRule, title: str, steps: tuple[Step, ...]) -> BandLine | None:
    unit = _unit(program, rule)
    bands = _intervals(program, rule.bands, unit)
    value = next((step.data.get("value") for step in steps if step.key == "value"), None)
    if not bands:
        return None
    shown = _scaled(value, unit) if isinstance(value, Decimal) else None
    return BandLine(title, bands, shown, "%" if unit.name in ("%", "") else f" {unit.name}")


def _unit(program: Program, rule: BandsRule) -> Unit:
    """Return the unit of the value: that of the figure it names, else per cent."""
    cited = program.site.cite(rule.value)
    return unit_of(cited.unit.name, program.document.nouns) or UNITS["%"]


def _scaled(value: Decimal, unit: Unit) -> Decimal:
    return value if unit.name in ("%", "") else in_unit(value, unit)


def _intervals(program: Program, bands: tuple[Band, ...], unit: Unit) -> tuple[Interval, ...]:
    """Return the bands in rising order; () where an edge is a figure of the filing or the signs do not line up."""
    found: list[Interval] = []
    before: tuple[str, Decimal] | None = None
    for band in bands:
        own = None
        if band.bound is not None:
            constant = program.site.cite(band.bound).constant
            if constant is None or band.sign not in OPPOSITE:
                return ()
            own = (band.sign, _scaled(constant, unit))
        edges = [edge for edge in (_turned(before), own) if edge]
        start = next((edge for edge in edges if edge[0] in LOWER), None)
        end = next((edge for edge in edges if edge[0] in UPPER), None)
        found.append(_interval(start, end, Decimal(band.gives)))
        before = own
    return tuple(sorted(found, key=lambda one: (one.start is not None, one.start or Decimal(0))))


def _turned(edge: tuple[str, Decimal] | None) -> tuple[str, Decimal] | None:
    return None if edge is None else (OPPOSITE[edge[0]], edge[1])


def _interval(
    start: tuple[str, Decimal] | None, end: tuple[str, Decimal] | None, points: Decimal
) -> Interval:
    return Interval(
        start[1] if start else None,
        end[1] if end else None,
        bool(start and start[0] in CLOSED),
        bool(end and end[0] in CLOSED),
        points,
    )
