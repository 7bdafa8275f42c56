"""Computed figures and columns in the order of their needs, each made ready to put its value into the environment."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import cast

from .formulas import Compiled, Environment, Formula, compile_formula, in_order
from .rows import Cells
from .types import Document, Table

type Computing = Callable[[Environment], None]
"""Puts one computed figure, or one computed column, into the environment."""


def prepare_computings(
    document: Document, figures: Mapping[str, Formula], cells: Collection[str]
) -> tuple[Computing, ...]:
    """Return the computed columns and the `figures` (name -> formula), in the order of their needs.

    `cells` are names such as 季度.执行率[四季度], put in after their column. Raises ValueError for formulas in a circle.
    """
    nodes: dict[str, _Node] = {}
    for table in document.tables:
        for ratio in table.formulas:
            compiled = compile_formula(ratio.formula)
            needs = (*compiled.needs, *(f"{table.id}.{column}" for column in compiled.columns))
            nodes[f"{table.id}.{ratio.id}"] = _Node(needs, _column(table.id, ratio.id, compiled))
    for name, formula in figures.items():
        compiled = compile_formula(formula)
        nodes[name] = _Node(compiled.needs, _figure(name, compiled))
    tables = {table.id: table for table in document.tables}
    for name in cells:
        nodes[name] = _Node((name.partition("[")[0],), _cell(name, tables[name.partition(".")[0]]))
    order = in_order({name: node.needs for name, node in nodes.items()})
    if order is None:
        raise ValueError("formulas need one another in a circle")
    return tuple(nodes[name].computing for name in order)


@dataclass(frozen=True, slots=True)
class _Node:
    needs: tuple[str, ...]
    computing: Computing


def _figure(name: str, compute: Compiled) -> Computing:
    def computing(environment: Environment) -> None:
        environment.values[name] = compute(environment)

    return computing


def _column(table: str, column: str, compute: Compiled) -> Computing:
    def computing(environment: Environment) -> None:
        for row in cast("list[Cells]", environment.rows[table]):
            environment.row = row
            row[column] = compute(environment)
        environment.row = None

    return computing


def _cell(name: str, table: Table) -> Computing:
    """The row's place is known; a table answered 无此事项 has no rows."""
    column, _, row = name.removeprefix(f"{table.id}.")[:-1].partition("[")
    place = list(table.fixed).index(row)

    def computing(environment: Environment) -> None:
        absent = environment.absent_tables.get(table.id)
        environment.values[name] = environment.rows[table.id][place][column] if absent is None else absent

    return computing
