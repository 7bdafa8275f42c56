"""What must be filled and is not: figures, cells, tables, and what a scored row asks of a person."""

from collections.abc import Iterator
from dataclasses import dataclass

from rubrics.scoring.characters import quoted

from . import address
from .formulas import Compiled, Environment, Formula, compile_formula
from .formulas.evaluate_calls import is_filled
from .index import field_address
from .problems import Problem
from .scored import Scored
from .states import Known, NotApplicable
from .types import Document, Field, Table

type Condition = bool | Compiled


@dataclass(frozen=True, slots=True)
class Requiring:
    """The requirements of a document made ready."""

    fields: tuple[tuple[Field, Condition], ...]
    tables: tuple[tuple[Table, int | Compiled, tuple[tuple[Field, Condition], ...]], ...]

    def problems(self, scored: Scored) -> Iterator[Problem]:
        """Yield a located problem for everything required that is empty."""
        environment = scored.environment
        for field, condition in self.fields:
            if _lacks(environment.values[field.id], condition, environment):
                yield _empty(field_address(field), field.title, field.allow_na)
        for table, minimum, columns in self.tables:
            yield from self._table(table, minimum, columns, scored)

    def _table(
        self,
        table: Table,
        minimum: int | Compiled,
        columns: tuple[tuple[Field, Condition], ...],
        scored: Scored,
    ) -> Iterator[Problem]:
        environment = scored.environment
        rows, keys = environment.rows[table.id], scored.keys[table.id]
        if table.id in environment.absent_tables:
            return
        wanted = minimum if isinstance(minimum, int) else int(minimum(environment) is True)
        if len(rows) < wanted:
            what = f"{quoted(table.title)}至少要有 {wanted} 行，现有 {len(rows)} 行"
            yield Problem(address.table(table.id), what, _how(table.allow_na))
        for number, (key, row) in enumerate(zip(keys, rows, strict=True), start=1):
            inside = environment.inside(row)
            for column, condition in columns:
                if _lacks(row[column.id], condition, inside):
                    title = f"{table.title}第 {number} 行的{column.title}"
                    yield _empty(address.cell(table.id, key, column.id), title, column.allow_na)


def _lacks(value: Known, condition: Condition, environment: Environment) -> bool:
    """Say whether a required value is not there; 无此事项 is an answer."""
    if is_filled(value) or isinstance(value, NotApplicable):
        return False
    return condition if isinstance(condition, bool) else condition(environment) is True


def _empty(where: str, title: str, allow_na: bool) -> Problem:
    return Problem(where, f"{quoted(title)}未填", _how(allow_na))


def _how(allow_na: bool) -> str:
    return "请填写；没有这项的，请选“无此事项”并写明原因" if allow_na else "请填写"


def prepare_required(document: Document) -> Requiring:
    """Return the requirements made ready."""
    return Requiring(
        tuple((field, _condition(field.required)) for field in document.inputs),
        tuple((table, _minimum(table), _columns(table)) for table in document.tables),
    )


def _columns(table: Table) -> tuple[tuple[Field, Condition], ...]:
    given = {column for constants in table.fixed.values() for column in constants}
    return tuple((column, _condition(column.required)) for column in table.columns if column.id not in given)


def _condition(required: bool | Formula) -> Condition:
    return required if isinstance(required, bool) else compile_formula(required)


def _minimum(table: Table) -> int | Compiled:
    return table.minimum_rows if isinstance(table.minimum_rows, int) else compile_formula(table.minimum_rows)
