"""A plain list as a sheet: a title, heads, rows of texts. For lists that are only read."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from .head import HEAD_ROW
from .looks import BOLD, BOX, HEAD_FILL, MUTED, TITLE
from .saving import saved
from .texts import put_text


@dataclass(frozen=True, slots=True)
class Columns:
    """Heads and their widths."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]


def plain_book(title: str, about: str, columns: Columns, rows: Sequence[Sequence[str]]) -> bytes:
    """Return the list as a file; every cell is a text."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    put_text(sheet, 1, 1, title).font = TITLE
    put_text(sheet, 2, 1, about).font = MUTED
    for at, (head, width) in enumerate(zip(columns.heads, columns.widths, strict=True), start=1):
        cell = put_text(sheet, HEAD_ROW, at, head)
        cell.font, cell.fill, cell.border = BOLD, HEAD_FILL, BOX
        sheet.column_dimensions[get_column_letter(at)].width = width
    for number, row in enumerate(rows, start=HEAD_ROW + 1):
        for at, text in enumerate(row, start=1):
            put_text(sheet, number, at, text).border = BOX
    for at in (1, 2):
        sheet.cell(row=at, column=1).alignment = None
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    last = HEAD_ROW + max(len(rows), 0)
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(columns.heads))}{last}"
    return saved(book)
