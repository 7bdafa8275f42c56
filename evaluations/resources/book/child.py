"""The process that reads a file: capped before the first byte."""

import sys
from collections.abc import Iterator

from evaluations.resources.caps import cap

from . import limits, wire
from .cells import Grid
from .opening import open_book
from .refusal import UnreadableError


def main() -> None:
    """Write the sheets of the file on standard input, a line each."""
    cap()
    for line in lines(sys.stdin.buffer.read()):
        sys.stdout.buffer.write(line)


def lines(data: bytes) -> Iterator[bytes]:
    """Yield what is said of a file: its sheets' names, then every visible sheet, or why it cannot be read."""
    try:
        opened = open_book(data)
    except UnreadableError as error:
        yield wire.refused(error)
        return
    sheets, budget = opened.workbook.sheets, Budget()
    visible = [one for one in sheets if one.visible]
    yield wire.names([one.name for one in visible], [one.name for one in sheets if not one.visible])
    for one in visible[: limits.MOST_SHEETS_READ]:
        try:
            yield budget.said(opened.grid(one))
        except UnreadableError as error:
            yield wire.refused(error)


class Budget:
    """What all sheets together may hold: who takes them over has to keep them."""

    def __init__(self) -> None:
        self.cells, self.bytes = limits.MOST_CELLS_TOGETHER, limits.MOST_SAID

    def said(self, grid: Grid) -> bytes:
        """Return the line of a sheet. Raises UnreadableError when the file holds too much."""
        self.cells -= sum(len(cells) for cells in grid.cells.values())
        line = wire.sheet(grid) if self.cells >= 0 else b""
        self.bytes -= len(line)
        if self.cells < 0 or self.bytes < 0:
            raise UnreadableError("文件里的内容太多", "请只留要导入的工作表，或下载模板后粘贴")
        return line


if __name__ == "__main__":
    main()
