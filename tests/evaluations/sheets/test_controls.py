"""What a file says of totals and rates is kept to be compared, and never taken for a row."""

import pytest

from .books import HEADS, Parts, book, cells, number, plain, saved, text
from .layouts import problems, remarks, rows, understood

WITH_RATE = (*HEADS, "执行率")


def totals(label: str, *values: object):
    return understood(plain([["甲", 100, 90, "是"], ["乙", 200, 200, "否"], [label, *values]]))


@pytest.mark.parametrize("label", ["合计", " 合 计 ", "合计："])
def test_row_of_totals_is_kept_aside(label):
    found = totals(label, 300, 290)
    assert len(found.rows) == 2
    assert found.fields == {"row:文件合计/合计/预算合计": "300", "row:文件合计/合计/支出合计": "290"}
    assert [(one.title, one.counted, one.brought, one.same) for one in found.sums] == [
        ("预算（元）", "300.00", "300.00", True),
        ("支出（元）", "290.00", "290.00", True),
    ]


def test_row_of_totals_that_is_wrong_is_shown_beside_the_sum():
    assert [(one.brought, one.same) for one in totals("合计", 301, 290).sums] == [
        ("301.00", False),
        ("290.00", True),
    ]


def test_label_of_totals_may_stand_before_the_names():
    rows_ = [[1, "甲", 100, 90, "是"], ["合计", None, 100, 90]]
    found = understood(plain(rows_, ("序号", *HEADS)))
    assert (len(found.rows), found.fields["row:文件合计/合计/预算合计"]) == (1, "100")


def test_label_of_totals_may_be_merged():
    made = book([["甲", 100, 90, "是"], ["合计", 100, 90, None]])
    made.active.merge_cells("C3:D3")
    assert remarks(understood(saved(made)), "wrong") == []


@pytest.mark.parametrize("label", ["总计", "小计"])
def test_other_sum_is_named_and_not_imported(label):
    found = totals(label, 1, 1)
    assert remarks(found, "left_out") == [("第 4 行", f"“{label}”行不导入，合计由系统计算")]
    assert len(found.rows) == 2


def test_second_row_of_totals_is_wrong():
    found = understood(plain([["甲", 1, 1, "是"], ["合计", 1, 1], ["合计", 2, 2]]))
    assert remarks(found, "wrong") == [("第 4 行", "又有一行“合计”")]


def test_rate_of_a_row_is_kept_in_the_column_that_controls_it():
    made = book([["甲", 300, 285, "是", 0.95], ["合计", 300, 285, None, 0.9500000000001]], heads=WITH_RATE)
    for row in (2, 3):
        made.active.cell(row, 5).number_format = "0.00%"
    found = understood(saved(made))
    assert found.rows[0].controls == {"文件执行率": "95"}
    assert found.fields["row:文件合计/合计/合计率"] == "95"
    assert rows(found) == [{"名称": "甲", "预算": "300", "支出": "285", "按期完成": "是"}]


def test_rate_with_more_digits_than_are_shown_is_rounded_for_comparing():
    style = "<cellXfs><xf numFmtId='0'/><xf numFmtId='10'/></cellXfs>"
    heads = tuple(text(f"{letter}1", head) for letter, head in zip("ABCDE", WITH_RATE, strict=True))
    row = (
        text("A2", "甲"),
        number("B2", "300"),
        number("C2", "289"),
        text("D2", "是"),
        number("E2", "0.963333333333333", 1),
    )
    found = understood(Parts(cells([heads, row]), styles=style).saved())
    assert found.rows[0].controls == {"文件执行率": "96.33"}


def test_formula_without_a_value_in_the_totals_only_cannot_be_compared():
    made = book([["甲", 100, 90, "是"], ["合计", "=SUM(B2:B2)", 90, None]])
    found = understood(saved(made))
    assert found.fields == {"row:文件合计/合计/支出合计": "90"}
    assert remarks(found, "left_out") == [("B3", "是公式，但文件里没有算出的结果，不用来核对")]
    assert problems(found) == []


def test_formula_without_a_value_in_a_row_is_wrong():
    made = book([["甲", "=50*2", 90, "是"]])
    what = "是公式，但文件里没有算出的结果。请在 Excel 或 WPS 里打开并保存一次，或把公式改成数值。"
    assert problems(understood(saved(made))) == [(2, "预算", what)]


def test_control_that_is_no_number_is_named():
    found = totals("合计", "见附件", 290)
    assert found.fields == {"row:文件合计/合计/支出合计": "290"}
    assert remarks(found, "left_out") == [("B4", "“见附件”不能读作“预算合计”，不用来核对")]


def test_total_of_a_column_without_control_is_named():
    found = understood(plain([["甲", 1, 1, "是"], ["合计", 1, 1, "2 个"]]))
    assert remarks(found, "left_out") == [("D3", "合计行的“2 个”没有可核对的栏目，不导入")]
