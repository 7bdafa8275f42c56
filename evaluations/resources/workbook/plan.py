"""What stands where in the workbook: a sheet for each stage of the document, in it forms and tables, all by address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from evaluations.selectors.at_revision import Held
from evaluations.selectors.own_tables import fixed_cells, own_table
from evaluations.selectors.stages import scored_in
from rubrics.scoring import address as addresses
from rubrics.scoring import values
from rubrics.scoring.address import EVIDENCE, REASON
from rubrics.scoring.index import field_address
from rubrics.scoring.lines import entries_of
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.rules import EntryKind, OwnRule
from rubrics.scoring.types import Block, BlockKind, Criterion, Document, Field, Stage, Table
from rubrics.scoring.units import Unit, unit_of

SPARE_ROWS = 10
"""Empty rows for new entries below those that are there; more can be put in anywhere."""


@dataclass(frozen=True, slots=True)
class Place:
    """One box of a form. `address` is '' for what the portal fills in itself: it is shown and not read."""

    address: str
    field: Field
    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """Boxes one below the other."""

    title: str
    note: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is there: its key, the name of one that nobody adds, and given cells (column id -> text)."""

    key: str
    name: str = ""
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `free`: the filer adds rows; `unit` of its amounts, None where each column has its own."""

    title: str
    note: str
    table: Table
    columns: tuple[Field, ...]
    unit: Unit | None
    rows: tuple[Row, ...]
    free: bool

    @property
    def spare(self) -> int:
        """How many empty rows follow."""
        return max(0, min(SPARE_ROWS, self.table.maximum_rows - len(self.rows))) if self.free else 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One stage."""

    name: str
    help: str
    parts: tuple[Form | Grid, ...]


def plan_of(
    document: Document, held: Held, portal: Mapping[str, str], hidden: frozenset[str] = frozenset()
) -> tuple[Sheet, ...]:
    """Return the sheets; `portal` address -> text of what the portal fills in itself; `hidden` is left out."""
    return _Planning(document, held, portal, set(hidden)).sheets()


def unit_chosen(document: Document, table: Table, held: Held) -> Unit | None:
    """Return the unit chosen for the amounts of a table, None where the document fixes it or nothing is chosen."""
    chosen = held.at(addresses.figure(table.unit_from)).text if table.unit_from else ""
    return unit_of(chosen, document.nouns) if chosen else None


@dataclass(slots=True)
class _Planning:
    document: Document
    held: Held
    portal: Mapping[str, str]
    seen: set[str] = field(default_factory=set)
    """What stands on a sheet already, or on none: a figure that two stages show is filled in on the first."""

    def sheets(self) -> tuple[Sheet, ...]:
        planned = (self._sheet(stage) for stage in self.document.stages)
        return tuple(sheet for sheet in planned if sheet.parts)

    def _sheet(self, stage: Stage) -> Sheet:
        parts = [part for block in stage.blocks for part in self._parts(block)]
        return Sheet(
            stage.id, stage.help, tuple(part for part in parts if isinstance(part, Grid) or part.places)
        )

    def _parts(self, block: Block) -> Iterator[Form | Grid]:
        if block.kind in {BlockKind.GRID, BlockKind.LIST}:
            for name in block.items:
                yield from self._of_table(name, block)
        elif block.kind is BlockKind.SCORING:
            for criterion in scored_in(self.document, block.items):
                yield from self._of_criterion(criterion)
        elif block.kind not in {BlockKind.CHECKS, BlockKind.RATIOS}:
            fields = (desk_of(self.document).figure(item) for item in block.items)
            places = (self._input(one) for one in fields if one is not None)
            yield Form(block.title, block.note, tuple(self._once(places)))

    def _once(self, places: Iterator[Place]) -> Iterator[Place]:
        for place in places:
            name = place.address or place.label
            if name not in self.seen:
                self.seen.add(name)
                yield place

    def _input(self, one: Field) -> Place:
        where = field_address(one)
        return (
            Place("", one, one.title, self.portal.get(where, ""))
            if one.given
            else Place(where, one, one.title)
        )

    def _of_table(self, name: str, block: Block) -> Iterator[Form | Grid]:
        table = next((one for one in self.document.tables if one.id == name), None)
        if table is None or table.control_of or not self._new(addresses.table(name)):
            return
        title = block.title if len(block.items) == 1 and block.title else table.title
        if table.allow_na:
            yield self._absence(table)
        columns = tuple(one for one in table.columns if not one.control_of)
        yield Grid(
            title=title,
            note=table.help or block.note,
            table=table,
            columns=columns,
            unit=unit_chosen(self.document, table, self.held),
            rows=self._rows(table),
            free=not table.fixed and not table.rows_from,
        )

    def _absence(self, table: Table) -> Form:
        where = addresses.table(table.id)
        place = Place(where, self._field(where), f"{table.title}：整张表无此事项")
        return Form("", "", (place,))

    def _rows(self, table: Table) -> tuple[Row, ...]:
        if table.fixed:
            return tuple(Row(key, key, _constants(table, key)) for key in table.fixed)
        if table.rows_from:
            source, _, column = table.rows_from.partition(".")
            keys = self.held.rows.get(source, ())
            return tuple(Row(key, self.held.at(addresses.cell(source, key, column)).text) for key in keys)
        return tuple(Row(key) for key in self.held.rows.get(table.id, ()))

    def _of_criterion(self, criterion: Criterion) -> Iterator[Form | Grid]:
        if isinstance(criterion.rule, OwnRule):
            yield self._own(criterion, criterion.rule)
            return
        wanted = [
            where
            for entry in entries_of(criterion)
            if entry.kind is not EntryKind.OWN
            for where in (entry.address, *([f"{entry.address}/{EVIDENCE}"] if entry.evidence else []))
        ]
        wanted += [addresses.line(criterion.id, REASON)] if criterion.reason else []
        wanted += [addresses.line(criterion.id, EVIDENCE)] if criterion.evidence else []
        places = (Place(where, self._field(where), self._field(where).title) for where in wanted)
        points = f"{criterion.points.normalize():f} 分"
        yield Form(
            f"{criterion.label or criterion.id}（{points}）", criterion.wording, tuple(self._once(places))
        )

    def _own(self, criterion: Criterion, rule: OwnRule) -> Grid:
        table = own_table(criterion.id, rule)
        stored = self.held.rows.get(criterion.id, ())
        keys = [*(one.name for one in rule.given if one.name not in stored), *stored]
        rows = tuple(Row(key, "", fixed_cells(rule, key)) for key in keys)
        title = criterion.label or criterion.id
        return Grid(title, criterion.wording, table, table.columns, None, rows, free=True)

    def _field(self, where: str) -> Field:
        place = addresses.parse(where)
        found = place if isinstance(place, Problem) else desk_of(self.document).field_at(place)
        if isinstance(found, Problem):
            raise LookupError(where)  # noqa: TRY004 - a value of the wrong place, not of the wrong type
        return found

    def _new(self, name: str) -> bool:
        fresh = name not in self.seen
        self.seen.add(name)
        return fresh


def _constants(table: Table, key: str) -> dict[str, str]:
    """Return column -> what the document itself says in a fixed row."""
    found = {}
    for id, number in table.fixed[key].items():
        column = table.column(id)
        if column is not None:
            found[id] = values.show(number, column.unit, column.places)
    return found
