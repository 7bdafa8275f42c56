"""The workbook as a file: a sheet of instructions, a sheet for each stage, keys in a hidden first column."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evaluations.resources.layout import HELP_SHEET, NUMBERS, REQUIRED, Layout, name_of_sheet
from evaluations.resources.records import RECOMPUTED
from evaluations.resources.tables import absence_text
from evaluations.resources.writing.choices import add_choice
from evaluations.resources.writing.export import put, summed
from evaluations.resources.writing.looks import (
    BOLD,
    BOX,
    CENTRE,
    COMPUTED_FILL,
    HEAD_FILL,
    MUTED,
    SECTION,
    TITLE,
    number_format,
)
from evaluations.resources.writing.saving import saved_with
from evaluations.resources.writing.texts import put_text
from evaluations.selectors.at_revision import Held, Words
from rubrics.scoring import address as addresses
from rubrics.scoring.reading.answers import NA
from rubrics.scoring.types import Field

from . import marks
from .plan import Form, Grid, Place, Row, Sheet

WIDTHS = {marks.LABEL: 34, marks.VALUE: 26, marks.UNIT: 14, marks.HELP: 46}
OTHER_WIDTH = 18
LINE, MOST_LINES = 15, 25
"""Points; a row is at most 409 high."""
LONGEST = 32_000
"""A spreadsheet takes 32,767 signs in a cell."""
TOO_LONG = "内容太长，一格放不下，请在系统里填写"
WHOLE = Layout("", "", ())
HEADS = ("栏目", "填写", "单位", "怎么填")
INSTRUCTIONS = (
    "每个阶段一张工作表；只填白底的格子，灰底的由系统带入或计算，改了也不读。",
    "没有这件事的写“无此事项：原因”，如“无此事项：全年没有政府采购”；金额为零填 0；还没有数的留空。",
    "表里要加行的，写在空行里，或在表的中间插入行；要删的行整行删除，带回时逐行列出，由您确认。",
    "正文里 # 开头的是标题，- 开头的是列举，{{ }} 里的是引用的数，不要改动括号里的字。",
    "第一列是系统的编号，隐藏着，请不要删除或填写；不要合并单元格，不要改工作表的名称。",
    "填好以后在系统里“带回工作簿”：先看改了哪些，与别人的改动有冲突的由您逐处选择，确认以后才写入。",
)


@dataclass(frozen=True, slots=True)
class Cover:
    """What the sheet of instructions says: `lines` below the title, and the stamp of every sheet."""

    title: str
    lines: tuple[str, ...]
    stamp: str


def write_workbook(cover: Cover, sheets: Sequence[Sheet], held: Held) -> bytes:
    """Return the file: the instructions first, then a sheet for each stage."""
    book = Workbook()
    _write_cover(book.active, cover)
    values = {}
    for number, sheet in enumerate(sheets, start=2):
        name = name_of_sheet(f"{number - 1}{sheet.name}")
        writer = _Writer(book, book.create_sheet(name), held)
        writer.write(cover, sheet)
        values[number] = writer.sums
    return saved_with(book, values)


def _write_cover(sheet: Worksheet, cover: Cover) -> None:
    sheet.title = HELP_SHEET
    _begin(sheet, cover.stamp)
    put_text(sheet, marks.TITLE_ROW, marks.FIRST, cover.title).font = TITLE
    for row, line in enumerate((*cover.lines, "", *INSTRUCTIONS), start=marks.ABOUT_ROW):
        cell = put_text(sheet, row, marks.FIRST, line)
        cell.alignment = None
        if line in cover.lines:
            cell.font = MUTED
        sheet.cell(row=row, column=marks.KEYS, value=marks.ASIDE)


def _begin(sheet: Worksheet, stamp: str) -> None:
    """Write the stamp and hide the keys."""
    put_text(sheet, 1, marks.KEYS, stamp)
    sheet.column_dimensions[get_column_letter(marks.KEYS)].hidden = True
    for at, width in WIDTHS.items():
        sheet.column_dimensions[get_column_letter(at)].width = width


class _Writer:
    """Writes one sheet from the top down."""

    def __init__(self, book: Workbook, sheet: Worksheet, held: Held) -> None:
        self.book, self.sheet, self.held = book, sheet, held
        self.row = marks.HELP_ROW
        self.sums: dict[str, str] = {}

    def write(self, cover: Cover, planned: Sheet) -> None:
        _begin(self.sheet, cover.stamp)
        self._text(marks.TITLE_ROW, planned.name).font = TITLE
        for row, text in ((marks.ABOUT_ROW, cover.title), (marks.HELP_ROW, planned.help)):
            cell = self._text(row, text)
            cell.font, cell.alignment = MUTED, None
            self._key(row, marks.ASIDE)
        for part in planned.parts:
            self._form(part) if isinstance(part, Form) else self._grid(part)
        self.sheet.freeze_panes = self.sheet.cell(row=marks.HELP_ROW + 1, column=marks.VALUE)
        self.sheet.page_setup.orientation, self.sheet.page_setup.fitToHeight = "landscape", 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True

    # --- forms -------------------------------------------------------------------------------------------
    def _form(self, form: Form) -> None:
        self._title(form.title, form.note)
        if form.title:
            self._heads(HEADS)
        for place in form.places:
            self._box(place)

    def _box(self, place: Place) -> None:
        self.row += 1
        required = REQUIRED if place.field.required is True and place.address else ""
        self._text(self.row, f"{place.label}{required}").border = BOX
        lines = -(-2 * len(place.label) // WIDTHS[marks.LABEL])  # a sign of ours is two wide
        if lines > 1:  # not every program makes room by itself
            self.sheet.row_dimensions[self.row].height = LINE * min(lines, MOST_LINES)
        self._value(self.row, marks.VALUE, place.field, self._words(place), WHOLE, given=not place.address)
        unit = place.field.unit.name if place.field.type in NUMBERS else ""
        put_text(self.sheet, self.row, marks.UNIT, unit).border = BOX
        put_text(self.sheet, self.row, marks.HELP, _told(place.field)).border = BOX
        self._key(self.row, place.address or marks.ASIDE)
        add_choice(self.book, self.sheet, place.field, f"{get_column_letter(marks.VALUE)}{self.row}")

    def _words(self, place: Place) -> Words:
        return self.held.at(place.address) if place.address else Words(place.text)

    # --- tables ------------------------------------------------------------------------------------------
    def _grid(self, grid: Grid) -> None:
        self._title(grid.title, grid.note)
        named = [] if grid.free else [grid.table.title]
        layout = Layout(grid.table.id, grid.title, grid.columns, unit=grid.unit)
        sums = self._sums_row(grid)
        self._heads([*named, *(layout.header(column) for column in grid.columns)])
        first = marks.FIRST + len(named)
        self._ids(grid, first)
        top = self.row + 1
        for row in (*grid.rows, *(Row("") for _ in range(grid.spare))):
            self._row(grid, layout, row, first)
        for at, column in enumerate(grid.columns, start=first):
            letter = get_column_letter(at)
            add_choice(self.book, self.sheet, column, f"{letter}{top}:{letter}{max(top, self.row)}")
            if sums and column.id in grid.table.totals:
                self._sum(sums, at, column, (top, max(top, self.row)))
            if at not in WIDTHS:
                self.sheet.column_dimensions[letter].width = OTHER_WIDTH

    def _sums_row(self, grid: Grid) -> int:
        """Leave a row above the heads for live sums; 0 where nothing is added up."""
        if not grid.table.totals:
            return 0
        self.row += 1
        self._text(self.row, RECOMPUTED).font = BOLD
        self._key(self.row, marks.ASIDE)
        return self.row

    def _sum(self, row: int, at: int, column: Field, span: tuple[int, int]) -> None:
        if at == marks.LABEL:
            return
        letter = get_column_letter(at)
        cell = self.sheet.cell(row=row, column=at, value=f"=SUM({letter}{span[0]}:{letter}{span[1]})")
        cell.number_format, cell.border, cell.fill = number_format(column), BOX, COMPUTED_FILL
        self.sums[cell.coordinate] = summed(self.sheet, at, span)

    def _ids(self, grid: Grid, first: int) -> None:
        """Write the hidden row that names the columns, and so begins the table."""
        self.row += 1
        self._key(self.row, f"{marks.TABLE}{addresses.table(grid.table.id)}")
        for at, column in enumerate(grid.columns, start=first):
            if not column.given:
                put_text(self.sheet, self.row, at, column.id)
        self.sheet.row_dimensions[self.row].hidden = True

    def _row(self, grid: Grid, layout: Layout, row: Row, first: int) -> None:
        self.row += 1
        if not grid.free:
            self._text(self.row, row.name).border = BOX
        for at, column in enumerate(grid.columns, start=first):
            given = column.id in row.given or bool(column.given)
            words = Words(row.given.get(column.id, "")) if given else self._cell_words(grid, row, column)
            self._value(self.row, at, column, words, layout, given=given)
        if row.key:
            self._key(self.row, addresses.cell(grid.table.id, row.key))

    def _cell_words(self, grid: Grid, row: Row, column: Field) -> Words:
        return self.held.at(addresses.cell(grid.table.id, row.key, column.id)) if row.key else Words()

    # --- single cells ------------------------------------------------------------------------------------
    def _value(self, row: int, at: int, column: Field, words: Words, layout: Layout, *, given: bool) -> None:
        cell = self.sheet.cell(row=row, column=at)
        if given or words.status == NA:
            put_text(self.sheet, row, at, absence_text(words.text) if words.status == NA else words.text)
        elif len(words.text) > LONGEST:
            put_text(self.sheet, row, at, TOO_LONG)
        else:
            cell.number_format = number_format(column)
            put(self.sheet, (row, at), column, words.text, layout)
        cell.border = BOX
        if given:
            cell.fill = COMPUTED_FILL

    def _title(self, title: str, note: str) -> None:
        """Leave a line, then write the title of a part and what is to be known of it."""
        for text, font in (("", BOLD), (title, SECTION), (note, MUTED)):
            if text or font is BOLD:
                self.row += 1
                cell = self._text(self.row, text)
                cell.font, cell.alignment = font, None
                self._key(self.row, marks.ASIDE)

    def _heads(self, heads: Sequence[str]) -> None:
        self.row += 1
        self._key(self.row, marks.ASIDE)
        for at, head in enumerate(heads, start=marks.FIRST):
            cell = put_text(self.sheet, self.row, at, head)
            cell.font, cell.border, cell.alignment, cell.fill = BOLD, BOX, CENTRE, HEAD_FILL

    def _text(self, row: int, text: str) -> Cell:
        return put_text(self.sheet, row, marks.FIRST, text)

    def _key(self, row: int, key: str) -> None:
        put_text(self.sheet, row, marks.KEYS, key)


def _told(field: Field) -> str:
    """Return how a box is filled, in one cell."""
    source = f"来源：{field.source}" if field.source else ""
    return "　".join(
        text for text in (field.help, field.mistakes and f"常见错误：{field.mistakes}", source) if text
    )
