"""Tables in the text form: a line `| … | … |` is a row.

`<` is a place that the cell to its left lies over, `^` one that the cell above lies over; a backslash and a
slash begin a new line in a cell. An empty line ends a table, short rows are filled up with empty cells.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .blocks import MOST_INLINES, Inline, TableCell, TableRows, tidy
from .grids import MOST_COLUMNS, MOST_ROWS, Place, laid, spans

LEFT, ABOVE = "<", "^"
_STOP = re.compile(r"(?P<break>\\/)|\\.|\{\{[^{}\\]*\}\}|(?P<bar>\|)")
NEW_LINE = "\\/"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line of the text form; `at` is the place in it, from 0."""

    at: int
    what: str
    todo: str


type LineFault = tuple[int, Fault]
"""The line's number, and its fault."""
type ReadInlines = Callable[[str], tuple[list[Inline], list[Fault]]]


@dataclass(frozen=True, slots=True)
class _Raw:
    text: str
    at: int


def is_row(line: str) -> bool:
    """Say whether a trimmed line is a row of a table."""
    return line.startswith("|")


def read_table(lines: list[tuple[int, str]], read: ReadInlines) -> tuple[TableRows, list[LineFault]]:
    """Return the rows that neighbouring lines (number, text) write, and every fault; `read` reads one cell."""
    raw = [_split(text) for _, text in lines]
    width = max(len(row) for row in raw)
    if width > MOST_COLUMNS or len(lines) > MOST_ROWS:
        what = f"表格有 {len(lines)} 行 {width} 列，超过 {MOST_ROWS} 行 {MOST_COLUMNS} 列"
        return (), [(lines[0][0], Fault(0, what, "请拆成几张表，或把附表作为佐证材料上传"))]
    faults: list[LineFault] = []
    owners = _owners(raw, width)
    if isinstance(owners, tuple):
        row, column = owners
        fault = Fault(
            raw[row][column].at,
            "这一格不能并到旁边的格",
            "“<”左边、“^”上边要有格；要写这两个字，请写 \\< 或 \\^",
        )
        return (), [(lines[row][0], fault)]
    sizes = spans(owners)
    if isinstance(sizes, tuple):
        return (), [(lines[sizes[0]][0], Fault(0, "合并的格不是长方形", "请把“<”和“^”补齐成长方形"))]
    rows = []
    for at, row_cells in enumerate(raw):
        cells = []
        for column in range(width):
            if owners[at][column] != (at, column):
                continue
            piece = row_cells[column] if column < len(row_cells) else _Raw("", 0)
            inside, wrong = _read_cell(piece, read)
            faults += [(lines[at][0], fault) for fault in wrong]
            cells.append(TableCell(inside, *sizes[at, column]))
        rows.append(tuple(cells))
    return tuple(rows), faults


def _read_cell(cell: _Raw, read: ReadInlines) -> tuple[tuple[tuple[Inline, ...], ...], list[Fault]]:
    """Return the lines of a cell that say something, and every fault with its place in the row."""
    found, faults, start = [], list[Fault](), 0
    ends = [(stop.start(), stop.end()) for stop in _STOP.finditer(cell.text) if stop["break"]]
    for end, after in (*ends, (len(cell.text), 0)):
        piece = _raw(cell.text, start, end)
        inlines, wrong = read(piece.text)
        faults += [Fault(cell.at + piece.at + one.at, one.what, one.todo) for one in wrong]
        found.append(tidy(inlines))
        start = after
    lines = tuple(line for line in found if line)
    if sum(map(len, lines)) + len(lines) - 1 > MOST_INLINES:
        faults.append(Fault(cell.at, "一格里的行和引用的数太多", "请分成几格，或写成表外的文字"))
    return lines, faults


def write_table(rows: TableRows, write: Callable[[Iterable[Inline]], str]) -> str:
    """Return the lines of a table; `write` writes a line of a cell, its bars escaped here."""
    begun: dict[Place, TableCell] = {}
    grid = laid(rows) or ()
    for row, cells in enumerate(rows):
        starts = [column for column, owner in enumerate(grid[row]) if owner == (row, column)] if grid else []
        begun |= {(row, column): cell for column, cell in zip(starts, cells, strict=True)}
    lines = []
    for row, line in enumerate(grid):
        texts = []
        for column, owner in enumerate(line):
            if owner == (row, column):
                texts.append(_safe(f" {NEW_LINE} ".join(write(line) for line in begun[owner].lines)))
            else:
                texts.append(LEFT if owner[0] == row else ABOVE)
        lines.append(f"| {' | '.join(texts)} |")
    return "\n".join(lines)


def _split(line: str) -> list[_Raw]:
    """Return the cells of a row with their place in the line."""
    found, at = [], 1
    for stop in _STOP.finditer(line, 1):
        if stop["bar"]:
            found.append(_raw(line, at, stop.start()))
            at = stop.end()
    if line[at:].strip() or not found:
        found.append(_raw(line, at, len(line)))
    return found


def _raw(line: str, start: int, end: int) -> _Raw:
    text = line[start:end]
    return _Raw(text.strip(), start + len(text) - len(text.lstrip()))


def _owners(raw: list[list[_Raw]], width: int) -> list[list[Place]] | Place:
    """Return for every place where its cell begins; the place itself when it points out of the table."""
    owners: list[list[Place]] = []
    for row, cells in enumerate(raw):
        line: list[Place] = []
        for column in range(width):
            sign = cells[column].text if column < len(cells) else ""
            if sign == LEFT and column:
                line.append(line[-1])
            elif sign == ABOVE and row:
                line.append(owners[row - 1][column])
            elif sign in (LEFT, ABOVE):
                return row, column
            else:
                line.append((row, column))
        owners.append(line)
    return owners


def _safe(text: str) -> str:
    """Return the text of a cell so that no bar in it ends the cell; those of a figure's name do not."""
    safe = _STOP.sub(lambda stop: "\\|" if stop["bar"] else stop.group(), text)
    return f"\\{safe}" if safe in (LEFT, ABOVE) else safe
