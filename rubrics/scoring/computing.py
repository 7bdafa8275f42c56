"""Computed figures and columns in the order of their needs, each made ready to put its value into the environment."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import cast

from .formulas import Environment, Formula, compile_formula, in_order
from .rows import Cells
from .rules.quick import Computed, quick
from .types import Document, Table

type Computing = Callable[[Environment], None]
"""Puts one computed figure, or one computed column, into the environment."""


@dataclass(frozen=True, slots=True)
class Computings:
    """`early` is what the points need, `late` all else: for the pages and the checks."""

    early: tuple[Computing, ...]
    late: tuple[Computing, ...]
    wanted: Collection[str]
    """The names that the points need, directly or not."""


def prepare_computings(
    document: Document, figures: Mapping[str, Formula], cells: Collection[str], wanted: Collection[str]
) -> Computings:
    """Return the computed columns and the `figures` (name -> formula), in the order of their needs.

    `cells` are names such as 季度.执行率[四季度], put in after their column; `wanted` names are needed for the points.
    Raises ValueError for formulas in a circle.
    """
    nodes = _nodes(document, figures, cells)
    needs = {name: node.needs for name, node in nodes.items()}
    order = in_order(needs)
    if order is None:
        raise ValueError("formulas need one another in a circle")
    early = _reach(needs, wanted)
    return Computings(
        tuple(nodes[name].computing for name in order if name in early),
        tuple(nodes[name].computing for name in order if name not in early),
        early,
    )


def _nodes(document: Document, figures: Mapping[str, Formula], cells: Collection[str]) -> "dict[str, _Node]":
    nodes: dict[str, _Node] = {}
    for table in document.tables:
        for ratio in table.formulas:
            compiled = compile_formula(ratio.formula)
            own = (f"{table.id}.{column}" for column in compiled.columns)
            needs = (*compiled.needs, *compiled.tables, *own)
            nodes[f"{table.id}.{ratio.id}"] = _Node(needs, _column(table.id, ratio.id, quick(compiled)))
    for name, formula in figures.items():
        compiled = compile_formula(formula)
        nodes[name] = _Node((*compiled.needs, *compiled.tables), _figure(name, quick(compiled)))
    tables = {table.id: table for table in document.tables}
    for name in cells:
        nodes[name] = _Node((name.partition("[")[0],), _cell(name, tables[name.partition(".")[0]]))
    return nodes


def _reach(needs: Mapping[str, tuple[str, ...]], wanted: Collection[str]) -> set[str]:
    """Return the wanted names and all that they need."""
    reached: set[str] = set()
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += needs.get(name, ())
    return reached


@dataclass(frozen=True, slots=True)
class _Node:
    needs: tuple[str, ...]
    computing: Computing


def _figure(name: str, compute: Computed) -> Computing:
    def computing(environment: Environment) -> None:
        environment.values[name] = compute(environment)

    return computing


def _column(table: str, column: str, compute: Computed) -> Computing:
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
