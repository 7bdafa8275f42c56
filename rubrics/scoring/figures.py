"""Figures and cells of a sheet. They are made when they are looked at (book.py): a scoring only keeps the values."""

from collections.abc import Iterator, Mapping

from . import address
from .formulas import Compiled, Environment, Formula, Name, NameKind, compile_formula
from .formulas.tree import Call
from .index import Column, Index, columns_of
from .results import Answers, Figure
from .rules.own import OwnRule
from .states import Known
from .types import Table
from .units import MONEY, PURE_UNIT, UNITS, Unit

type Keys = Mapping[str, tuple[str, ...]]
type Made = Iterator[tuple[str, Figure]]
_SCORES = ("得分", "分值", "失分")


class Figures:
    """What is needed to show the figures of one scoring."""

    __slots__ = ("answers", "environment", "index", "keys")

    def __init__(self, index: Index, environment: Environment, keys: Keys, answers: Answers) -> None:
        self.index, self.environment, self.keys, self.answers = index, environment, keys, answers

    def by_name(self) -> Made:
        """Yield inputs, the aggregates inside ratios, ratios, and totals of table columns (项目.支出)."""
        for name in (*self.index.fields, *self.index.lifted, *self.index.ratios):
            named = self.index.named(name)
            value, source = self.environment.values[name], self.answers.sources.get(named.address, "")
            yield name, Figure(named.address, named.title, value, named.unit, named.places, source)
        for table in self.index.tables.values():
            found = self._totals(table)
            for column in columns_of(table):
                if column.id in found:
                    title = f"{table.title}{column.title}合计"
                    where, unit = address.table(table.id), self._unit(table, column)
                    yield (
                        f"{table.id}.{column.id}",
                        Figure(where, title, found[column.id], unit, column.places),
                    )

    def _totals(self, table: Table) -> dict[str, Known]:
        """Return the totals row: sums, and the computed columns that can be computed from the sums alone."""
        found: dict[str, Known] = {
            column: total_of(table.id, column)(self.environment) for column in table.totals
        }
        if not found:
            return found
        sums = self.environment.inside(found)
        for ratio in table.formulas:
            compute = compile_formula(ratio.formula)
            if (
                ratio.id not in found
                and compute.columns
                and all(column in found for column in compute.columns)
            ):
                found[ratio.id] = compute(sums)
        return found

    def by_address(self) -> Made:
        """Yield every cell of the tables and of own indicators."""
        for table in self.index.tables.values():
            columns = columns_of(table)
            for key, cells in zip(self.keys[table.id], self.environment.rows[table.id], strict=True):
                for column in columns:
                    yield self._cell(table.id, key, column, cells, self._unit(table, column))
        for criterion in self.index.leaves:
            if isinstance(criterion.rule, OwnRule):
                yield from self._own(criterion.id)

    def _cell(
        self, table: str, key: str, column: Column, cells: Mapping[str, Known], unit: Unit
    ) -> tuple[str, Figure]:
        where = address.cell(table, key, column.id)
        source = self.answers.sources.get(where, "")
        return where, Figure(where, column.title, cells[column.id], unit, column.places, source)

    def _own(self, criterion: str) -> Made:
        for cells in self.environment.rows.get(criterion, ()):
            key, measure = cells["行"], cells["单位"]
            named = Unit(measure, measure) if isinstance(measure, str) and measure else PURE_UNIT
            for column in cells:
                if column != "行" and isinstance(key, str):
                    scored = column in _SCORES
                    shown = Column(column, column, UNITS["分"] if scored else named, 2)
                    yield self._cell(criterion, key, shown, cells, shown.unit)

    def _unit(self, table: Table, column: Column) -> Unit:
        """Money is shown in the unit that was chosen for the table."""
        if table.unit_from and column.unit.dimension == MONEY:
            chosen = self.environment.values.get(table.unit_from)
            return UNITS.get(chosen, column.unit) if isinstance(chosen, str) else column.unit
        return column.unit


def total_of(table: str, column: str) -> Compiled:
    """Return the sum of a column, made ready."""
    name = Name((table, column), None, 0, NameKind.TABLE_COLUMN, address.table(table))
    return compile_formula(Formula(f"合计({table}.{column})", Call("合计", (name,), 0)))
