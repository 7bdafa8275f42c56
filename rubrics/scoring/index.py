"""Look-ups of a document: its parts by id, and what a dotted name of a formula is called, where, in which unit."""

from collections.abc import Iterator
from dataclasses import dataclass

from . import address
from .formulas.tree import Formula, Name, NameKind
from .presets import targets_in
from .types import Criterion, Document, Field, FieldType, Ratio, Table
from .units import PURE_UNIT, UNITS, Unit

TOTAL = "合计"
GRADE = "等级"
SCORE_OF, POINTS_OF, REASON_OF, EVIDENCE_OF = "得分", "分值", "原因", "佐证"
TICK_OF, OPTION_OF, LAST_YEAR, PRESET = "勾选", "选项", "上年", "预置"
YEAR = "年度"
"""The built-in number of the document's year."""
_SCORES = UNITS["分"]


@dataclass(frozen=True, slots=True)
class Named:
    """What a dotted name means to a person."""

    name: str
    address: str
    title: str
    unit: Unit = PURE_UNIT
    places: int = 2


class Index:
    """Every look-up is prepared once per document."""

    __slots__ = ("criteria", "document", "fields", "leaves", "lifted", "names", "ratios", "tables", "targets")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.fields: dict[str, Field] = {field.id: field for field in document.inputs}
        self.ratios: dict[str, Ratio] = {ratio.id: ratio for ratio in document.ratios}
        self.tables: dict[str, Table] = {table.id: table for table in document.tables}
        self.criteria: dict[str, Criterion] = {one.id: one for one in walk(document.criteria)}
        self.leaves: tuple[Criterion, ...] = tuple(
            one for one in self.criteria.values() if one.rule is not None
        )
        self.targets = targets_in(document.tables, self.criteria.values())
        """Tables that the bureau may set targets for (presets.py)."""
        self.names: dict[str, Named] = {}
        self.lifted: dict[str, Formula] = {}
        """Aggregates inside ratios that have a name of their own (lifting.py)."""

    def named(self, name: str) -> Named:
        """Return what `name` (dotted, as in Environment.values) is called; an unknown name stands for itself."""
        if name not in self.names:
            self.names[name] = self._plain(name) or self._of_table(name) or self._dotted(name)
        return self.names[name]

    def column_title(self, table: str, column: str) -> str:
        """Return the title of a column of a table, or of own indicators (where the id says it)."""
        found = column_of(self.tables[table], column) if table in self.tables else None
        return column if found is None else found.title

    def formula(self, name: str) -> Formula:
        """Return the formula that is nothing but the figure `name`."""
        named = self.named(name)
        return Formula(name, Name((name,), None, 0, NameKind.FIGURE, named.address), named.unit.dimension)

    def _plain(self, name: str) -> Named | None:
        if name in self.fields:
            field = self.fields[name]
            return Named(name, field_address(field), field.title, field.unit, places_of(field))
        if name in self.ratios:
            ratio = self.ratios[name]
            return Named(name, address.figure(name), ratio.title, ratio.unit, ratio.places)
        if name in self.tables:
            return Named(name, address.table(name), self.tables[name].title)
        if name in self.document.constants:
            return Named(name, "", name, self.document.constant_units.get(name, PURE_UNIT))
        return Named(name, "", name, UNITS["年"], 0) if name == YEAR else None

    def _of_table(self, name: str) -> Named | None:
        """表.列 is the column's total, 表.列[固定行] one cell."""
        first, dot, rest = name.partition(".")
        table = self.tables.get(first)
        if table is None or not dot:
            return None
        column, bracket, row = rest.partition("[")
        where = address.cell(first, row[:-1], column) if bracket else address.table(first)
        found = column_of(table, column)
        if found is None:
            return None
        title = f"{row[:-1]}{found.title}" if bracket else f"{table.title}{found.title}合计"
        return Named(name, where, title, found.unit, found.places)

    def _dotted(self, name: str) -> Named:
        word, dot, rest = name.partition(".")
        if not dot:
            return Named(name, "", name)
        if word in (LAST_YEAR, PRESET):
            return self._beside(name, word, rest)
        if word in (SCORE_OF, POINTS_OF):
            title = self.criteria[rest].title if rest in self.criteria else rest
            return Named(name, address.line(rest), f"{title}{word}", _SCORES)
        criterion, _, item = rest.partition(".")
        parts = (criterion, item) if word == TICK_OF else (criterion, word)
        return Named(name, address.line(*parts), name)

    def _beside(self, name: str, word: str, rest: str) -> Named:
        """上年.支出 and 预置.支出 stand where 支出 does; 预置.支出.来源 is a word about it."""
        of, said = self.named(rest), "上年" if word == LAST_YEAR else "财政预置"
        if of.address or not rest.count("."):
            return Named(name, of.address, f"{said}{of.title}", of.unit, of.places)
        whole, _, part = rest.rpartition(".")
        return Named(name, self.named(whole).address, f"{said}{self.named(whole).title}{part}")


def walk(criteria: tuple[Criterion, ...]) -> Iterator[Criterion]:
    """Yield every node of the tree, parents first, in the document's order."""
    for criterion in criteria:
        yield criterion
        yield from walk(criterion.parts)


def field_address(field: Field) -> str:
    """Return where an input is answered: a narrative at chapter:, all else at fig:."""
    return address.chapter(field.id) if field.type is FieldType.NARRATIVE else address.figure(field.id)


def places_of(field: Field) -> int:
    """Return the decimals that a typed figure is shown with; a count has none."""
    return 0 if field.type is FieldType.COUNT else field.places


@dataclass(frozen=True, slots=True)
class Column:
    """A typed or computed column of a table."""

    id: str
    title: str
    unit: Unit
    places: int


def column_of(table: Table, name: str) -> Column | None:
    """Return the typed or computed column called `name`, or None."""
    return next((column for column in columns_of(table) if column.id == name), None)


def columns_of(table: Table) -> tuple[Column, ...]:
    """Return typed columns first, then computed ones."""
    typed = tuple(Column(one.id, one.title, one.unit, places_of(one)) for one in table.columns)
    return typed + tuple(Column(one.id, one.title, one.unit, one.places) for one in table.formulas)
