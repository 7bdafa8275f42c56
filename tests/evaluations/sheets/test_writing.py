"""Templates and exports: heads with units, drop-downs, live sums with their values, texts that stay texts."""

import io
import re
import zipfile

import pytest
from openpyxl import load_workbook

from evaluations.resources.book.reading import read_book
from evaluations.resources.writing import Columns, export_book, plain_book, template_book
from evaluations.resources.writing.export import ExportRow
from evaluations.resources.writing.texts import xml_text
from rubrics.scoring.types import Field, FieldType

from .books import filled
from .layouts import layout, problems, remarks, rows, understood

DANGEROUS = [
    "=cmd|' /C calc'!A0",
    "+1+2",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "==1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    '=HYPERLINK("http://example.invalid","x")',
    "_x0041_",
    "'=1",
]
ROW = ExportRow({"名称": "甲", "预算": "100", "支出": "90.5", "按期完成": "是"}, {"执行率": "90.50%"})


def opened(data: bytes):
    return load_workbook(io.BytesIO(data))


def first_sheet(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_template_has_title_unit_heads_and_no_control_columns():
    sheet = opened(template_book(layout(), "示例局　2020 年度")).worksheets[0]
    assert sheet.title == "项目支出表"
    assert [sheet["A1"].value, sheet["A2"].value] == ["项目支出表", "金额单位：元　示例局　2020 年度"]
    assert [cell.value for cell in sheet[3]] == ["名称*", "预算（元）*", "支出（元）*", "按期完成*", "说明"]
    assert sheet.freeze_panes == "B4"


def test_template_has_drop_downs_for_choices_and_yes_no():
    sheet = opened(template_book(layout(), "")).worksheets[0]
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1, str(rule.sqref)) == ("list", '"是,否"', "D4:D503")


def test_long_list_of_choices_stands_on_a_sheet_of_its_own():
    from dataclasses import replace

    options = tuple(f"很长的选项，第 {n} 项" for n in range(40))
    column = Field("类别", FieldType.CHOICE, options=options)
    made = opened(template_book(replace(layout(), columns=(*layout().columns, column)), ""))
    rule = made.worksheets[0].data_validations.dataValidation[1]
    assert rule.formula1 == "'选项'!$A$2:$A$41"
    assert [cell.value for cell in made["选项"]["A"]] == ["类别", *options]
    assert made["选项"].sheet_state == "visible"


def test_template_says_how_every_column_is_filled():
    sheet = opened(template_book(layout(), "")).worksheets[1]
    text = [[cell.value for cell in row if cell.value] for row in sheet.iter_rows()]
    assert sheet.title == "填写说明"
    assert ["名称", "必填", "文字"] in text
    assert ["预算", "必填", "金额（元）"] in text
    assert ["按期完成", "必填", "是、否"] in text or ["按期完成", "必填", "是 或 否"] in text


def test_filled_template_is_read_without_a_remark():
    found = understood(filled(template_book(layout(), "x"), [["甲", 100, 90, "是", None]]))
    assert rows(found) == [{"名称": "甲", "预算": "100", "支出": "90", "按期完成": "是"}]
    assert (problems(found), remarks(found, "wrong"), remarks(found, "left_out")) == ([], [], [])


def test_export_has_live_sums_beside_the_stored_ones_with_their_values():
    data = export_book(layout(), "x", [ROW, ROW], {"预算": "200.00", "支出": "181.00", "执行率": "90.50%"})
    sheet = opened(data).worksheets[0]
    assert [sheet.cell(6, at).value for at in (1, 2, 3, 6)] == ["合计", 200, 181, "90.50%"]
    assert [sheet.cell(7, at).value for at in (1, 2, 3)] == [
        "合计（按本表重算）",
        "=SUM(B4:B5)",
        "=SUM(C4:C5)",
    ]
    computed = load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    assert [computed.cell(7, at).value for at in (2, 3)] == [200, 181]
    assert sheet.auto_filter.ref == "A3:F5"


def test_export_is_read_back_as_the_same_rows():
    data = export_book(layout(), "x", [ROW], {"预算": "100.00", "支出": "90.50", "执行率": "90.50%"})
    found = understood(data)
    assert rows(found) == [ROW.texts]
    assert found.rows[0].controls == {"文件执行率": "90.5"}
    assert found.fields == {
        "row:文件合计/合计/预算合计": "100",
        "row:文件合计/合计/支出合计": "90.5",
        "row:文件合计/合计/合计率": "90.5",
    }
    assert (found.problems, remarks(found, "left_out")) == (0, [])


def test_number_too_long_for_a_spreadsheet_is_written_as_a_text_and_comes_back():
    row = ExportRow({**ROW.texts, "预算": "1234567890123456.78"}, {})
    data = export_book(layout(), "x", [row], {})
    assert opened(data).worksheets[0]["B4"].data_type == "s"
    assert rows(understood(data))[0]["预算"] == "1234567890123456.78"


@pytest.mark.parametrize("words", DANGEROUS)
def test_text_that_looks_like_a_formula_is_neutral_in_every_export_and_comes_back(words):
    exported = export_book(layout(), "x", [ExportRow({**ROW.texts, "说明": words, "名称": words}, {})], {})
    listed = plain_book("清单", words, Columns(("甲", "乙"), (10, 10)), [[words, words]])
    for data, cell in ((exported, "E4"), (exported, "A4"), (listed, "B4"), (listed, "A2")):
        sheet = opened(data).worksheets[0]
        markup = re.search(rf'<c r="{cell}"[^>]*>.*?</c>', first_sheet(data), re.DOTALL)
        assert markup is not None
        assert (sheet[cell].data_type, sheet[cell].quotePrefix, "<f>" in markup[0]) == ("s", True, False)
        (grid, *_) = read_book(data).sheets()
        column, row = ord(cell[0]) - 64, int(cell[1])
        assert grid.row(row)[column].text == words


def test_the_control_written_without_care_is_a_formula():
    """What the tests above would see if the text were simply put into the cell."""
    from openpyxl import Workbook

    made = Workbook()
    made.active["A1"] = DANGEROUS[0]
    stream = io.BytesIO()
    made.save(stream)
    assert opened(stream.getvalue()).worksheets[0]["A1"].data_type == "f"


def test_signs_that_xml_cannot_hold_are_written_and_read_back():
    words = "甲\x0b乙\x00丙\ufffe丁_x000D_"
    data = plain_book("清单", "", Columns(("甲",), (10,)), [[words]])
    (grid, *_) = read_book(data).sheets()
    assert (grid.row(4)[1].text, xml_text("\x0b")) == (words, "_x000B_")


def test_title_of_a_table_that_is_no_name_of_a_sheet_is_cut():
    from dataclasses import replace

    odd = replace(layout(), title="一张[很/长]的:表*?" + "长" * 40)
    sheet = opened(template_book(odd, "")).worksheets[0]
    assert (len(sheet.title), sheet.title[:6]) == (31, "一张很长的表")
