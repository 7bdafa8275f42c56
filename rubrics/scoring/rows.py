"""Rows of tables as formulas read them: every column has a value or an absence; constants of fixed rows put in."""

from collections.abc import Mapping
from dataclasses import dataclass

from .address import cell
from .formulas import Environment
from .results import Answers, Row
from .states import Known, Missing
from .types import Table

type Keys = dict[str, tuple[str, ...]]


class Cells(dict[str, Known]):
    """The cells of one row. A column that was not typed is Missing, with its address, as soon as it is asked for."""

    __slots__ = ("key", "table")

    def __init__(self, table: str, key: str, cells: Mapping[str, Known]) -> None:
        super().__init__(cells)
        self.table, self.key = table, key

    def __missing__(self, column: str) -> Known:
        return Missing((cell(self.table, self.key, column),))

    def get(self, column: str, default: object = None) -> Known:
        """Return the cell; a row has no default but Missing."""
        return self[column]


@dataclass(frozen=True, slots=True)
class Rowing:
    """One table made ready. `source`: table and column that rows are taken over from (rows_from), else ''.

    `early`: the points need its rows; `computed`: they need columns of it that are computed.
    """

    table: Table
    source: tuple[str, str]
    width: int
    early: bool
    computed: bool

    def put(self, answers: Answers, environment: Environment, keys: Keys) -> None:
        """Put the table's rows into the environment; rows that are whole and stay as they are are not copied."""
        name = self.table.id
        rows = self._rows(answers, environment, keys)
        keys[name] = tuple([row.key for row in rows])
        if self.computed or not self.early:
            environment.rows[name] = [Cells(name, row.key, row.cells) for row in rows]
            return
        environment.rows[name] = [
            row.cells if len(row.cells) >= self.width else Cells(name, row.key, row.cells) for row in rows
        ]

    def copy(self, environment: Environment, keys: Keys) -> None:
        """Make room for computed columns in rows that were put as they are."""
        if self.early and not self.computed and self.table.formulas:
            name = self.table.id
            rows = zip(keys[name], environment.rows[name], strict=True)
            environment.rows[name] = [Cells(name, key, cells) for key, cells in rows]

    def _rows(self, answers: Answers, environment: Environment, keys: Keys) -> tuple[Row, ...]:
        """Return the rows in order; a table that is answered 无此事项 has none."""
        if self.table.id in answers.absent_tables:
            return ()
        typed = answers.rows.get(self.table.id, ())
        if self.table.fixed:
            return _fixed(self.table, typed)
        return self._taken_over(typed, environment, keys) if self.source[0] else typed

    def _taken_over(self, typed: tuple[Row, ...], environment: Environment, keys: Keys) -> tuple[Row, ...]:
        """Return a row for each row of the source table, the carried column copied."""
        table, column = self.source
        by_key = {row.key: row.cells for row in typed}
        nothing: Mapping[str, Known] = {}
        return tuple(
            Row(key, {**by_key.get(key, nothing), column: cells[column]})
            for key, cells in zip(keys[table], environment.rows[table], strict=True)
        )


def _fixed(table: Table, typed: tuple[Row, ...]) -> tuple[Row, ...]:
    by_key = {row.key: row.cells for row in typed}
    nothing: Mapping[str, Known] = {}
    return tuple(
        Row(key, {**by_key.get(key, nothing), **constants}) for key, constants in table.fixed.items()
    )


def prepare_rows(tables: tuple[Table, ...], wanted: frozenset[str]) -> tuple[Rowing, ...]:
    """Return the tables made ready, those that others take rows from first.

    `wanted`: names that the points need: tables, and columns as 季度.执行率.
    """
    sources = {table.rows_from.partition(".")[0] for table in tables if _is_early(table, wanted)}
    ready = [
        _rowing(table, wanted, early=_is_early(table, wanted) or table.id in sources) for table in tables
    ]
    return tuple(sorted(ready, key=lambda rowing: rowing.source[0] != ""))


def _is_early(table: Table, wanted: frozenset[str]) -> bool:
    return table.id in wanted or any(name.startswith(f"{table.id}.") for name in wanted)


def _rowing(table: Table, wanted: frozenset[str], *, early: bool) -> Rowing:
    source, _, column = table.rows_from.partition(".")
    columns = {one.id for one in table.columns} | ({column} if source else set())
    computed = any(f"{table.id}.{ratio.id}" in wanted for ratio in table.formulas)
    return Rowing(table, (source, column), len(columns), early, computed)
