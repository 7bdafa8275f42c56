"""A workbook that comes back, read by its hidden keys: what stands at every address, rows that were added, oddities."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from evaluations.resources.book import Cell, Grid
from evaluations.resources.book.reading import FILE, Book
from evaluations.resources.book.refusal import UnreadableError
from evaluations.resources.findings import Remark, left_out, note
from evaluations.resources.heads import column_name
from evaluations.resources.layout import HELP_SHEET
from evaluations.resources.marking import Mark
from evaluations.resources.records import HELP_SHEETS, RECOMPUTED
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address
from rubrics.scoring.problems import Problem

from . import marks
from .stamp import Stamp, read_stamp

AGAIN = "请重新下载工作簿，把内容填进去再带回"
SUMS = RECOMPUTED


@dataclass(frozen=True, slots=True)
class BroughtCell:
    """What stands in a cell, '' for an empty one; `trouble` says why it cannot be taken, with `todo`."""

    sheet: str
    cell: str
    text: str = ""
    trouble: str = ""
    todo: str = ""

    @property
    def place(self) -> str:
        """The cell as people find it: 2预算执行!C12."""
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row without a key: somebody added it."""

    table: str
    place: str
    cells: Mapping[str, BroughtCell]


@dataclass(slots=True)
class Brought:
    """`cells` by address; `keys` table -> keys of the rows that are still there; every table of the file is in it.

    `troubles` are what is wrong with the file's build: merged cells, keys that were written over.
    """

    stamp: Stamp
    cells: dict[str, BroughtCell] = field(default_factory=dict)
    new_rows: list[NewRow] = field(default_factory=list)
    keys: dict[str, set[str]] = field(default_factory=dict)
    troubles: list[Mark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def bring(book: Book) -> Brought | Problem:
    """Return what the workbook says, or why it is none of ours."""
    try:
        grids = list(book.sheets())
    except UnreadableError as error:
        return Problem(FILE, error.what, error.todo)
    stamps = {text: read_stamp(text) for text in (_stamp_text(grid) for grid in grids) if text}
    known = {stamp for stamp in stamps.values() if stamp is not None}
    if not known:
        return Problem(FILE, "这不是从系统下载的工作簿，或者隐藏的第一列被删改了", AGAIN)
    if len(known) > 1:
        return Problem(FILE, "文件里的工作表来自几次下载", f"请只留一次下载的；或者{AGAIN}")
    brought = Brought(known.pop())
    for grid in grids:
        if grid.name != HELP_SHEET:
            _read(brought, grid)
    brought.remarks += [
        left_out(name, f"工作表“{name}”是隐藏的，不导入") for name in book.hidden if name not in HELP_SHEETS
    ]
    return brought


def _stamp_text(grid: Grid) -> str:
    cell = grid.row(1).get(marks.KEYS)
    return cell.text if cell is not None else ""


def _read(brought: Brought, grid: Grid) -> None:
    if grid.name in HELP_SHEETS:
        return
    if read_stamp(_stamp_text(grid)) is None:
        brought.remarks.append(left_out(grid.name, f"工作表“{grid.name}”不是系统的，不导入"))
        return
    _Sheet(brought, grid).read()


class _Sheet:
    """Reads one sheet from the top down."""

    def __init__(self, brought: Brought, grid: Grid) -> None:
        self.brought, self.grid = brought, grid
        self.columns: dict[str, dict[int, str]] = {}
        self.table = ""
        self.taken: set[int] = set()
        """Rows that were read."""

    def read(self) -> None:
        for number in self.grid.rows:
            if number > marks.TITLE_ROW:
                self._row(number, self.grid.row(number))
        self.brought.remarks += self._hidden()
        self.brought.troubles += self._merged()
        if self.grid.outgrown:
            self._remark(note(self.grid.name, "文件声明的范围小于实际内容，已按实际内容全部读取"))

    def _row(self, number: int, cells: Mapping[int, Cell]) -> None:
        cell = cells.get(marks.KEYS)
        key = cell.text.strip() if cell is not None else ""
        if not key:
            self._unkeyed(number, cells)
        elif key == marks.ASIDE:
            self.table = ""
        elif key.startswith(marks.TABLE):
            self._begin_table(number, key, cells)
        else:
            self._keyed(number, key, cells)

    def _begin_table(self, number: int, key: str, cells: Mapping[int, Cell]) -> None:
        address = addresses.parse(key.removeprefix(marks.TABLE))
        if isinstance(address, Problem) or address.kind != "table":
            self._broken(number)
            return
        columns = {at: cell.text.strip() for at, cell in cells.items() if at != marks.KEYS}
        if len(set(columns.values())) != len(columns) or address.path[0] in self.brought.keys:
            self._trouble(number, "同一张表或同一栏出现了两次", AGAIN)
            return
        self.table = address.path[0]
        self.columns[self.table] = columns
        self.brought.keys[self.table] = set()

    def _keyed(self, number: int, key: str, cells: Mapping[int, Cell]) -> None:
        address = addresses.parse(key)
        if isinstance(address, Problem) or (address.kind == "row" and address.path[0] not in self.columns):
            self._broken(number)
        elif address.kind == "row":
            self._table_row(number, address, cells)
        elif key in self.brought.cells:
            self._trouble(number, "与另一行是同一栏（整行复制过）", "请删去一行")
        else:
            self.taken.add(number)
            self.brought.cells[key] = self._cell(number, marks.VALUE, cells)

    def _table_row(self, number: int, address: Address, cells: Mapping[int, Cell]) -> None:
        table, key = address.path[0], address.path[1]
        if key in self.brought.keys[table]:
            what = "是整行复制出来的，按增加的一行导入"
            self._remark(left_out(self._place(number), what, "不要的，请在文件里删除"))
            self._new_row(number, table, cells)
            return
        self.brought.keys[table].add(key)
        self.taken.add(number)
        for at, column in self.columns[table].items():
            self.brought.cells[addresses.cell(table, key, column)] = self._cell(number, at, cells)
        self._stray(number, cells, self.columns[table])

    def _unkeyed(self, number: int, cells: Mapping[int, Cell]) -> None:
        label = next(iter(cells.values())).text.strip()
        held = [cell.name for cell in cells.values()]
        if label == SUMS:
            return
        if self.table and any(at in cells for at in self.columns[self.table]):
            self._new_row(number, self.table, cells)
        else:
            what = f"{'、'.join(held[:5])} 不在系统的栏目里，不导入"
            self._remark(left_out(self._place(number), what))

    def _new_row(self, number: int, table: str, cells: Mapping[int, Cell]) -> None:
        self.taken.add(number)
        columns = self.columns[table]
        found = {columns[at]: self._cell(number, at, cells) for at in columns if at in cells}
        self.brought.new_rows.append(NewRow(table, self._place(number), found))
        self._stray(number, cells, columns)

    def _stray(self, number: int, cells: Mapping[int, Cell], columns: Mapping[int, str]) -> None:
        """Name what stands beside a row in columns that are none of the table's."""
        stray = [cell.name for at, cell in cells.items() if at > max(columns, default=0)]
        if stray:
            self._remark(left_out(self._place(number), f"{'、'.join(stray)} 在表的外面，不导入"))

    def _cell(self, number: int, at: int, cells: Mapping[int, Cell]) -> BroughtCell:
        cell = cells.get(at) or Cell(number, at, "")
        return BroughtCell(self.grid.name, cell.name, cell.text, cell.trouble, cell.todo)

    def _hidden(self) -> Iterator[Remark]:
        rows = [str(number) for number in sorted(self.taken & self.grid.hidden_rows)]
        if rows:
            what = f"第 {'、'.join(rows[:20])} 行是隐藏的（或被筛选掉了），也会导入"
            yield left_out(self.grid.name, what, "不要的，请在文件里删除")
        for at in sorted(self.grid.hidden_columns - {marks.KEYS}):
            if any(at in self.grid.row(number) for number in self.taken):
                yield left_out(
                    self.grid.name, f"{column_name(at)}是隐藏的，也会导入", "不要的，请在文件里清空"
                )

    def _merged(self) -> Iterator[Mark]:
        for area in self.grid.merged:
            if any(area.top <= number <= area.bottom for number in self.taken):
                what = f"{area.name} 是合并单元格，分不清各格的内容"
                yield Mark(self.grid.name, area.name.partition(":")[0], what, "请取消合并，每一格都填写")

    def _broken(self, number: int) -> None:
        self._trouble(number, "这一行的编号（隐藏的第一列）被改动了", AGAIN)

    def _trouble(self, number: int, what: str, todo: str) -> None:
        """Note what is wrong with a row at the first cell that people see of it, or of the one below a hidden row."""
        seen = number + 1 if number in self.grid.hidden_rows else number
        self.brought.troubles.append(Mark(self.grid.name, Cell(seen, marks.FIRST, "").name, what, todo))

    def _place(self, number: int) -> str:
        return f"{self.grid.name} 第 {number} 行"

    def _remark(self, remark: Remark) -> None:
        self.brought.remarks.append(remark)
