"""What units report, made into the department's: additive figures are summed, the rest is computed from the sums.

A figure that a unit has not filled is missing from the sum; 无此事项 adds nothing; neither is a zero.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from . import address
from .results import Answers, Row
from .states import Known, Missing, NotApplicable
from .types import Document, Field, FieldType, Table, UnitTable

ADDITIVE = frozenset({FieldType.AMOUNT, FieldType.COUNT})


@dataclass(frozen=True, slots=True)
class Sum:
    """One figure: of the parts in order, what is taken off, the sum, and what the department itself has filled."""

    where: str
    field: Field
    row: str
    """Of a table with fixed rows: which one, else ''."""
    parts: tuple[Known, ...]
    less: Known
    total: Known
    whole: Known

    @property
    def lacking(self) -> tuple[int, ...]:
        """Which parts have not filled it, by their place; empty where nobody has."""
        empty = tuple(at for at, value in enumerate(self.parts) if isinstance(value, Missing))
        return () if len(empty) == len(self.parts) else empty

    @property
    def apart(self) -> Decimal | None:
        """The department's figure less the sum; None where one of them is no number."""
        if isinstance(self.total, Decimal) and isinstance(self.whole, Decimal):
            return self.whole - self.total
        return None


def sums_of(document: Document, whole: Answers, parts: Sequence[Answers]) -> tuple[Sum, ...]:
    """Return every additive figure of a document and of its fixed tables, summed over the parts.

    The first part is the department's own share: where the document asks for it as a figure, it is that part's alone.
    """
    said = document.units
    apart = {*said.share, *said.less} if said else set()
    less = (
        {figure: whole.figures.get(name, Missing(())) for name, figure in said.less.items()} if said else {}
    )
    found = [
        _sum(address.figure(field.id), field, "", [part.figures for part in parts], whole.figures, less)
        for field in document.inputs
        if adds(field) and field.id not in apart
    ]
    if said is not None:
        inputs = {field.id: field for field in document.inputs}
        found += [_share(inputs[name], figure, whole, parts[:1]) for name, figure in said.share.items()]
    for table in document.tables:
        found += _of_fixed_rows(table, whole, parts)
    return tuple(found)


def _share(field: Field, figure: str, whole: Answers, own: Sequence[Answers]) -> Sum:
    where, nothing = address.figure(field.id), Missing((address.figure(field.id),))
    values = tuple(part.figures.get(figure, nothing) for part in own)
    total = _total(values, nothing, where)
    return Sum(where, field, "", values, nothing, total, whole.figures.get(field.id, nothing))


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit: texts and 是/否 by column, and figures by column."""

    texts: Mapping[str, str]
    figures: Mapping[str, Known]


def unit_rows(said: UnitTable, units: Sequence[tuple[str, str, Answers | None]]) -> tuple[UnitRow, ...]:
    """Return what the document's table of units says of some (name, code, answers; None for one that is left out)."""
    return tuple(_unit_row(said, *unit) for unit in units)


def _unit_row(said: UnitTable, name: str, code: str, answers: Answers | None) -> UnitRow:
    texts = {said.name: name, said.code: code}
    if said.included:
        texts[said.included] = "否" if answers is None else "是"
    pairs = {} if answers is None else said.amounts
    nothing = Missing((address.table(said.table),))
    figures = {column: answers.figures.get(figure, nothing) for column, figure in pairs.items() if answers}
    return UnitRow(texts, figures)


def adds(field: Field) -> bool:
    """Say whether a figure of units makes up the department's."""
    return field.type in ADDITIVE and field.adds and not (field.given or field.control_of)


def summed(document: Document, whole: Answers, parts: Sequence[Answers]) -> Answers:
    """Return the department's answers with every sum in the place of its own, and the units' rows in its tables.

    What cannot be added (choices, dates, texts, typed percentages) stays as the department filled it.
    """
    figures = dict(whole.figures)
    fixed: dict[tuple[str, str], dict[str, Known]] = {}
    for one in sums_of(document, whole, parts):
        if one.row:
            place = address.parse(one.where)
            name = place.path[0] if isinstance(place, address.Address) else ""
            fixed.setdefault((name, one.row), {})[one.field.id] = one.total
        elif isinstance(one.total, Missing):
            figures.pop(one.field.id, None)
        else:
            figures[one.field.id] = one.total
    rows = dict(whole.rows)
    for table in document.tables:
        if table.fixed:
            rows[table.id] = tuple(_fixed_rows(table, whole, fixed))
        elif not (document.units and table.id == document.units.table):
            together = tuple(_together(table.id, parts))
            rows[table.id] = together or whole.rows.get(table.id, ())
    absent = {name: said for name, said in whole.absent_tables.items() if not rows.get(name)}
    return replace(whole, figures=figures, rows=rows, absent_tables=absent)


def _of_fixed_rows(table: Table, whole: Answers, parts: Sequence[Answers]) -> Iterator[Sum]:
    if table.control_of:
        return  # what a file brought along, nobody's own figure
    columns = [column for column in table.columns if adds(column)]
    for key in table.fixed:
        cells = [_cells(part, table.id, key) for part in parts]
        for column in columns:
            where = address.cell(table.id, key, column.id)
            yield _sum(where, column, key, cells, _cells(whole, table.id, key), {})


def _cells(answers: Answers, table: str, key: str) -> Mapping[str, Known]:
    return next((row.cells for row in answers.rows.get(table, ()) if row.key == key), {})


def _sum(
    where: str,
    field: Field,
    row: str,
    parts: Iterable[Mapping[str, Known]],
    whole: Mapping[str, Known],
    less: Mapping[str, Known],
) -> Sum:
    nothing = Missing((where,))
    values = tuple(part.get(field.id, nothing) for part in parts)
    taken = less.get(field.id, nothing)
    return Sum(where, field, row, values, taken, _total(values, taken, where), whole.get(field.id, nothing))


def _total(values: Sequence[Known], less: Known, where: str) -> Known:
    numbers = [value for value in values if isinstance(value, Decimal)]
    if not values or any(not isinstance(value, Decimal | NotApplicable) for value in values):
        return Missing((where,))
    if not numbers:
        return next(value for value in values if isinstance(value, NotApplicable))
    return sum(numbers, Decimal(0)) - (less if isinstance(less, Decimal) else Decimal(0))


def _fixed_rows(
    table: Table, whole: Answers, sums: Mapping[tuple[str, str], Mapping[str, Known]]
) -> Iterator[Row]:
    for key in table.fixed:
        cells = {**_cells(whole, table.id, key), **sums.get((table.id, key), {})}
        yield Row(key, {name: value for name, value in cells.items() if not isinstance(value, Missing)})


def _together(table: str, parts: Sequence[Answers]) -> Iterator[Row]:
    for at, part in enumerate(parts):
        for row in part.rows.get(table, ()):
            yield Row(f"{at}-{row.key}", row.cells)
