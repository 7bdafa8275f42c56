"""Texts that no cell holds, and words on what the checks found: neither is cut off, both come back as they should."""

import pytest

from evaluations.resources.workbook.writing import LONGEST, TOO_LONG
from evaluations.services.rows import add_row
from tests.evaluations.filing.made import filled

from .offline import Offline, brought, compared, online

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_text_that_no_cell_holds_is_never_cut_off_and_never_copied(office):
    long = "\\" * (LONGEST + 2)  # every second one is a sign
    filing = office.filing
    online(office.filer, filing, chapter__主要职能=long)
    add_row(actor=office.filer, filing=filing, table="项目", cells={"支出": "10"})
    row = filing.table_rows.get(table="项目")
    row.cells["名称"] = {"text": long, "status": "filled", "source": ""}
    row.save()
    filing.refresh_from_db()
    offline = Offline(filing)
    assert (offline.cell("chapter:主要职能").value, offline.cell(f"row:项目/{row.key}/名称").value) == (
        TOO_LONG,
        TOO_LONG,
    )
    assert brought(filing, offline.saved())["changed"] == []
    offline.add("项目", 名称=TOO_LONG, 支出=3)
    offline.put("chapter:主要职能", "短了")
    found = brought(filing, offline.saved())
    assert [(where, mine) for where, _, _, mine in found["changed"]] == [
        ("chapter:主要职能", ["短了", "filled"])
    ]
    assert [what for _, _, what, _ in found["troubles"]] == [
        "这一格的内容太长，没有写进文件，复制的行里也没有"
    ]


def test_words_on_findings_of_the_checks_have_a_sheet_and_come_back():
    made = filled()
    where, said_there = "check:采购不超计划", "年中追加采购计划，批准文号见附件。"
    offline = Offline(made.filing)
    sheet, number = offline.row_of(where)
    assert sheet.title == "11情况说明"
    assert sheet.cell(number, 2).value.startswith("勾稽 14：【政府采购】实际采购 1,973.09 万元大于采购计划")
    online(made.filer, made.filing, check__采购不超计划="同事写的，也已经够十个字了。")
    offline.put(where, said_there)
    found = compared(made.filing, brought(made.filing, offline.saved()))
    assert [(one.address, one.mine.text, one.theirs.text, one.conflict) for one in found.differences] == [
        (where, said_there, "同事写的，也已经够十个字了。", True)
    ]
