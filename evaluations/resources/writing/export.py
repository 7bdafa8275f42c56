"""The rows of a table as a sheet: stored values, computed columns, and sums that Excel adds up again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evaluations.resources.layout import COMPUTED, NUMBERS, Layout
from evaluations.resources.records import RECOMPUTED
from rubrics.scoring import values
from rubrics.scoring.index import TOTAL
from rubrics.scoring.types import Field, FieldType
from rubrics.scoring.values import Parsed

from .choices import add_choices
from .head import HEAD_ROW, begin_sheet, write_heads, write_help
from .looks import BOLD, BOX, number_format
from .saving import saved
from .texts import put_text

MOST_DIGITS = 15
"""A longer number would lose its end in a spreadsheet: it is written as a text."""


@dataclass(frozen=True, slots=True)
class ExportRow:
    """Stored texts by column id, and computed ones as printed."""

    texts: Mapping[str, str]
    computed: Mapping[str, str]


def export_book(layout: Layout, about: str, rows: Sequence[ExportRow], totals: Mapping[str, str]) -> bytes:
    """Return the present rows; `totals` column id -> the stored total as printed."""
    book = Workbook()
    sheet = begin_sheet(book, layout, about)
    write_heads(sheet, layout, [f"{title}{COMPUTED}" for title in layout.computed.values()])
    for number, row in enumerate(rows, start=HEAD_ROW + 1):
        _write(sheet, layout, number, row)
    last = HEAD_ROW + len(rows)
    columns = len(layout.columns) + len(layout.computed)
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(columns)}{max(last, HEAD_ROW)}"
    sums = _sums(sheet, layout, last, totals) if layout.added and rows else {}
    add_choices(book, sheet, layout)
    write_help(book, layout)
    return saved(book, sums)


def _write(sheet: Worksheet, layout: Layout, number: int, row: ExportRow) -> None:
    for at, column in enumerate(layout.columns, start=1):
        put(sheet, (number, at), column, row.texts.get(column.id, ""), layout)
    for at, id in enumerate(layout.computed, start=len(layout.columns) + 1):
        put_text(sheet, number, at, row.computed.get(id, "")).border = BOX


def put(sheet: Worksheet, place: tuple[int, int], column: Field, text: str, layout: Layout) -> None:
    """Write one stored text: a number as a number where a spreadsheet can hold it, everything else as a text."""
    row, at = place
    number = _number(column, text, layout)
    if number is None:
        if text:
            put_text(sheet, row, at, text)
        sheet.cell(row=row, column=at).border = BOX
        return
    cell = sheet.cell(row=row, column=at, value=number)
    cell.number_format, cell.border = number_format(column), BOX


def _number(column: Field, text: str, layout: Layout) -> Decimal | None:
    """Return the number to write, as Excel keeps it (a percentage as a share of one), None for a text."""
    if not text or column.type not in NUMBERS:
        return None
    unit = layout.unit_of(column)
    parsed = values.parse(column, text, unit=unit)
    if not isinstance(parsed, Parsed) or not isinstance(parsed.value, Decimal):
        return None
    share = column.type is FieldType.PERCENT
    number = parsed.value if share else values.in_unit(parsed.value, unit)
    return number if len(number.normalize().as_tuple().digits) <= MOST_DIGITS else None


def _sums(sheet: Worksheet, layout: Layout, last: int, totals: Mapping[str, str]) -> dict[str, str]:
    """Write the stored totals and, below them, live sums; return the values of these."""
    stored, live, label = last + 1, last + 2, _label_column(layout)
    if not label:
        return {}
    put_text(sheet, stored, label, TOTAL).font = BOLD
    put_text(sheet, live, label, RECOMPUTED).font = BOLD
    found = {}
    for at, column in enumerate(layout.columns, start=1):
        if column.id in layout.added:
            letter = get_column_letter(at)
            put(sheet, (stored, at), column, totals.get(column.id, ""), layout)
            cell = sheet.cell(row=live, column=at, value=f"=SUM({letter}{HEAD_ROW + 1}:{letter}{last})")
            cell.number_format, cell.border = number_format(column), BOX
            found[f"{letter}{live}"] = summed(sheet, at, (HEAD_ROW + 1, last))
    for at, id in enumerate(layout.computed, start=len(layout.columns) + 1):
        if id in totals:
            put_text(sheet, stored, at, totals[id])
    return found


def _label_column(layout: Layout) -> int:
    """Return the column for the words of a row of totals: that which names rows, or the first not added up; else 0."""
    ids = [column.id for column in layout.columns]
    free = [id for id in ids if id not in layout.added]
    label = layout.row_title if layout.row_title in free else next(iter(free), "")
    return ids.index(label) + 1 if label else 0


def summed(sheet: Worksheet, at: int, rows: tuple[int, int]) -> str:
    """Return the sum of the numbers of a column from a row to a row, as a formula would give it."""
    cells = (sheet.cell(row=row, column=at).value for row in range(rows[0], rows[1] + 1))
    return f"{sum((value for value in cells if isinstance(value, Decimal)), Decimal(0)):f}"
