"""Rows of tables as formulas read them: every column has a value or an absence; constants of fixed rows put in."""

from collections.abc import Mapping
from dataclasses import dataclass

from .address import cell
from .results import Answers, Row
from .states import Known, Missing
from .types import Table

type Cells = dict[str, Known]


@dataclass(frozen=True, slots=True)
class Rowing:
    """One table made ready. `key_of` says which rows there are."""

    table: Table
    columns: tuple[str, ...]
    source: tuple[str, str]
    """Table and column that rows are taken over from (rows_from); ('', '') for none."""

    def rows(
        self, answers: Answers, keys: Mapping[str, tuple[str, ...]], done: Mapping[str, list[Cells]]
    ) -> list[Row]:
        """Return the rows in order; a table that is answered 无此事项 has none. `done` has the tables before."""
        if self.table.id in answers.absent_tables:
            return []
        typed = answers.rows.get(self.table.id, ())
        if self.table.fixed:
            by_key = {row.key: row for row in typed}
            return [
                Row(key, {**(by_key[key].cells if key in by_key else {}), **constants})
                for key, constants in self.table.fixed.items()
            ]
        if self.source[0]:
            return self._taken_over(typed, keys, done)
        return list(typed)

    def _taken_over(
        self, typed: tuple[Row, ...], keys: Mapping[str, tuple[str, ...]], done: Mapping[str, list[Cells]]
    ) -> list[Row]:
        """Return a row for each row of the source table, the carried column copied."""
        table, column = self.source
        by_key = {row.key: row for row in typed}
        return [
            Row(key, {**(by_key[key].cells if key in by_key else {}), column: cells[column]})
            for key, cells in zip(keys[table], done[table], strict=True)
        ]

    def cells(self, row: Row) -> Cells:
        """Return the row's cells, what was not typed as Missing."""
        cells = dict(row.cells)
        if len(cells) < len(self.columns):
            for column in self.columns:
                if column not in cells:
                    cells[column] = Missing((cell(self.table.id, row.key, column),))
        return cells


def prepare_rows(tables: tuple[Table, ...]) -> tuple[Rowing, ...]:
    """Return the tables made ready, those that others take rows from first."""
    ready = [_rowing(table) for table in tables]
    return tuple(sorted(ready, key=lambda rowing: rowing.source[0] != ""))


def _rowing(table: Table) -> Rowing:
    source, _, column = table.rows_from.partition(".")
    columns = tuple(one.id for one in table.columns)
    carried = (column,) if source and column not in columns else ()
    return Rowing(table, (*carried, *columns), (source, column))
