"""What a file says that comes back: nothing where nothing was changed, and exactly what was, in normal form."""

import pytest

from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.rows import add_row
from rubrics.scoring.index import walk
from rubrics.scoring.problems import Problem
from rubrics.scoring.rules import OwnRule
from tests import factories
from tests.evaluations.filing.made import filled, opened
from tests.evaluations.sheets.books import book, saved
from tests.planted import DOCUMENTS

from .offline import Offline, brought, online

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
NOTHING = {"changed": [], "added": [], "removed": [], "troubles": [], "remarks": []}
FILLED = "filled"
AGAIN = "请重新下载工作簿，把内容填进去再带回"


@pytest.fixture
def filing(office):
    """Something of every kind, and a row."""
    online(
        office.filer, office.filing, fig__调整预算数="100", fig__单位性质="行政", fig__金额单位="万元",
        chapter__主要职能="# 职能\n\n贯彻 {{财政拨款支出}}\n\n- 一\n- 二", line__社会效益___得分="3.5",
        row__季度___一季度___累计支出="25.00",
    )  # fmt: skip
    absent = {"fig:三公经费": Typed("全年没有三公", 0, "na")}
    assert save_fields(actor=office.filer, filing=office.filing, values=absent).ok
    for name in "甲乙":
        add_row(actor=office.filer, filing=office.filing, table="项目", cells={"名称": name, "支出": "10"})
    office.filing.refresh_from_db()
    return office.filing


def keys(filing):
    return [row.key for row in filing.table_rows.filter(table="项目")]


def said(filing, offline):
    kept = brought(filing, offline.saved())
    assert kept.pop("revision") == filing.revision
    return kept


def test_workbook_that_nobody_touched_changes_nothing():
    made = filled()
    assert brought(made.filing, Offline(made.filing).saved()) == {"revision": made.filing.revision, **NOTHING}


def test_workbook_of_an_empty_filing_changes_nothing(office):
    assert said(office.filing, Offline(office.filing)) == NOTHING


def test_every_kind_of_box_is_read_back_in_normal_form(filing):
    offline, (first, second) = Offline(filing), keys(filing)
    offline.put("fig:调整预算数", 1234.5)
    offline.put("fig:单位性质", "事业")
    offline.put("fig:三公经费", 0)
    offline.put("fig:财政拨款支出", "1,200.00")
    offline.put("chapter:主要职能", "# 职能\n\n贯彻 {{财政拨款支出}} 元")
    offline.put("line:社会效益/得分", 4)
    offline.put("line:制度/有制度", "是")
    offline.put("row:季度/一季度/累计支出", None)
    offline.put("row:季度/二季度/累计支出", 50)
    offline.put(f"row:项目/{first}/支出", 12.5)
    offline.remove(f"row:项目/{second}")
    offline.add("项目", 名称="丙", 支出=3)
    found = said(filing, offline)
    places = {where: place for where, place, _, _ in found["changed"]}
    assert {where: (given, mine) for where, _, given, mine in found["changed"]} == {
        "fig:调整预算数": (["100", FILLED], ["1234.5", FILLED]),
        "fig:单位性质": (["行政", FILLED], ["事业", FILLED]),
        "fig:三公经费": (["全年没有三公", "na"], ["0", FILLED]),
        "fig:财政拨款支出": (["", FILLED], ["1200", FILLED]),
        "chapter:主要职能": (
            ["# 职能\n贯彻 {{财政拨款支出}}\n- 一\n- 二", FILLED],
            ["# 职能\n贯彻 {{财政拨款支出}} 元", FILLED],
        ),
        "line:社会效益/得分": (["3.5", FILLED], ["4", FILLED]),
        "line:制度/有制度": (["", FILLED], ["是", FILLED]),
        "row:季度/一季度/累计支出": (["25", FILLED], ["", FILLED]),
        "row:季度/二季度/累计支出": (["", FILLED], ["50", FILLED]),
        f"row:项目/{first}/支出": (["10", FILLED], ["12.5", FILLED]),
    }
    assert places["fig:调整预算数"] == f"2预算执行!{offline.cell('fig:调整预算数').coordinate}"
    assert [(table, cells) for table, _, cells in found["added"]] == [
        ("项目", {"名称": ["丙", FILLED], "支出": ["3", FILLED]})
    ]
    assert found["removed"] == [f"row:项目/{second}"]
    assert (found["troubles"], found["remarks"]) == ([], [])


def test_boxes_with_options_have_a_drop_down_of_them_and_the_unit_stands_beside_or_in_the_head(filing):
    offline = Offline(filing)

    def offered(where):
        cell = offline.cell(where)
        rules = cell.parent.data_validations.dataValidation
        return [(rule.type, rule.formula1) for rule in rules if cell.coordinate in rule.sqref]

    def line(where, above=0):
        sheet, number = offline.row_of(where)
        return [cell.value for cell in sheet[number - above]]

    assert {where: offered(where) for where in ("fig:单位性质", "line:制度/能执行", "fig:调整预算数")} == {
        "fig:单位性质": [("list", '"行政,事业"')],
        "line:制度/能执行": [("list", '"是,否"')],
        "fig:调整预算数": [],
    }
    assert line("fig:调整预算数") == ["fig:调整预算数", "调整预算数*", 100, "万元", None]
    assert line("@table:项目", above=1) == ["#", "名称*", "支出（万元）", None, None]
    assert line("@table:季度", above=1) == ["#", "季度", "序时进度（%）*", "累计支出（万元）", None]


def test_absence_is_written_with_its_reason(filing):
    offline = Offline(filing)
    offline.put("fig:三公经费", "无此事项：本年没有发生")
    offline.put("table:项目", "无此事项: 没有项目")
    assert [one[2:] for one in said(filing, offline)["changed"]] == [
        [["全年没有三公", "na"], ["本年没有发生", "na"]],
        [["", FILLED], ["没有项目", "na"]],
    ]


def test_own_indicators_come_change_and_go():
    made = opened((DOCUMENTS / "national-project.yaml").read_text(encoding="utf-8"))
    own = next(one for one in walk(made.document.criteria) if isinstance(one.rule, OwnRule))
    group, sign = own.rule.groups[0].name, own.rule.signs[0]
    for name in ("老指标", "旧指标"):
        cells = {"类": group, "名称": name, "符号": sign, "年初目标": "5"}
        add_row(actor=made.filer, filing=made.filing, table=own.id, cells=cells)
    made.filing.refresh_from_db()
    first, second = (row.key for row in made.filing.table_rows.all())
    offline = Offline(made.filing)
    offline.put(f"row:{own.id}/{first}/完成值", 6)
    offline.remove(f"row:{own.id}/{second}")
    offline.add(own.id, 类=group, 名称="新指标", 符号=sign, 年初目标=8)
    found = said(made.filing, offline)
    assert [(where, mine) for where, _, _, mine in found["changed"]] == [
        (f"row:{own.id}/{first}/完成值", ["6", FILLED])
    ]
    assert [cells for _, _, cells in found["added"]] == [
        {"类": [group, FILLED], "名称": ["新指标", FILLED], "符号": [sign, FILLED], "年初目标": ["8", FILLED]}
    ]
    assert (found["removed"], found["troubles"]) == ([f"row:{own.id}/{second}"], [])


def test_cells_that_cannot_be_taken_are_named_with_sheet_and_cell(filing):
    offline = Offline(filing)
    offline.put("fig:调整预算数", "一百万")
    offline.put("fig:单位性质", "企业")
    offline.put("fig:财政拨款支出", "=1+1")
    offline.add("项目", 名称="丁", 支出="约 3 万")
    found = said(filing, offline)
    assert [(sheet, cell == offline.cell(where).coordinate) for (sheet, cell, _, _), where in zip(
        found["troubles"][:3], ("fig:单位性质", "fig:调整预算数", "fig:财政拨款支出"), strict=True
    )] == [("1基本信息", True), ("2预算执行", True), ("2预算执行", True)]  # fmt: skip
    assert [what for _, _, what, _ in found["troubles"]][2] == "是公式，但文件里没有算出的结果"
    assert len(found["troubles"]) == 4
    assert all(what and todo for _, _, what, todo in found["troubles"])


def test_given_and_fixed_cells_are_not_read(filing):
    offline = Offline(filing)
    sheet, number = offline.row_of("row:季度/一季度")
    sheet.cell(row=number, column=2).value = "改了名字"
    cells = {str(cell.value): cell for cell in sheet[number]}
    cells["25.00%"].value = "99%"
    assert said(filing, offline) == NOTHING


def test_rows_moved_and_put_in_keep_their_meaning(filing):
    offline, (first, _) = Offline(filing), keys(filing)
    sheet, number = offline.row_of(f"row:项目/{first}")
    line = [cell.value for cell in sheet[number]]
    sheet.delete_rows(number)
    sheet.insert_rows(number + 1)
    for at, value in enumerate(line, start=1):
        sheet.cell(row=number + 1, column=at).value = value
    sheet.insert_rows(number)
    sheet.cell(row=number, column=2).value = "插入的一行"
    found = said(filing, offline)
    assert [cells for _, _, cells in found["added"]] == [{"名称": ["插入的一行", FILLED]}]
    assert (found["changed"], found["removed"], found["remarks"]) == ([], [], [])


def test_copied_row_comes_as_a_new_one_after_agreeing(filing):
    offline, (first, _) = Offline(filing), keys(filing)
    sheet, number = offline.row_of(f"row:项目/{first}")
    line = [cell.value for cell in sheet[number]]
    sheet.insert_rows(number + 1)
    for at, value in enumerate(line, start=1):
        sheet.cell(row=number + 1, column=at).value = value
    found = said(filing, offline)
    assert [cells for _, _, cells in found["added"]] == [{"名称": ["甲", FILLED], "支出": ["10", FILLED]}]
    assert found["remarks"] == [
        [
            "left_out",
            f"3项目支出 第 {number + 1} 行",
            "是整行复制出来的，按增加的一行导入",
            "不要的，请在文件里删除",
        ]
    ]


def test_unit_changed_in_the_file_has_to_be_agreed_to(filing):
    offline = Offline(filing)
    offline.put("fig:金额单位", "元")
    found = said(filing, offline)
    assert [one[0] for one in found["changed"]] == ["fig:金额单位"]
    assert [one[2] for one in found["remarks"]] == [
        "“项目支出表”的金额单位由万元改为元，表里的数字按元导入，不换算"
    ]


def test_odd_things_are_named_and_never_skipped(filing):
    offline, (first, _) = Offline(filing), keys(filing)
    sheet, number = offline.row_of(f"row:项目/{first}")
    sheet.row_dimensions[number].hidden = True
    sheet.cell(row=number, column=40).value = "旁注"
    sheet.cell(row=2, column=9).value = "不读的说明行"
    offline.book.create_sheet("我的草稿")["A1"] = "草稿"
    other, at = offline.row_of("fig:调整预算数")
    other.merge_cells(start_row=at, end_row=at, start_column=3, end_column=4)
    quarter, line = offline.row_of("row:季度/二季度")
    quarter.insert_rows(line + 1)
    quarter.cell(row=line + 1, column=4).value = 7
    quarter.delete_rows(line)
    offline.remove("fig:单位性质")
    sheet.column_dimensions["C"].hidden = True
    offline.row_of("chapter:主要职能")[0].sheet_state = "hidden"
    found = said(filing, offline)
    remarks = {(weight, place, what) for weight, place, what, _ in found["remarks"]}
    assert remarks == {
        ("left_out", "3项目支出", f"第 {number} 行是隐藏的（或被筛选掉了），也会导入"),
        ("left_out", f"3项目支出 第 {number} 行", f"AN{number} 在表的外面，不导入"),
        ("left_out", "我的草稿", "工作表“我的草稿”不是系统的，不导入"),
        ("left_out", f"2预算执行 第 {line} 行", "“季度”的行是固定的，增加的这一行不导入"),
        ("note", "", "文件里找不到 2 栏，按没有改动处理：主要职能、单位性质"),
        ("left_out", "3项目支出", "C 列是隐藏的，也会导入"),
        ("left_out", "1基本信息", "工作表“1基本信息”是隐藏的，不导入"),
    }
    what, todo = f"C{at}:D{at} 是合并单元格，分不清各格的内容", "请取消合并，每一格都填写"
    assert found["troubles"] == [["2预算执行", f"C{at}", what, todo]]


@pytest.mark.parametrize(
    ("spoil", "what", "todo"),
    [
        (lambda offline: [sheet.delete_cols(1) for sheet in offline.book.worksheets],
         "这不是从系统下载的工作簿，或者隐藏的第一列被删改了", AGAIN),
        (lambda offline: [sheet.cell(1, 1, "伪造:1:x") for sheet in offline.book.worksheets],
         "这不是从系统下载的工作簿，或者隐藏的第一列被删改了", AGAIN),
    ],
)  # fmt: skip
def test_file_without_its_stamp_is_refused_with_the_way_out(filing, spoil, what, todo):
    offline = Offline(filing)
    spoil(offline)
    assert brought(filing, offline.saved()) == Problem("file", what, todo)


def test_any_other_spreadsheet_is_refused(filing):
    found = brought(filing, saved(book([("甲", 1)], heads=("名称", "支出"))))
    assert found.what == "这不是从系统下载的工作簿，或者隐藏的第一列被删改了"


def test_workbook_of_another_filing_is_refused(filing):
    elsewhere = factories.filing(filing.cycle, factories.department("示例别处局"))
    found = brought(elsewhere, Offline(filing).saved())
    assert (found.what, found.todo) == ("这是另一份自评的工作簿", "请选这份自评的工作簿；没有的，请重新下载")


def test_sheets_of_two_downloads_are_refused(filing, office):
    first = Offline(filing)
    online(office.filer, filing, fig__调整预算数="7")
    stamp = Offline(filing).book.worksheets[1].cell(1, 1).value
    first.book.worksheets[1].cell(1, 1).value = stamp
    assert brought(filing, first.saved()).what == "文件里的工作表来自几次下载"


def test_key_that_somebody_wrote_over_is_named(filing):
    offline = Offline(filing)
    sheet, number = offline.row_of("fig:调整预算数")
    sheet.cell(number, 1).value = "100"
    troubles = said(filing, offline)["troubles"]
    assert troubles == [["2预算执行", f"B{number}", "这一行的编号（隐藏的第一列）被改动了", AGAIN]]
