"""The template of a layout: heads with units, drop-downs, formats, instructions."""

from openpyxl import Workbook

from evaluations.resources.layout import Layout

from .choices import add_choices
from .head import HEAD_ROW, begin_sheet, write_heads, write_help
from .looks import number_format
from .saving import saved

FORMATTED_ROWS = 200
"""So many rows get their formats: each one makes the file larger."""


def template_book(layout: Layout, about: str) -> bytes:
    """Return an empty template."""
    book = Workbook()
    sheet = begin_sheet(book, layout, about)
    write_heads(sheet, layout)
    add_choices(book, sheet, layout)
    for row in range(HEAD_ROW + 1, HEAD_ROW + 1 + min(layout.most_rows, FORMATTED_ROWS)):
        for at, column in enumerate(layout.columns, start=1):
            sheet.cell(row=row, column=at).number_format = number_format(column)
    write_help(book, layout)
    return saved(book)
