"""The file that was brought, given back with its bad cells marked and a list to jump from. Made in a capped process."""

import json
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from io import BytesIO
from typing import Any

from .caps import GaveUpError, cap, run_apart
from .layout import ERRORS_SHEET

MODULE = "evaluations.resources.marking"
HEADS = ("工作表", "单元格", "哪里不对", "怎么改")
WIDTHS = (22, 12, 60, 60)
BAD = "FFFBD5D5"


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell to be mended: `what` is wrong with it and what is to be done."""

    sheet: str
    cell: str
    what: str
    todo: str


def marked(data: bytes, marks: Sequence[Mark]) -> bytes | None:
    """Return the file with the cells marked, None when it is too much for a spreadsheet library."""
    head = json.dumps([astuple(mark) for mark in marks]).encode()
    try:
        return run_apart(MODULE, head + b"\n" + data) or None
    except GaveUpError:
        return None


def main() -> None:
    """Read the marks (a line) and the file from standard input, write the marked file."""
    cap()
    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    sys.stdout.buffer.write(mark_cells(data, [Mark(*one) for one in json.loads(head)]))


def mark_cells(data: bytes, marks: Sequence[Mark]) -> bytes:
    """Colour and comment the cells of the marks, and put the list of them in front of the sheets."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only the child needs it
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    book = load_workbook(BytesIO(data))
    said: dict[tuple[str, str], str] = {}
    for mark in marks:
        if mark.sheet in book.sheetnames:
            cell = _holder(book[mark.sheet], mark.cell)
            place = mark.sheet, cell.coordinate
            said[place] = said.get(place, "") + f"{mark.what}。{mark.todo}。"
            cell.fill = PatternFill("solid", fgColor=BAD)
            cell.comment = Comment(said[place], ERRORS_SHEET, width=320, height=120)
    _list(book, marks)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _holder(sheet: Any, cell: str) -> Any:
    """Return the cell that can be coloured: the first of its merged area, where it stands in one."""
    area = next((one for one in sheet.merged_cells.ranges if cell in one), None)
    return sheet[cell] if area is None else sheet.cell(area.min_row, area.min_col)


def _list(book: Any, marks: Sequence[Mark]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415

    if ERRORS_SHEET in book.sheetnames:
        del book[ERRORS_SHEET]
    sheet = book.create_sheet(ERRORS_SHEET, 0)
    book.active = 0
    for at, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True), start=1):
        sheet.cell(row=1, column=at, value=head).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = width
    for row, mark in enumerate(marks, start=2):
        for at, text in enumerate(astuple(mark), start=1):
            cell = sheet.cell(row=row, column=at)
            cell.value, cell.data_type = text, "s"
        if mark.sheet in book.sheetnames:
            link = sheet.cell(row=row, column=2)
            quoted = mark.sheet.replace("'", "''")
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{quoted}'!{mark.cell}")
            link.font = Font(color="FF1F4E8C", underline="single")


if __name__ == "__main__":
    main()
