"""Rows of tables as formulas read them: every column has a value or an absence; constants of fixed rows put in."""

from collections.abc import Mapping
from dataclasses import dataclass

from .address import cell
from .formulas import Environment
from .results import Answers, Row
from .states import Known, Missing
from .types import Table

type Keys = dict[str, tuple[str, ...]]
NOTHING: Mapping[str, Known] = {}


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

    `early`: the points need its rows; `wanted` are the typed columns that they need, `computed` whether they need
    columns that are computed.
    """

    table: Table
    source: tuple[str, str]
    early: bool
    wanted: tuple[str, ...]
    computed: bool

    def put_early(self, answers: Answers, environment: Environment, keys: Keys) -> None:
        """Put in what the points need: the rows as they are where nothing is missing and nothing is computed."""
        name = self.table.id
        typed = answers.rows.get(name, ())
        if (
            self.computed
            or self.table.fixed
            or not self._as_typed(typed, keys)
            or name in answers.absent_tables
        ):
            self.put(answers, environment, keys)
            return
        keys[name] = tuple([row.key for row in typed])
        environment.rows[name] = [row.cells for row in typed]

    def _as_typed(self, typed: tuple[Row, ...], keys: Keys) -> bool:
        """Whether the rows can be read as they were typed."""
        for row in typed:
            for column in self.wanted:
                if column not in row.cells:
                    return False
        return not self.source[0] or [row.key for row in typed] == list(keys[self.source[0]])

    def put(self, answers: Answers, environment: Environment, keys: Keys) -> None:
        """Put in the whole table; one that is answered 无此事项 has no rows."""
        name = self.table.id
        typed = () if name in answers.absent_tables else answers.rows.get(name, ())
        if self.table.fixed:
            rows = self._fixed(typed)
        elif self.source[0] and name not in answers.absent_tables:
            rows = self._taken_over(typed, environment, keys)
        else:
            rows = [Cells(name, row.key, row.cells) for row in typed]
        keys[name] = tuple([row.key for row in rows])
        environment.rows[name] = rows

    def _fixed(self, typed: tuple[Row, ...]) -> list[Cells]:
        """Return the fixed rows with their constants."""
        by_key = {row.key: row.cells for row in typed}
        rows = []
        for key, constants in self.table.fixed.items():
            cells = Cells(self.table.id, key, by_key.get(key, NOTHING))
            cells.update(constants)
            rows.append(cells)
        return rows

    def _taken_over(self, typed: tuple[Row, ...], environment: Environment, keys: Keys) -> list[Cells]:
        """Return a row for each row of the source table, the carried column copied."""
        table, column = self.source
        by_key = {row.key: row.cells for row in typed}
        rows = []
        for key, source in zip(keys[table], environment.rows[table], strict=True):
            cells = Cells(self.table.id, key, by_key.get(key, NOTHING))
            cells[column] = source.get(column, Missing((cell(table, key, column),)))
            rows.append(cells)
        return rows


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
    typed = {one.id for one in table.columns} | ({column} if source else set())
    computed = any(f"{table.id}.{ratio.id}" in wanted for ratio in table.formulas)
    needed = tuple(sorted(column for column in typed if f"{table.id}.{column}" in wanted))
    return Rowing(table, (source, column), early, needed, computed)
