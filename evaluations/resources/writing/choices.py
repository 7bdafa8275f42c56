"""Drop-downs: short lists stand in the rule itself, long ones on a sheet of their own."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from evaluations.resources.layout import LISTS_SHEET, Layout
from rubrics.scoring.characters import quoted
from rubrics.scoring.types import Field, FieldType

from .head import HEAD_ROW
from .texts import put_text

LONGEST_LIST = 250
YES_NO = ("是", "否")


def add_choices(book: Workbook, sheet: Worksheet, layout: Layout) -> None:
    """Give every column of choices its drop-down, as far down as there may be rows."""
    for at, column in enumerate(layout.columns, start=1):
        letter = get_column_letter(at)
        add_choice(book, sheet, column, f"{letter}{HEAD_ROW + 1}:{letter}{HEAD_ROW + layout.most_rows}")


def add_choice(book: Workbook, sheet: Worksheet, column: Field, cells: str) -> None:
    """Give cells of a column of choices their drop-down; nothing for any other column."""
    options = options_of(column)
    if not options:
        return
    rule = DataValidation(type="list", formula1=_source(book, column, options), allow_blank=True)
    # 无此事项 with its reason may stand in such a cell too: the drop-down helps, it does not forbid.
    rule.showErrorMessage = not column.allow_na
    rule.errorTitle, rule.error = "请从下拉选项里选", f"{quoted(column.title)}只能填下拉选项里的内容。"[:250]
    rule.add(cells)
    sheet.add_data_validation(rule)


def options_of(column: Field) -> tuple[str, ...]:
    """Return what may be chosen in a column, () where it is not chosen."""
    if column.type is FieldType.YES_NO:
        return YES_NO
    return column.options if column.type is FieldType.CHOICE else ()


def _source(book: Workbook, column: Field, options: tuple[str, ...]) -> str:
    joined = ",".join(options)
    if len(joined) <= LONGEST_LIST and not any(sign in option for option in options for sign in ',"'):
        return f'"{joined}"'
    sheet = book[LISTS_SHEET] if LISTS_SHEET in book.sheetnames else book.create_sheet(LISTS_SHEET)
    at = 1 if sheet.max_row == 1 and sheet.cell(1, 1).value is None else sheet.max_column + 1
    put_text(sheet, 1, at, column.title)
    for row, option in enumerate(options, start=2):
        put_text(sheet, row, at, option)
    letter = get_column_letter(at)
    return f"'{LISTS_SHEET}'!${letter}$2:${letter}${len(options) + 1}"
