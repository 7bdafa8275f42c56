"""What people call a row: 项目支出表第 2 行（示例项目）; never its inner key, which they have not seen."""

from collections.abc import Iterator, Mapping

from . import address
from .formulas import Environment
from .index import Index
from .rules.own import OwnRule
from .states import Known
from .types import Table

NAMELESS = "（未填名称）"
_NAME, _KEY = "名称", "行"
"""Columns of own indicators."""


def row_title(table: Table, key: str, number: int, cells: Mapping[str, Known]) -> str:
    """Return the row's own name: the key of a fixed row, else the cell of row_title; `number` counts from 1."""
    if table.fixed:
        return key
    return _said(cells[table.row_title]) or NAMELESS if table.row_title else f"第 {number} 行"


def own_title(cells: Mapping[str, Known]) -> str:
    """Return the name of an own indicator."""
    return _said(cells[_NAME]) or NAMELESS


def rows_in_words(
    index: Index, environment: Environment, keys: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Yield the address of every row, own indicators too, and what people call it."""
    for table in index.tables.values():
        rows = zip(keys[table.id], environment.rows[table.id], strict=True)
        for number, (key, cells) in enumerate(rows, start=1):
            yield address.cell(table.id, key), _table_row(table, key, number, cells)
    for leaf in index.leaves:
        if isinstance(leaf.rule, OwnRule):
            for number, cells in enumerate(environment.rows.get(leaf.id, ()), start=1):
                yield address.cell(leaf.id, str(cells[_KEY])), _numbered(leaf.title, number, cells[_NAME])


def _table_row(table: Table, key: str, number: int, cells: Mapping[str, Known]) -> str:
    if table.fixed:
        return f"{table.title}（{key}）"
    return _numbered(table.title, number, cells[table.row_title] if table.row_title else None)


def _numbered(title: str, number: int, name: Known | None) -> str:
    said = _said(name)
    return f"{title}第 {number} 行" + (f"（{said}）" if said else "")


def _said(name: Known | None) -> str:
    return name.strip() if isinstance(name, str) else ""
