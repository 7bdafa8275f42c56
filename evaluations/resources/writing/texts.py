"""Texts in cells: always texts, whatever they begin with, and read back as they were typed."""

import re

from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

TEXT_FORMAT = "@"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
UNDERSCORE = "_x005F_"
WRAP = Alignment(wrap_text=True, vertical="top")


def put_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text that stays a text: a leading = + - @ makes no formula, here or after it is edited."""
    cell = sheet.cell(row=row, column=column)
    as_text(cell, text)
    return cell


def as_text(cell: Cell, text: str) -> None:
    """Make a cell a text for good: its type says so, and the sign that Excel writes as an apostrophe."""
    cell.value = xml_text(text)
    cell.data_type = "s"
    cell.number_format = TEXT_FORMAT
    cell.quotePrefix = True
    cell.alignment = WRAP


def xml_text(text: str) -> str:
    """Return a text as a spreadsheet keeps it: signs that XML cannot hold are written _x000D_."""
    whole = _ESCAPED.sub(lambda match: UNDERSCORE + match.group(0)[1:], text)
    whole = _FORBIDDEN.sub(lambda match: f"_x{ord(match.group(0)):04X}_", whole)
    return whole.replace("\r", "_x000D_")
