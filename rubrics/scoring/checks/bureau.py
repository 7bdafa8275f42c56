"""form bureau: every figure that the bureau holds is what was filed, unless a check of its own looks at it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rubrics.scoring import address
from rubrics.scoring.held import allowed, own_checks
from rubrics.scoring.index import field_address
from rubrics.scoring.presets import APART, DAY, FILED, HELD, SOURCE, TITLE, part_of
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.results import Outcome, Step
from rubrics.scoring.states import Known, Missing, NotApplicable
from rubrics.scoring.targets import origin_cells
from rubrics.scoring.types import Check, Document, Field

from .context import Case, Context
from .found import Found
from .message import Message, Spot
from .sides import APART as APART_STEP
from .sides import SIDE
from .units import Shown


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure that the bureau may hold: key and field, and where it is filed."""

    field: Field
    where: str
    cell: tuple[str, str, str] | None
    """Table, row and column of a cell of a fixed row."""

    def filed(self, context: Context) -> Known:
        """Return what was filed."""
        if self.cell is None:
            return context.environment.values[self.field.id]
        table, row, column = self.cell
        if table in context.environment.absent_tables:
            return context.environment.absent_tables[table]
        return context.environment.rows[table][context.keys[table].index(row)][column]


@dataclass(frozen=True, slots=True)
class Bureau:
    """The check made ready."""

    check: Check
    figures: tuple[Compared, ...]
    message: Message

    def examine(self, context: Context) -> Iterator[Found]:
        """Yield each figure that differs, and one for all that are not filed; else one result for the whole filing."""
        whole, told = Case(context.environment), list(self._held(context))
        differing = [
            self._differs(one, context, held, filed)
            for one, held, filed in told
            if self._apart(one, held, filed)
        ]
        needs = tuple(one.where for one, _, filed in told if isinstance(filed, Missing))
        yield from differing
        if needs:
            yield Found(Outcome.NO_DATA, whole, needs=needs)
        if not differing and not needs:
            yield Found(Outcome.HOLDS if told else Outcome.NOT_APPLICABLE, whole)

    def _held(self, context: Context) -> Iterator[tuple[Compared, Decimal, Known]]:
        """Yield the figures that the bureau holds, with its own and what was filed."""
        for one in self.figures:
            held = context.answers.presets.get(one.field.id)
            if isinstance(held, Decimal):
                yield one, held, one.filed(context)

    def _apart(self, one: Compared, held: Decimal, filed: Known) -> bool:
        apart = _difference(held, filed)
        return apart is not None and apart > allowed(self.check, one.field.unit)

    def _differs(self, one: Compared, context: Context, held: Decimal, filed: Known) -> Found:
        field, apart = one.field, _difference(held, filed)
        origin = origin_cells("", field.id, context.answers.preset_origins)
        built_in: dict[str, Known] = {
            TITLE: field.title,
            FILED: filed,
            HELD: held,
            APART: held if apart is None else apart,
            SOURCE: origin[f".{SOURCE}"],
            DAY: origin[f".{DAY}"],
        }
        case = Case(context.environment, field.id, built_in=built_in)
        sides = _sides(one, built_in) if isinstance(filed, Decimal) else ()
        steps = _in_unit(self.message, one).steps(case, {})
        return Found(Outcome.FAILS, case, steps, places=(one.where,), sides=sides)


def _difference(held: Decimal, filed: Known) -> Decimal | None:
    """Return how far both are apart; who says that there is no such thing leaves out all of it."""
    if isinstance(filed, NotApplicable):
        return abs(held)
    return abs(filed - held) if isinstance(filed, Decimal) else None


def _in_unit(message: Message, one: Compared) -> Message:
    """Return the message with its numbers in the unit of a figure."""
    shown = Shown(one.field.unit, one.field.places)
    numbers = {FILED: replace(shown, address=one.where), HELD: shown, APART: shown}
    return Message(tuple(_spot(part, numbers) for part in message.parts))


def _spot(part: str | Spot, numbers: dict[str, Shown]) -> str | Spot:
    if isinstance(part, str):
        return part
    return replace(part, shown=numbers.get(part.compute.formula.text, part.shown))


def _sides(one: Compared, values: dict[str, Known]) -> tuple[Step, ...]:
    shown = {"unit": one.field.unit.name, "places": one.field.places}
    return (
        Step(SIDE, {"title": one.field.title, "value": values[FILED], **shown, "address": one.where}),
        Step(SIDE, {"title": HELD, "value": values[HELD], **shown, "address": ""}),
        Step(APART_STEP, {"value": values[APART], **shown}),
    )


def prepare_bureau(check: Check, document: Document, message: Message) -> Bureau:
    """Return the check made ready."""
    own = own_checks(document)
    figures = (one for one in desk_of(document).held_figures() if one.id not in own)
    return Bureau(check, tuple(_compared(one) for one in figures), message)


def _compared(field: Field) -> Compared:
    part = part_of(field.id)
    if part is None:
        return Compared(field, field_address(field), None)
    cell = (part.table, part.row, part.column)
    return Compared(field, address.cell(*cell), cell)
