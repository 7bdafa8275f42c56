"""The typed numbers behind a check: what a person may have mistyped."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rubrics.scoring import address
from rubrics.scoring.checks.context import Case
from rubrics.scoring.formulas import Formula
from rubrics.scoring.formulas.dependencies import dependencies_of
from rubrics.scoring.program import Program
from rubrics.scoring.results import Answers
from rubrics.scoring.states import Known
from rubrics.scoring.types import Field, FieldType, Table

NUMERIC = frozenset((FieldType.AMOUNT, FieldType.COUNT, FieldType.NUMBER, FieldType.PERCENT))
MOST_LEAVES = 8


@dataclass(frozen=True, slots=True)
class Leaf:
    """A typed number (`table` and `key` for a cell), or with key '' a whole column of a table (value None)."""

    field: Field
    value: Decimal | None
    table: str = ""
    key: str = ""

    @property
    def address(self) -> str:
        if not self.table:
            return address.figure(self.field.id)
        return address.cell(self.table, self.key, self.field.id) if self.key else address.table(self.table)

    @property
    def title(self) -> str:
        return self.field.title


@dataclass(slots=True)
class Finder:
    """Follows ratios and computed columns down to what was typed."""

    program: Program
    answers: Answers
    case: Case
    each: str

    def leaves(self, formula: Formula) -> list[Leaf]:
        """Return the typed numbers that the formula takes, each once, at most a few."""
        found = {leaf.address: leaf for leaf in self._of(formula, frozenset())}
        return list(found.values())[:MOST_LEAVES]

    def _of(self, formula: Formula, seen: frozenset[str]) -> Iterator[Leaf]:
        reads = dependencies_of(formula)
        for name in reads.figures:
            if name not in seen:
                yield from self._figure(name, seen | {name})
        table = self.program.index.tables.get(self.each)
        for column in reads.columns:
            if table is not None:
                yield from self._column(table, column, self.case.key, seen)

    def _figure(self, name: str, seen: frozenset[str]) -> Iterator[Leaf]:
        index = self.program.index
        if name in index.fields:
            yield from _leaf(index.fields[name], self.answers.figures.get(name))
        elif name in index.lifted:
            yield from self._of(index.lifted[name], seen)
        elif name in index.ratios:
            yield from self._of(self.program.site.ratios[name], seen)
        table, _, rest = name.partition(".")
        if table in index.tables and rest:
            column, _, key = rest.removesuffix("]").partition("[")
            yield from self._column(index.tables[table], column, key, seen)

    def _column(self, table: Table, column: str, key: str, seen: frozenset[str]) -> Iterator[Leaf]:
        field = table.column(column)
        if field is not None:
            if not key and field.type in NUMERIC:
                yield Leaf(field, None, table.id)
            row = next((row for row in self.answers.rows.get(table.id, ()) if row.key == key), None)
            if row is not None:
                yield from _leaf(field, row.cells.get(column), table.id, key)
            return
        computed = next((ratio for ratio in table.formulas if ratio.id == column), None)
        if computed is not None and f"{table.id}.{column}" not in seen:
            inner = dependencies_of(computed.formula)
            for name in inner.columns:
                yield from self._column(table, name, key, seen | {f"{table.id}.{column}"})


def _leaf(field: Field, value: Known | None, table: str = "", key: str = "") -> Iterator[Leaf]:
    if isinstance(value, Decimal) and field.type in NUMERIC:
        yield Leaf(field, value, table, key)
