"""Rows of a file sorted out: heads found, totals told from rows, everything that is not taken named."""

import pytest
from openpyxl import Workbook

from rubrics.scoring.problems import Problem

from .books import HEADS, ROWS, book, plain, saved
from .layouts import problems, read, remarks, rows, understood

COUNTED = "工作表“项目支出表”有内容的 3 行：明细 2 行，表头及以上 1 行，合计 0 行，其他 0 行"
FIRST = {"名称": "甲项目", "预算": "100", "支出": "90", "按期完成": "是"}
SECOND = {"名称": "乙项目", "预算": "200", "支出": "200", "按期完成": "否"}


def test_rows_are_taken_and_counted():
    found = understood(plain())
    assert (rows(found), problems(found), found.problems) == ([FIRST, SECOND], [], 0)
    assert [row.number for row in found.rows] == [2, 3]
    assert ("", COUNTED) in remarks(found, "note")


@pytest.mark.parametrize(
    "heads",
    [
        ("名称", "预算", "支出", "按期完成"),
        ("\ufeff名称", " 预 算 ", "支出\n（元）", "按期完成*"),
        ("名称：", "预算（元）*", "支出(元)", "按期完成"),
        ("按期完成", "支出", "预算", "名称"),
    ],
)
def test_heads_are_found_however_they_are_written_and_ordered(heads):
    order = [next(i for i, head in enumerate(HEADS) if head[:2] in "".join(one.split())) for one in heads]
    found = understood(plain([[row[at] for at in order] for row in ROWS], heads))
    assert (rows(found), remarks(found, "wrong")) == ([FIRST, SECOND], [])


def test_heads_below_titles_and_rows_without_content_are_found():
    made = Workbook()
    made.active.title = "随便"
    for row in ([], ["项目支出情况"], ["单位：元"], [], list(HEADS), list(ROWS[0]), [], list(ROWS[1])):
        made.active.append(row)
    found = understood(saved(made))
    assert ([row.number for row in found.rows], rows(found)) == ([6, 8], [FIRST, SECOND])


def test_sheet_with_the_title_of_the_table_goes_before_others():
    made = book([["旧项目", 1, 1, "是"]], title="旧表")
    made.create_sheet("项目支出表")
    for row in (HEADS, *ROWS):
        made["项目支出表"].append(list(row))
    found = understood(saved(made))
    assert rows(found) == [FIRST, SECOND]
    assert ("旧表", "只导入工作表“项目支出表”，“旧表”不导入") in remarks(found, "left_out")


def test_head_twice_is_wrong_and_names_both():
    found = understood(plain([["甲", 1, 2, 3]], ("名称", "预算", "支出", "支出（元）")))
    assert ("C1、D1", "有 2 列的表头都是“支出”") in remarks(found, "wrong")


def test_head_that_is_not_there_is_wrong_where_it_must_be_filled():
    found = understood(plain([["甲", 1]], ("名称", "预算")))
    wrong = remarks(found, "wrong")
    assert wrong == [("第 1 行", "表头里没有“支出”"), ("第 1 行", "表头里没有“按期完成”")]


def test_head_that_is_unknown_is_named_and_numbering_is_not():
    found = understood(plain([[1, "甲", 1, 1, "是", "x"]], ("序号", *HEADS, "备注")))
    assert remarks(found, "left_out") == [("F1", "“备注”不是这张表的栏目，这一列不导入")]


def test_cell_beside_the_table_is_named():
    made = book(ROWS)
    made.active["G3"] = "草稿"
    found = understood(saved(made))
    assert remarks(found, "left_out") == [("第 3 行", "G3 在没有表头的列里，不导入")]


def test_row_with_nothing_of_the_table_is_named():
    made = book(ROWS)
    made.active["G9"] = "制表：示例"
    found = understood(saved(made))
    assert remarks(found, "left_out") == [("第 9 行", "只有 G9 有内容，这一行不导入")]


def test_merged_cells_are_wrong_where_rows_are_and_fine_above():
    made = book([["甲", 1, 1, "是"], [None, 2, 2, "是"]])
    made.active.insert_rows(1)
    made.active["A1"] = "标题"
    made.active.merge_cells("A1:D1")
    made.active.merge_cells("A3:A4")
    found = understood(saved(made))
    assert remarks(found, "wrong") == [("A3:A4", "是合并单元格，分不清各行的内容")]


def test_merged_heads_are_wrong():
    made = book(ROWS)
    made.active.merge_cells("B1:C1")
    assert ("B1:C1", "表头有合并单元格") in remarks(understood(saved(made)), "wrong")


def test_hidden_rows_columns_and_sheets_are_named_and_hidden_rows_are_taken():
    made = book(ROWS)
    made.active.row_dimensions[3].hidden = True
    made.active.column_dimensions["C"].hidden = True
    made.create_sheet("底稿").sheet_state = "veryHidden"
    found = understood(saved(made))
    assert rows(found) == [FIRST, SECOND]
    assert remarks(found, "left_out") == [
        ("底稿", "工作表“底稿”是隐藏的，不导入"),
        ("第 3 行", "是隐藏的行（或被筛选掉了），也会导入"),
        ("C 列", "是隐藏的列，也会导入"),
    ]


def test_same_row_twice_is_named():
    found = understood(plain([ROWS[0], ROWS[1], ROWS[0]]))
    assert remarks(found, "left_out") == [("第 4 行", "与第 2 行完全相同，两行都会导入")]


def test_range_that_the_file_claims_wrongly_is_named():
    from .books import Parts, cells, heads, text

    markup = '<dimension ref="A1:B1"/>' + cells([heads(), (text("A2", "甲"),)])
    found = understood(Parts(markup).saved())
    assert rows(found) == [{"名称": "甲"}]
    assert ("项目支出表", "文件声明的范围小于实际内容，已按实际内容全部读取") in remarks(found, "note")


def test_unit_written_otherwise_than_chosen_is_named_and_numbers_stay():
    found = understood(plain(), unit="万元")
    assert rows(found) == [FIRST, SECOND]
    said = "文件里写的单位是元，您选的是万元，按万元导入，数字不换算"
    assert remarks(found, "left_out") == [("B1", said), ("C1", said)]


def test_unit_written_above_the_table_is_looked_at_too():
    made = book(ROWS, heads=("名称", "预算", "支出", "按期完成"))
    made.active.insert_rows(1)
    made.active["D1"] = "金额单位：万元"
    found = understood(saved(made))
    assert remarks(found, "left_out") == [("D1", "文件里写的单位是万元，您选的是元，按元导入，数字不换算")]


def test_file_without_rows_is_wrong():
    assert remarks(understood(plain([])), "wrong") == [("项目支出表", "表头下面没有可以导入的行")]


def test_file_with_too_many_rows_is_wrong():
    found = understood(plain([[f"项目{n}", n, n, "是"] for n in range(501)]))
    assert remarks(found, "wrong") == [("项目支出表", "有 501 行，最多 500 行")]


@pytest.mark.parametrize(
    ("column", "typed", "said"),
    [
        (
            1,
            "12.5万元",
            "“预算”填的“12.5万元”的单位是万元，这里的单位是元。系统不自动换算；换算后是 125000，",
        ),
        (1, -5, "“预算”填的“-5”是负数。这里不能填负数，请填 0 或正数。"),
        (1, 12.345, "“预算”填的“12.345”"),
        (1, "￥100", "“预算”填的“￥100”"),
        (1, "一百", "“预算”填的“一百”"),
        (1, 1234567890123456.7, "数字超过 15 位，表格软件存不准。请把单元格格式设为“文本”后重新填写。"),
        (3, "有", "“按期完成”填的“有”不是“是”或“否”。请填 是 或 否。"),
        (4, "太短", "“说明”填的“太短”"),
    ],
)
def test_bad_cell_is_told_with_what_to_do(column, typed, said):
    row = ["甲", 1, 1, "是", "写得够长了"]
    row[column] = typed
    found = understood(plain([row], (*HEADS, "说明")))
    ((number, _, problem),) = problems(found)
    assert (number, problem.startswith(said), found.problems) == (2, True, 1)


def test_number_of_many_digits_as_text_is_exact():
    found = understood(plain([["甲", "1234567890123456.78", "1，234.50", "是"]]))
    assert rows(found) == [{"名称": "甲", "预算": "1234567890123456.78", "支出": "1234.5", "按期完成": "是"}]


def test_problem_of_the_whole_file_is_no_understanding():
    assert isinstance(read(b""), Problem)
