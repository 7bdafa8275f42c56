"""The top of a sheet: title, what it is about, heads with units; the sheet of instructions."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evaluations.resources.layout import HELP_SHEET, NUMBERS, Layout
from rubrics.scoring.types import Field, FieldType

from .looks import BOLD, BOX, CENTRE, COMPUTED_FILL, HEAD_FILL, MUTED, TITLE, set_width
from .texts import put_text

HEAD_ROW = 3
INSTRUCTIONS = (
    "一行填一条；不要改表头，不要合并单元格，不要在数字后面写单位。",
    "带 * 的栏目必填；没有内容的格子留空，不要填“无”或“-”。",
    "合计和系统计算的栏目不用填；表里自带合计行的，只用来核对。",
    "填好以后在系统里上传，先看预览，确认以后才写入。",
)
TYPES = {
    FieldType.AMOUNT: "金额",
    FieldType.COUNT: "整数",
    FieldType.NUMBER: "数字",
    FieldType.PERCENT: "百分数，如 97.35%",
    FieldType.YES_NO: "是 或 否",
    FieldType.DATE: "日期，如 2020-12-31",
    FieldType.YEAR: "四位年份",
    FieldType.TEXT: "文字",
    FieldType.CHOICE: "从下拉选项里选",
    FieldType.URL: "网址",
    FieldType.NARRATIVE: "文字，可以分段",
}
REQUIRED = {True: "必填", False: "选填"}


def begin_sheet(book: Workbook, layout: Layout, about: str) -> Worksheet:
    """Return the first sheet of a book with its title and what it is about."""
    sheet = book.active
    sheet.title = layout.sheet_name
    put_text(sheet, 1, 1, layout.title).font = TITLE
    unit = f"金额单位：{layout.unit.name}　" if layout.unit is not None else ""
    put_text(sheet, 2, 1, f"{unit}{about}").font = MUTED
    for at in (1, 2):
        sheet.cell(row=at, column=1).alignment = None
    return sheet


def write_heads(sheet: Worksheet, layout: Layout, computed: Sequence[str] = ()) -> None:
    """Write the heads, typed columns first; freeze them."""
    heads = [layout.header(column) for column in layout.columns] + list(computed)
    for at, head in enumerate(heads, start=1):
        cell = put_text(sheet, HEAD_ROW, at, head)
        typed = at <= len(layout.columns)
        cell.font, cell.border, cell.alignment = BOLD, BOX, CENTRE
        cell.fill = HEAD_FILL if typed else COMPUTED_FILL
        if typed:
            set_width(sheet, at, layout.columns[at - 1])
        else:
            sheet.column_dimensions[get_column_letter(at)].width = 16
    sheet.freeze_panes = sheet.cell(row=HEAD_ROW + 1, column=2)


def write_help(book: Workbook, layout: Layout) -> None:
    """Add the sheet that says how every column is filled."""
    sheet = book.create_sheet(HELP_SHEET)
    put_text(sheet, 1, 1, f"{layout.title}：{HELP_SHEET}").font = TITLE
    row = 2
    for sentence in (*INSTRUCTIONS, *layout.notes):
        put_text(sheet, row, 1, sentence).alignment = None
        row += 1
    row += 1
    for at, head in enumerate(("栏目", "是否必填", "填什么", "怎么填", "资料来源", "常见错误"), start=1):
        cell = put_text(sheet, row, at, head)
        cell.font, cell.fill, cell.border = BOLD, HEAD_FILL, BOX
    for column in layout.columns:
        row += 1
        for at, text in enumerate(_told(layout, column), start=1):
            put_text(sheet, row, at, text).border = BOX
    for at, width in enumerate((24, 12, 30, 40, 20, 44), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width


def _told(layout: Layout, column: Field) -> tuple[str, ...]:
    needed = (
        REQUIRED.get(column.required, "视情况必填") if isinstance(column.required, bool) else "视情况必填"
    )
    unit = layout.unit_of(column).name if column.type in NUMBERS else ""
    kind = f"{TYPES[column.type]}（{unit}）" if unit and unit != "%" else TYPES[column.type]
    if column.options:
        kind = "、".join(column.options)
    return column.title, needed, kind, column.help, column.source, column.mistakes
