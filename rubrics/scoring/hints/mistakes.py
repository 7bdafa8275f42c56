"""The usual mistakes, each as the answers would be without it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from rubrics.scoring.results import Answers, Row, Step
from rubrics.scoring.states import Known
from rubrics.scoring.types import FieldType, Table
from rubrics.scoring.units import MONEY, PURE

from .leaves import Leaf

_FACTORS = {
    MONEY: (Decimal("0.0001"), Decimal(10_000)),
    PURE: (Decimal("0.01"), Decimal(100)),
}
"""元 for 万元, 0.97 for 97%: and the other way round."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """`step` says what was mistaken, `mended` are the answers as they were probably meant."""

    step: Step
    mended: Answers


def swapped(leaves: list[Leaf], answers: Answers) -> Iterator[Mistake]:
    """Yield each pair of figures of one unit with their values exchanged."""
    for one, other in combinations([leaf for leaf in leaves if leaf.value is not None], 2):
        alike = one.field.unit.dimension == other.field.unit.dimension and one.field.type is other.field.type
        if not alike or one.value == other.value or one.value is None or other.value is None:
            continue
        mended = _put(_put(answers, one, other.value), other, one.value)
        data = {
            "first": one.address,
            "first_title": one.title,
            "second": other.address,
            "second_title": other.title,
        }
        yield Mistake(Step("swapped", data), mended)


def scaled(leaves: list[Leaf], answers: Answers, tables: Mapping[str, Table]) -> Iterator[Mistake]:
    """Yield each figure, and each table of one unit, x 10,000 or x 100 and divided by it."""
    for leaf in leaves:
        for factor in _FACTORS.get(leaf.field.unit.dimension, ()):
            data = {"address": leaf.address, "title": leaf.title, "factor": factor}
            if leaf.value is not None:
                yield Mistake(Step("scaled", data), _put(answers, leaf, leaf.value * factor))
                continue
            table = tables[leaf.table]
            columns = _of_one_unit(table) if table.unit_from else (leaf.field.id,)
            data = {**data, "title": table.title, "unit_from": table.unit_from}
            yield Mistake(Step("scaled", data), _scale_table(answers, table, columns, factor))


def signed(leaves: list[Leaf], answers: Answers) -> Iterator[Mistake]:
    """Yield each figure with its sign changed, where it may be negative."""
    for leaf in leaves:
        if not leaf.value:
            continue
        least = leaf.field.minimum
        if least is None or -leaf.value >= least:
            step = Step("sign", {"address": leaf.address, "title": leaf.title})
            yield Mistake(step, _put(answers, leaf, -leaf.value))


def _of_one_unit(table: Table) -> tuple[str, ...]:
    return tuple(column.id for column in table.columns if column.type is FieldType.AMOUNT)


def _put(answers: Answers, leaf: Leaf, value: Decimal) -> Answers:
    if not leaf.table:
        return replace(answers, figures={**answers.figures, leaf.field.id: value})
    rows = tuple(
        Row(row.key, {**row.cells, leaf.field.id: value}) if row.key == leaf.key else row
        for row in answers.rows[leaf.table]
    )
    return replace(answers, rows={**answers.rows, leaf.table: rows})


def _scale_table(answers: Answers, table: Table, columns: tuple[str, ...], factor: Decimal) -> Answers:
    def scale(row: Row) -> Row:
        cells: dict[str, Known] = dict(row.cells)
        for column in columns:
            value = cells.get(column)
            if isinstance(value, Decimal):
                cells[column] = value * factor
        return Row(row.key, cells)

    rows = tuple(scale(row) for row in answers.rows.get(table.id, ()))
    return replace(answers, rows={**answers.rows, table.id: rows})
