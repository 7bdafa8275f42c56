"""Cells as people see them: formats, digits, formulas, errors, what is hidden, merged or claimed."""

import pytest

from evaluations.resources.book import Area
from evaluations.resources.book.numbers import Format, Style, read_number
from evaluations.resources.book.reading import read_book
from evaluations.resources.book.styles import style_of

from .books import Parts, cells, number, saved, text

LONG = ("数字超过 15 位，表格软件存不准", "请把单元格格式设为“文本”后重新填写")
NO = ("不是一个能用的数", "请重新填写")
NO_DAY = ("不是一个能用的日期", "请写成 2020-12-31 这样的日期")


@pytest.mark.parametrize(
    ("stored", "style", "shown"),
    [
        ("2570000", Format.PLAIN, "2570000"),
        ("1E+3", Format.PLAIN, "1000"),
        ("-0", Format.PLAIN, "0"),
        ("0.30000000000000004", Format.PLAIN, "0.3"),
        ("2566250.0000000005", Format.PLAIN, "2566250"),
        ("123456789012345", Format.PLAIN, "123456789012345"),
        ("0.9985", Format.PERCENT, "99.85%"),
        ("0.97350000000000003", Format.PERCENT, "97.35%"),
        ("43873", Format.DATE, "2020-02-12"),
        ("43873.75", Format.DATE, "2020-02-12"),
        ("1", Format.DATE, "1900-01-01"),
        ("59", Format.DATE, "1900-02-28"),
        ("61", Format.DATE, "1900-03-01"),
    ],
)
def test_number_is_read_as_it_is_shown(stored, style, shown):
    assert read_number(stored, Style(style), from_1904=False) == (shown, None)


def test_number_filled_up_with_zeros_keeps_them():
    assert read_number("123", Style(Format.ZEROS, 6), from_1904=False) == ("000123", None)


def test_day_of_a_workbook_from_1904_is_four_years_later():
    assert read_number("42411", Style(Format.DATE), from_1904=True) == ("2020-02-12", None)


@pytest.mark.parametrize(
    ("stored", "style", "trouble"),
    [
        ("1234567890123457.2", Format.PLAIN, LONG),
        ("12345678901234567", Format.PLAIN, LONG),
        ("0.12345678901234568", Format.PLAIN, LONG),
        ("NaN", Format.PLAIN, NO),
        ("inf", Format.PLAIN, NO),
        ("1e400", Format.PLAIN, NO),
        ("1e-99", Format.PLAIN, NO),
        ("0x10", Format.PLAIN, NO),
        ("1_000", Format.PLAIN, NO),
        ("٣", Format.PLAIN, NO),
        ("0", Format.DATE, NO_DAY),
        ("-5", Format.DATE, NO_DAY),
        ("9999999", Format.DATE, NO_DAY),
    ],
)
def test_number_that_a_spreadsheet_cannot_hold_is_refused(stored, style, trouble):
    assert read_number(stored, Style(style), from_1904=False) == ("", trouble)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("yyyy-mm-dd", Format.DATE),
        ('yyyy"年"m"月"d"日"', Format.DATE),
        ("[$-804]yyyy/m/d;@", Format.DATE),
        ("0.00%", Format.PERCENT),
        ("#,##0.00", Format.PLAIN),
        ('0.00"元"', Format.PLAIN),
        ('#,##0.00"年度"', Format.PLAIN),
        ("000000", Format.ZEROS),
        ("General", Format.PLAIN),
        ("[Red]0.00", Format.PLAIN),
        ("0.00E+00", Format.PLAIN),
    ],
)
def test_format_of_a_cell_is_told(code, kind):
    assert style_of(200, {200: code}).kind is kind


@pytest.mark.parametrize(("built_in", "kind"), [(9, Format.PERCENT), (14, Format.DATE), (2, Format.PLAIN)])
def test_built_in_format_is_told(built_in, kind):
    assert style_of(built_in, {}).kind is kind


def grid(markup: str, **parts):
    (found,) = read_book(Parts(markup, **parts).saved()).sheets()
    return found


def seen(markup: str, **parts):
    """Cell -> text, what is wrong."""
    found = grid(markup, **parts)
    return {cell.name: (cell.text, cell.trouble) for row in found.rows for cell in found.row(row).values()}


def test_formula_without_a_value_is_named_and_never_empty():
    markup = cells(
        [('<c r="B2"><f>A1*2</f></c>', '<c r="C2"><f>A1</f><v></v></c>', '<c r="D2"><f>1+1</f><v>2</v></c>')]
    )
    no_value = "是公式，但文件里没有算出的结果"
    assert seen(markup) == {"B2": ("", no_value), "C2": ("", no_value), "D2": ("2", "")}


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?"])
def test_error_value_is_named(error):
    markup = cells([(f'<c r="A1" t="e"><f>x</f><v>{error}</v></c>',)])
    assert seen(markup) == {"A1": (error, f"是错误值 {error}")}


def test_texts_of_every_kind_are_read():
    strings = (
        "<si><t>整段</t></si><si><r><t>一</t></r><r><t>二</t></r><rPh sb='0' eb='1'><t>YI</t></rPh></si>"
    )
    markup = cells(
        [
            (
                '<c r="A1" t="s"><v>0</v></c>',
                '<c r="B1" t="s"><v>1</v></c>',
                text("C1", "=1+1"),
                '<c r="D1" t="str"><f>A1</f><v>公式的文字</v></c>',
                '<c r="E1" t="b"><v>1</v></c>',
                '<c r="F1" t="d"><v>2020-02-12T00:00:00</v></c>',
                '<c r="G1" t="s"><v>9</v></c>',
                text("H1", "一行_x000D_又一行"),
            )
        ]
    )
    assert seen(markup, strings=strings) == {
        "A1": ("整段", ""),
        "B1": ("一二", ""),
        "C1": ("=1+1", ""),
        "D1": ("公式的文字", ""),
        "E1": ("是", ""),
        "F1": ("2020-02-12", ""),
        "G1": ("9", "指向的文字在文件里找不到"),
        "H1": ("一行\r又一行", ""),
    }


def test_cells_without_an_address_stand_behind_one_another():
    markup = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    assert seen(markup) == {"A1": ("1", ""), "B1": ("2", ""), "A2": ("3", "")}


def test_range_that_the_file_claims_does_not_limit_what_is_read():
    rows = [(number(f"A{n}", str(n)),) for n in range(1, 11)]
    found = grid(f'<dimension ref="A1:B4"/>{cells(rows)}')
    assert (len(found.rows), found.outgrown, found.claimed) == (10, True, Area(1, 1, 4, 2))


def test_hidden_rows_and_columns_and_merged_areas_are_known():
    markup = (
        '<cols><col min="2" max="3" hidden="1"/></cols>'
        '<sheetData><row r="5" hidden="1"><c r="A5"><v>1</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A5:A6"/></mergeCells>'
    )
    found = grid(markup)
    assert (found.hidden_rows, found.hidden_columns, found.merged) == ({5}, {2, 3}, [Area(5, 1, 6, 1)])


def test_sheets_are_read_in_the_order_of_the_book_but_the_wanted_one_first():
    from openpyxl import Workbook

    made = Workbook()
    made.active.title = "说明"
    made.active["A1"] = "x"
    made.create_sheet("明细")["A1"] = "y"
    made.create_sheet("藏").sheet_state = "hidden"
    book = read_book(saved(made))
    assert [sheet.name for sheet in book.sheets("明细")] == ["明细", "说明"]
    assert book.hidden == ("藏",)
