"""The few looks of our sheets: heads, computed cells, sums; widths and number formats by type."""

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rubrics.scoring.types import Field, FieldType

TITLE = Font(bold=True, size=14)
SECTION = Font(bold=True, size=12, color="FF1F4E8C")
BOLD = Font(bold=True)
MUTED = Font(color="FF566377")
HEAD_FILL = PatternFill("solid", fgColor="FFD9E6F6")
COMPUTED_FILL = PatternFill("solid", fgColor="FFEAEFF5")
LINE = Side(style="thin", color="FFC3CEDC")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
WIDTHS = {
    FieldType.AMOUNT: 18,
    FieldType.COUNT: 10,
    FieldType.NUMBER: 12,
    FieldType.PERCENT: 12,
    FieldType.YES_NO: 10,
    FieldType.CHOICE: 14,
    FieldType.DATE: 14,
    FieldType.YEAR: 10,
    FieldType.NARRATIVE: 60,
    FieldType.URL: 30,
}
DEFAULT_WIDTH = 28


def number_format(column: Field) -> str:
    """Return how a spreadsheet shows a column of this type."""
    decimals = "." + "0" * column.places if column.places else ""
    match column.type:
        case FieldType.AMOUNT:
            return f"#,##0{decimals}"
        case FieldType.COUNT:
            return "#,##0"
        case FieldType.PERCENT:
            return f"0{decimals}%"
        case FieldType.NUMBER:
            return "General"
        case _:
            return "@"


def set_width(sheet: Worksheet, at: int, column: Field) -> None:
    """Set the width of a column by its type."""
    sheet.column_dimensions[get_column_letter(at)].width = WIDTHS.get(column.type, DEFAULT_WIDTH)
