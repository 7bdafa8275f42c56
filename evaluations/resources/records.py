"""The rows of a sheet sorted out: what is to be imported, what only controls, and what is neither, by name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rubrics.scoring.problems import Problem

from .book import Cell, Grid
from .book.reading import FILE, Book
from .book.refusal import USE_TEMPLATE, UnreadableError
from .findings import Remark, left_out, note, wrong
from .heads import Heads, column_name, find_heads
from .layout import ERRORS_SHEET, HELP_SHEET, LISTS_SHEET, Layout, Totals, fold

SUMS = frozenset(map(fold, ("合计", "总计", "小计", "总和")))
RECOMPUTED = "合计（按本表重算）"
"""The label of the row of live formulas in our own exports."""
HELP_SHEETS = frozenset({HELP_SHEET, LISTS_SHEET, ERRORS_SHEET})


@dataclass(frozen=True, slots=True)
class Record:
    """One row to import: its number in the file, cells by column id."""

    number: int
    cells: Mapping[str, Cell]
    controls: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Control:
    """A row of totals that the file brings along: cells by the column whose total they are."""

    number: int
    totals: Totals
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Records:
    """`counted` rows of the sheet hold something: heads, what stands above them, records, controls, left out."""

    sheet: str
    rows: tuple[Record, ...]
    controls: tuple[Control, ...]
    remarks: tuple[Remark, ...]
    counted: int
    above: int
    aside: int
    """Rows that are named in the remarks and not imported."""

    @property
    def adds_up(self) -> bool:
        """Whether every row of the sheet is accounted for."""
        return self.counted == self.above + 1 + len(self.rows) + len(self.controls) + self.aside


def records_of(book: Book, layout: Layout) -> Records | Problem:
    """Return the rows of the first sheet that has the heads of the table; a problem where there is none."""
    try:
        for grid in book.sheets(layout.sheet_name):
            heads = find_heads(grid, layout)
            if heads is not None:
                return _sorted(book, grid, heads, layout)
    except UnreadableError as error:
        return Problem(FILE, error.what, error.todo)
    columns = "、".join(column.title for column in layout.columns[:3])
    return Problem(FILE, f"文件里没有找到表头（{columns}……）", USE_TEMPLATE)


def _sorted(book: Book, grid: Grid, heads: Heads, layout: Layout) -> Records:
    sorting = _Sorting(grid, heads, layout)
    sorting.take()
    remarks = (
        *heads.remarks,
        *_sheets(book, grid),
        *sorting.remarks,
        *_merged(grid, heads, sorting.records),
        *_hidden(grid, heads, sorting.records),
        *_same(sorting.records),
        *([note(grid.name, "文件声明的范围小于实际内容，已按实际内容全部读取")] if grid.outgrown else ()),
    )
    return Records(
        sheet=grid.name,
        rows=tuple(sorting.records),
        controls=tuple(sorting.controls),
        remarks=remarks,
        counted=len(grid.rows),
        above=sum(row < heads.row for row in grid.rows),
        aside=sorting.aside,
    )


class _Sorting:
    """Goes through the rows below the heads."""

    def __init__(self, grid: Grid, heads: Heads, layout: Layout) -> None:
        self.grid, self.heads, self.layout = grid, heads, layout
        self.records: list[Record] = []
        self.controls: list[Control] = []
        self.remarks: list[Remark] = []
        self.aside = 0
        self.labels = SUMS | {fold(one.row) for one in layout.totals} | {fold(RECOMPUTED)}

    def take(self) -> None:
        for number in self.grid.rows:
            if number > self.heads.row:
                self._take(number, self.grid.row(number))

    def _take(self, number: int, cells: Mapping[int, Cell]) -> None:
        taken = {id: cells[at] for id, at in self.heads.columns.items() if at in cells}
        controls = {id: cells[at] for id, at in self.heads.controls.items() if at in cells}
        label = self._sum_label(cells, taken)
        if label:
            self._take_sum(number, label, {**taken, **controls})
        elif not taken:
            self.aside += 1
            held = "、".join(cell.name for cell in cells.values())
            self.remarks.append(left_out(f"第 {number} 行", f"只有 {held} 有内容，这一行不导入"))
        else:
            self._beside(cells)
            self.records.append(Record(number, taken, controls))

    def _sum_label(self, cells: Mapping[int, Cell], taken: Mapping[str, Cell]) -> str:
        """Return the label of a row of totals: in the column that names rows, or before it."""
        title = taken.get(self.layout.row_title)
        if title is not None:
            return title.text if fold(title.text) in self.labels else ""
        return next((cell.text for _, cell in sorted(cells.items()) if fold(cell.text) in self.labels), "")

    def _take_sum(self, number: int, label: str, cells: Mapping[str, Cell]) -> None:
        place = f"第 {number} 行"
        totals = next((one for one in self.layout.totals if fold(one.row) == fold(label)), None)
        if fold(label) == fold(RECOMPUTED):
            self.aside += 1
            self.remarks.append(note(place, f"“{label}”是导出时带的公式，不导入"))
        elif totals is None:
            self.aside += 1
            self.remarks.append(left_out(place, f"“{label.strip()}”行不导入，合计由系统计算"))
        elif any(one.totals is totals for one in self.controls):
            self.aside += 1
            self.remarks.append(wrong(place, f"又有一行“{label.strip()}”", "请只留一行合计"))
        else:
            self.controls.append(Control(number, totals, cells))

    def _beside(self, cells: Mapping[int, Cell]) -> None:
        """Name what stands beside a row in columns without a head."""
        used = {*self.heads.columns.values(), *self.heads.controls.values(), *self.heads.known}
        stray = [cell.name for at, cell in cells.items() if at not in used]
        if stray:
            what = f"{'、'.join(stray)} 在没有表头的列里，不导入"
            self.remarks.append(left_out(f"第 {cells[next(iter(cells))].row} 行", what))


def _sheets(book: Book, grid: Grid) -> Iterator[Remark]:
    for name in book.hidden:
        yield left_out(name, f"工作表“{name}”是隐藏的，不导入")
    for sheet in book.visible:
        if sheet != grid.name and sheet not in HELP_SHEETS:
            yield left_out(sheet, f"只导入工作表“{grid.name}”，“{sheet}”不导入")


def _merged(grid: Grid, heads: Heads, records: list[Record]) -> Iterator[Remark]:
    used = {*heads.columns.values(), *heads.controls.values()}
    numbers = {record.number for record in records}
    for area in grid.merged:
        touches = any(area.left <= column <= area.right for column in used)
        if touches and any(area.top <= number <= area.bottom for number in numbers):
            yield wrong(area.name, "是合并单元格，分不清各行的内容", "请取消合并，每一行都填写")


def _hidden(grid: Grid, heads: Heads, records: list[Record]) -> Iterator[Remark]:
    """Name rows and columns that the person may not see; they are imported like the others."""
    rows = [str(record.number) for record in records if record.number in grid.hidden_rows]
    if rows:
        yield left_out(
            f"第 {'、'.join(rows)} 行", "是隐藏的行（或被筛选掉了），也会导入", "不要的，请在文件里删除"
        )
    for column in sorted(grid.hidden_columns & {*heads.columns.values(), *heads.controls.values()}):
        if any(column in grid.row(record.number) for record in records):
            yield left_out(column_name(column), "是隐藏的列，也会导入", "不要的，请在文件里删除")


def _same(records: list[Record]) -> Iterator[Remark]:
    """Name rows that are the same in every cell."""
    first: dict[tuple[tuple[str, str], ...], int] = {}
    for record in records:
        content = tuple(sorted((id, cell.text.strip()) for id, cell in record.cells.items()))
        if content in first:
            yield left_out(f"第 {record.number} 行", f"与第 {first[content]} 行完全相同，两行都会导入")
        first.setdefault(content, record.number)
