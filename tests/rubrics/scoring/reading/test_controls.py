"""What a file brings along is declared by the document: control_of of a column and of a table."""

import pytest

from rubrics.scoring.index import Index

from .small import TEXT, plant, read_document, tree_of

ROWS = "      按期完成: yes_no\n"
COLUMN = f"{ROWS}      文件执行率: {{type: percent, required: 否, control_of: 执行率}}\n"
TABLES = "  项目总结:\n    rows_from: 项目.名称\n"
LIST, GRID = "      - {list: 项目}\n", "      - {grid: 文件合计}\n"
TOTALS = """  文件合计:
    control_of: 项目
    unit_from: 金额单位
    rows: {合计: {}}
    columns: {预算合计: {type: amount, required: 否, control_of: 预算}, 率: {type: percent, control_of: 执行率}}
"""


def read(text: str):
    return read_document(tree_of(text))


def test_controls_name_columns_of_their_own_and_of_the_other_table():
    staged = TEXT.replace(LIST, LIST + GRID)
    document = read(staged.replace(ROWS, COLUMN).replace(TABLES, TOTALS + TABLES)).document
    assert document is not None
    tables = Index(document).tables
    assert [(column.id, column.control_of) for column in tables["项目"].columns if column.control_of] == [
        ("文件执行率", "执行率")
    ]
    assert tables["文件合计"].control_of == "项目"
    assert [column.control_of for column in tables["文件合计"].columns] == ["预算", "执行率"]


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        (
            ROWS,
            COLUMN.replace("control_of: 执行率", "control_of: 没有"),
            "tables.项目.columns.文件执行率",
            "“项目支出表”没有叫“没有”的列",
        ),
        (
            TABLES,
            TOTALS.replace("control_of: 项目\n", "control_of: 季度\n") + TABLES,
            "tables.文件合计.control_of",
            "“季度”不能这样核对",
        ),
        (
            "    label: 项目支出表\n",
            "    label: 项目支出表\n    control_of: 项目\n",
            "tables.项目.control_of",
            "“项目”不能这样核对",
        ),
    ],
)
def test_control_of_what_is_not_there_is_refused_at_its_place(old, new, where, what):
    planted = plant(old, new)
    assert (where, what) in [(problem.where, problem.what) for problem in planted.result.problems]


def test_control_of_an_input_is_refused():
    planted = plant("年初预算数: amount", "年初预算数: {type: amount, control_of: 调整预算数}")
    assert planted.first == ("inputs.预算.年初预算数.control_of", planted.line, "control_of 只用于表的列")
