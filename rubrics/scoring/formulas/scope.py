"""What names mean: the Scope that a document offers to its formulas, and the plain one made of mappings."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Protocol

from rubrics.scoring.units import PURE_UNIT, Unit, unit_of

from .reserved import THIS_ROW
from .tree import Name, NameKind


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a name stands for. `dimension` is that of its unit, or 是否, 日期, 文字, 叙述, 件数 (dimensions.py)."""

    dimension: str
    unit: Unit = PURE_UNIT
    address: str = ""
    kind: NameKind = NameKind.FIGURE
    options: tuple[str, ...] = ()
    """Of a choice: a text compared with it must be one of them."""
    title: str = ""
    """What a person sees when it is not the name."""


class Scope(Protocol):
    """Names as a formula sees them."""

    def resolve(self, name: Name) -> Resolved | None:
        """Return what the name stands for, or None when there is nothing called so."""

    def row_scope(self, table: str) -> "Scope | None":
        """Return the scope of a condition on the rows of `table`, or None when there is no such table."""

    def unit(self, name: str) -> Unit | None:
        """Return the unit called `name`, count nouns of the document among them."""

    def similar(self, name: str) -> tuple[str, ...]:
        """Return a few names that look like `name`, for “想写 … 吗”."""


@dataclass(frozen=True, slots=True)
class Names:
    """A Scope of plain mappings.

    `figures` has dotted names (得分.合计, 上年.支出, 季度.支出[四季度]) and built-ins (年初); `tables` has the
    columns of every table, computed ones too. `row` is the row that the formula or `each` check is in, `outer` the
    one outside a condition.
    """

    figures: Mapping[str, Resolved]
    tables: Mapping[str, Mapping[str, Resolved]]
    nouns: tuple[str, ...] = ()
    row: Mapping[str, Resolved] | None = None
    outer: Mapping[str, Resolved] | None = None
    beside: Mapping[str, Mapping[str, Resolved]] = field(default_factory=dict)
    """Table -> what an `each` check sees of its rows beside their columns (预置.支出)."""

    def columns_of_each(self, table: str) -> Mapping[str, Resolved] | None:
        """Return what an `each` check over a table may name of a row, None when there is no such table."""
        columns = self.tables.get(table)
        return None if columns is None else {**columns, **self.beside.get(table, {})}

    def resolve(self, name: Name) -> Resolved | None:
        if name.row is None and name.parts[0] == THIS_ROW:
            return self._this_row(name)
        if name.dotted in (self.row or ()):
            return _column(self.row, name.dotted, NameKind.COLUMN)
        if name.dotted in self.figures:
            return self.figures[name.dotted]
        if len(name.parts) == 1 and name.row is None and name.parts[0] in self.tables:
            return Resolved("", address=f"table:{name.parts[0]}", kind=NameKind.TABLE)
        if len(name.parts) == 2 and name.row is None:
            return _column(self.tables.get(name.parts[0]), name.parts[1], NameKind.TABLE_COLUMN)
        return None

    def _this_row(self, name: Name) -> Resolved | None:
        column = ".".join(name.parts[1:])
        if self.outer is None:
            return _column(self.row, column, NameKind.COLUMN)
        return _column(self.outer, column, NameKind.OUTER)

    def row_scope(self, table: str) -> "Names | None":
        columns = self.tables.get(table)
        return None if columns is None else replace(self, row=columns, outer=self.row or {})

    def row_of(self, columns: Mapping[str, Resolved]) -> "Names":
        """Return the scope of a row formula, or of an `each` check, over rows of these columns."""
        return replace(self, row=columns, outer=None)

    def unit(self, name: str) -> Unit | None:
        return unit_of(name, self.nouns)

    def similar(self, name: str) -> tuple[str, ...]:
        known = [*(self.row or ()), *self.figures, *self.tables]
        known += [f"{table}.{column}" for table, columns in self.tables.items() for column in columns]
        return tuple(get_close_matches(name, known, n=3, cutoff=0.5))


def _column(columns: Mapping[str, Resolved] | None, column: str, kind: NameKind) -> Resolved | None:
    found = (columns or {}).get(column)
    return None if found is None else replace(found, kind=kind)
