"""Finding the row of heads, and which column of the file is which column of the table."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from rubrics.scoring.characters import quoted

from .book import Cell, Grid, letters
from .findings import Remark, left_out, note, wrong
from .layout import Layout, fold, names_of, split_head

MOST_ROWS_ABOVE = 30
_UNIT_LINE = re.compile(r"(?:金额)?单位[:：](元|万元|亿元)")
NUMBERING = frozenset(map(fold, ("序号", "编号", "#", "行号", "No.")))
"""Heads of columns that count rows: not a loss when they are not taken."""


@dataclass(frozen=True, slots=True)
class Heads:
    """`columns` id -> column of the file; `controls` id of a computed column -> column of the file."""

    row: int
    columns: dict[str, int] = field(default_factory=dict)
    controls: dict[str, int] = field(default_factory=dict)
    known: frozenset[int] = frozenset()
    """Columns of the file that are named and not taken: computed ones, numbering, unknown heads."""
    remarks: tuple[Remark, ...] = ()


def find_heads(grid: Grid, layout: Layout) -> Heads | None:
    """Return the heads of a sheet, None where no row looks like them."""
    best, most = 0, 0
    for row in [row for row in grid.rows if row <= MOST_ROWS_ABOVE]:
        count = len({_meaning(layout, cell.text) for cell in grid.row(row).values()} - {""})
        if count > most:
            best, most = row, count
    if most < min(2, len(layout.columns)):
        return None
    return _heads(grid, layout, best)


def _heads(grid: Grid, layout: Layout, row: int) -> Heads:
    cells = sorted(grid.row(row).values(), key=lambda cell: cell.column)
    meanings = [(_meaning(layout, cell.text), cell) for cell in cells]
    count = Counter(meaning for meaning, _ in meanings if meaning)
    columns = {id: cell.column for id, cell in meanings if id and count[id] == 1}
    typed = {column.id for column in layout.columns}
    return Heads(
        row=row,
        columns={id: at for id, at in columns.items() if id in typed},
        controls={id: at for id, at in columns.items() if id in layout.controls},
        known=frozenset(
            cell.column for id, cell in meanings if id not in typed and id not in layout.controls
        ),
        remarks=(
            *_duplicates(meanings, count),
            *_absent(layout, row, set(columns)),
            *_unknown(meanings, layout),
            *_units(grid, layout, row, meanings),
            *_merged(grid, row, columns),
        ),
    )


def _meaning(layout: Layout, text: str) -> str:
    """Return the id of the column that a head means, typed or computed; '' for none."""
    head, _ = split_head(text)
    for column in layout.columns:
        if head in names_of(column) or fold(text) == fold(layout.header(column)):
            return column.id
    for id, title in layout.computed.items():
        if head in {fold(title), fold(id)}:
            return id
    return ""


def _duplicates(meanings: list[tuple[str, Cell]], count: Counter[str]) -> Iterator[Remark]:
    for id in [id for id, times in count.items() if times > 1]:
        cells = [cell for meaning, cell in meanings if meaning == id]
        places = "、".join(cell.name for cell in cells)
        yield wrong(
            places, f"有 {len(cells)} 列的表头都是“{cells[0].text.strip()}”", "请删去或改名，只留一列"
        )


def _absent(layout: Layout, row: int, found: set[str]) -> Iterator[Remark]:
    for column in layout.columns:
        if column.id in found:
            continue
        if column.required is True or column.id == layout.row_title:
            yield wrong(
                f"第 {row} 行", f"表头里没有{quoted(column.title)}", "请在表头补上这一栏，或下载模板后粘贴"
            )
        else:
            yield note(f"第 {row} 行", f"表头里没有选填的{quoted(column.title)}，按未填导入")


def _unknown(meanings: list[tuple[str, Cell]], layout: Layout) -> Iterator[Remark]:
    for meaning, cell in meanings:
        if meaning in layout.computed and meaning not in layout.controls:
            yield note(cell.name, f"“{cell.text.strip()}”由系统计算，文件里的不导入")
        elif not meaning and fold(cell.text) not in NUMBERING:
            what = f"“{cell.text.strip()[:40]}”不是这张表的栏目，这一列不导入"
            yield left_out(cell.name, what, "需要导入的，请把表头改成模板里的名称")


def _units(grid: Grid, layout: Layout, row: int, meanings: list[tuple[str, Cell]]) -> Iterator[Remark]:
    """Say where the file writes another unit than the one that was chosen; it is never guessed."""
    if layout.unit is None:
        return
    chosen = layout.unit.name
    amounts = {column.id for column in layout.columns if layout.unit_of(column) is layout.unit}
    written = [(split_head(cell.text)[1], cell) for id, cell in meanings if id in amounts]
    for above in [number for number in grid.rows if number < row]:
        for cell in grid.row(above).values():
            match = _UNIT_LINE.search("".join(cell.text.split()))
            written += [(match.group(1), cell)] if match else []
    for unit, cell in written:
        if unit and unit != chosen:
            what = f"文件里写的单位是{unit}，您选的是{chosen}，按{chosen}导入，数字不换算"
            yield left_out(cell.name, what, "请核对表里的数字究竟以什么为单位")


def _merged(grid: Grid, row: int, columns: dict[str, int]) -> Iterator[Remark]:
    for area in grid.merged:
        if (
            area.top <= row <= area.bottom
            and area.left <= max(columns.values(), default=0)
            and area.right > area.left
        ):
            yield wrong(area.name, "表头有合并单元格", "请取消合并，每一列写一个表头")


def column_name(column: int) -> str:
    """Return a column of the file as people call it."""
    return f"{letters(column)} 列"
