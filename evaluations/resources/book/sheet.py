"""The cells of one sheet, streamed: what is formula without value, error or not a number is marked, not dropped."""

from collections.abc import Callable
from dataclasses import dataclass

from . import limits
from .cells import Cell, Grid, area, letters, position
from .markup import parse
from .numbers import PLAIN, Style, read_number
from .package import Package
from .refusal import UnreadableError
from .strings import Gatherer, unescape

NO_VALUE = ("是公式，但文件里没有算出的结果", "请在 Excel 或 WPS 里打开并保存一次，或把公式改成数值")
LOST_TEXT = ("指向的文字在文件里找不到", "请重新填写")
type Content = tuple[str, tuple[str, str] | None]
"""The text of a cell, and what is wrong with it and what to do, None when nothing is."""
WORDS = {"1": "是", "0": "否", "true": "是", "false": "否"}


@dataclass(frozen=True, slots=True)
class Shared:
    """What all sheets of a workbook look up."""

    strings: list[str]
    styles: list[Style]
    from_1904: bool


def read_sheet(package: Package, part: str, name: str, shared: Shared) -> Grid:
    """Return one sheet. Raises UnreadableError for one that is larger than any table of a filing."""
    reading = _Reading(Grid(name), shared)
    parse(package.chunks(part), reading.begin, reading.end, reading.text)
    return reading.grid


class _Reading:
    def __init__(self, grid: Grid, shared: Shared) -> None:
        self.grid, self._shared = grid, shared
        self._row = self._column = self._rows = self._cells = self._characters = 0
        self._in_cell = self._in_value = self._formula = False
        self._type, self._style = "n", PLAIN
        self._value: list[str] = []
        self._inline = Gatherer()

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if self._in_cell:
            self._begin_inside(name)
            return
        starter = _STARTERS.get(name)
        if starter is not None:
            starter(self, attributes)

    def _begin_inside(self, name: str) -> None:
        self._in_value = name == "v"
        self._formula = self._formula or name == "f"
        self._inline.begin(name)

    def end(self, name: str) -> None:
        self._in_value = False
        if self._in_cell:
            self._inline.end(name)
        if name == "c":
            self._in_cell = False
            self._keep()

    def text(self, data: str) -> None:
        if self._in_value:
            self._value.append(data)
        elif self._in_cell:
            self._inline.text(data)

    # --- elements ----------------------------------------------------------------------------------------
    def start_row(self, attributes: dict[str, str]) -> None:
        self._row = _whole(attributes.get("r", ""), self._row + 1)
        self._column, self._rows = 0, self._rows + 1
        if self._rows > limits.MOST_EMPTY_ROWS:
            raise _too_large(f"超过 {limits.MOST_EMPTY_ROWS:,} 行")
        if _is_on(attributes.get("hidden", "")):
            self.grid.hidden_rows.add(self._row)

    def start_cell(self, attributes: dict[str, str]) -> None:
        at = position(attributes.get("r", ""))
        self._row, self._column = at or (self._row, self._column + 1)
        self._cells += 1
        if self._cells > limits.MOST_CELLS:
            raise _too_large(f"超过 {limits.MOST_CELLS:,} 个单元格")
        self._type = attributes.get("t", "n")
        number = _whole(attributes.get("s", ""), -1)
        self._style = self._shared.styles[number] if 0 <= number < len(self._shared.styles) else PLAIN
        self._in_cell, self._formula, self._value = True, False, []

    def start_merge(self, attributes: dict[str, str]) -> None:
        merged = area(attributes.get("ref", ""))
        if merged is not None:
            self.grid.merged.append(merged)
        if len(self.grid.merged) > limits.MOST_ROWS:
            raise _too_large("合并单元格太多")

    def start_columns(self, attributes: dict[str, str]) -> None:
        first, last = _whole(attributes.get("min", ""), 1), _whole(attributes.get("max", ""), 1)
        if _is_on(attributes.get("hidden", "")):
            self.grid.hidden_columns |= set(range(first, min(last, limits.MOST_COLUMNS) + 1))

    def start_dimension(self, attributes: dict[str, str]) -> None:
        self.grid.claimed = area(attributes.get("ref", ""))

    # --- what a cell holds -------------------------------------------------------------------------------
    def _keep(self) -> None:
        text, trouble = self._content()
        if not text.strip() and trouble is None:
            return
        if self._row > limits.MOST_ROWS or self._column > limits.MOST_COLUMNS:
            raise _too_large(f"单元格 {letters(self._column)}{self._row} 有内容，超出能读取的范围")
        self._characters += len(text)
        if self._characters > limits.MOST_CHARACTERS:
            raise _too_large("文字太多")
        what, todo = trouble or ("", "")
        cell = Cell(self._row, self._column, text, what, todo, exact=not self._formula)
        self.grid.cells.setdefault(self._row, {})[self._column] = cell

    def _content(self) -> Content:
        """Return the cell's text, and what is wrong with it."""
        value, inline = "".join(self._value), self._inline.take()
        if self._type == "inlineStr":
            return inline, None
        if not value:
            return "", NO_VALUE if self._formula else None
        if self._type == "s":
            return self._shared_text(value)
        if self._type in _CONTENTS:
            return _CONTENTS[self._type](value)
        text, trouble = read_number(value.strip(), self._style, from_1904=self._shared.from_1904)
        return (value, trouble) if trouble else (text, None)

    def _shared_text(self, value: str) -> Content:
        number = _whole(value, -1)
        known = 0 <= number < len(self._shared.strings)
        return (self._shared.strings[number], None) if known else (value, LOST_TEXT)


_STARTERS = {
    "row": _Reading.start_row,
    "c": _Reading.start_cell,
    "mergeCell": _Reading.start_merge,
    "col": _Reading.start_columns,
    "dimension": _Reading.start_dimension,
}
_CONTENTS: dict[str, Callable[[str], Content]] = {
    "str": lambda value: (unescape(value), None),
    "b": lambda value: (WORDS.get(value.lower(), value), None),
    "e": lambda value: (value, (f"是错误值 {value}", "请改正公式，或直接填写数值")),
    "d": lambda value: (value[:10], None),
}
"""What stands in a cell by its type; numbers and shared texts need more than their value."""


def _too_large(what: str) -> UnreadableError:
    return UnreadableError(f"工作表太大：{what}", "请只保留这张表的内容，或下载模板后粘贴")


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _is_on(text: str) -> bool:
    return text in {"1", "true", "on"}
