"""上年 beside what is no number, in rows that last year had too, and last year's texts behind a disclosure."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.urls import reverse

from evaluations.services import submission
from evaluations.services.filing import save_fields
from evaluations.services.rows import add_row
from evaluations.views.filing.content import load
from evaluations.views.filing.own import own_table
from evaluations.views.filing.past_cells import past_cell, past_table_of
from rubrics.scoring.reading.answers import Flat, FlatRow, Given
from tests import factories
from tests.evaluations.conftest import COMPLETE, EXAMPLE, typed
from tests.evaluations.filing.made import Made, opened
from tests.evaluations.filing.test_presets import fresh, office_of, page, past, save
from tests.planted import DOCUMENTS

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
MORE = (
    "    备注: {type: text, required: 否, max_length: 300}\n"
    "    是否涉密: {type: yes_no, required: 否}\n"
    "    批复日期: {type: date, required: 否}\n"
)
TEXT = (
    EXAMPLE.replace("  文字:\n", f"  文字:\n{MORE}")
    .replace("{text: [主要职能]}", "{fields: [备注, 是否涉密, 批复日期]}, {text: [主要职能]}")
    .replace("columns: {名称: text, 支出:", "columns: {名称: text, 类别: {type: text, required: 否}, 支出:")
)
THIS_YEAR = (
    TEXT.replace("year: 2020", "year: 2021")
    .replace("  项目:\n    label: 项目支出表", "  事项:\n    was: 项目\n    label: 事项表")
    .replace("{list: 项目}", "{list: 事项}")
    .replace("类别: {type: text,", "种类: {was: 类别, type: text,")
)
LAST = (("甲项目", "60", "一次性"), ("乙项目", "35", ""), ("重名", "1", ""), ("重名", "2", ""))
BASIC, MONEY, TABLE, CLOSING = 1, 2, 3, 5
LONG = "说明" * 30
PROBLEMS, READ = "执行率只有 {{预算执行率}}。\n\n年中调整多。", "执行率只有 95.00%。\n年中调整多。"


@pytest.fixture
def second(db):
    """The next year of an office whose first year was sent with texts and rows."""
    office = office_of(opened(TEXT))
    for name, spent, kind in LAST:
        add_row(
            actor=office.filer,
            filing=office.filing,
            table="项目",
            cells={"名称": name, "支出": spent, "类别": kind},
        )
        office.filing.refresh_from_db()
    more = {"fig:备注": LONG, "fig:是否涉密": "否", "fig:批复日期": "2020-02-12", "fig:金额单位": "万元"}
    texts = {"chapter:存在问题": PROBLEMS, "line:预算执行/原因": "年末有一笔尾款未付"}
    assert save_fields(
        actor=office.filer, filing=office.filing, values=typed({**COMPLETE, **more, **texts})
    ).ok
    submission.submit(actor=office.filer, filing=office.filing)
    filing = factories.filing(factories.cycle(factories.version(THIS_YEAR, year=2021)), office.department)
    return office_of(Made(filing, office.filer))


def row(office, **cells: str) -> str:
    """A row of this year; its page."""
    office.filing.refresh_from_db()
    made, _ = add_row(actor=office.filer, filing=office.filing, table="事项", cells=cells)
    office.filing.refresh_from_db()
    address = reverse("evaluations:row_edit", args=[office.filing.pk, "事项", made.key])
    return office.person.browser.get(address).content.decode()


def test_what_is_no_number_has_last_year_beside_it_without_a_change(second):
    assert past(second, "是否涉密") == ("上年 否", "", "", None)
    save(second, fig__是否涉密="是", fig__批复日期="2021-03-01")
    assert past(second, "是否涉密") == ("上年 否", "", "", None)
    assert past(second, "批复日期") == ("上年 2020-02-12", "", "", None)
    assert past(second, "备注")[0] == f"上年 {LONG[:40]}…（60 字）"
    assert past(second, "部门名称") is None
    shown = page(second, BASIC)
    assert shown.count("上年原文") == 1
    assert f'<p class="form-text kept">{LONG}</p></details>' in shown


def test_last_years_text_is_behind_a_disclosure_and_cannot_be_taken_where_the_document_does_not_say_so(
    second,
):
    assert past(second, "存在问题") == ("上年写了 18 字", "", "", None)
    shown = page(second, CLOSING)
    assert (shown.count("<summary>上年原文"), f">{READ}</p>" in shown) == (1, True)
    assert "past|" not in shown
    assert past(second, "主要职能") is None


def test_a_row_of_last_years_name_has_its_cells_on_its_page_and_the_sheet_says_how_many(second):
    save(second, fig__金额单位="万元")
    shown = row(second, 名称="甲项目", 支出="66", 种类="经常性")
    assert "<span>上年 60.00</span><span>增 6.00，10.00%</span>" in shown
    assert "<span>上年 一次性</span><span></span>" in shown
    assert "<span>上年 甲项目</span>" not in shown
    sheet = page(second, TABLE)
    assert "上年也有的 1 行：按行末的铅笔，看这一行上年的内容。" in sheet
    assert "上年 60.00" not in sheet


@pytest.mark.parametrize("name", ["重名", "新项目", ""])
def test_a_row_that_last_year_had_twice_or_not_at_all_is_matched_with_none(second, name):
    assert "上年 " not in row(second, 名称=name, 支出="66")


def test_rows_of_this_year_that_share_a_name_are_matched_with_none(second):
    row(second, 名称="甲项目", 支出="66")
    assert "<span>上年 " not in row(second, 名称="甲项目", 支出="70")
    assert past_table_of(fresh(second), fresh(second).index.tables["事项"]) is None


def test_own_indicators_are_matched_by_key_or_name():
    made = opened((DOCUMENTS / "national-project.yaml").read_text(encoding="utf-8"))
    filing = made.filing
    add_row(actor=made.filer, filing=filing, table="产出指标", cells={"名称": "培训人次", "年初目标": "260"})
    filing.refresh_from_db()
    then = {"名称": Given("培训人次"), "年初目标": Given("200"), "单位": Given("人次")}
    rows = {
        "产出指标": (FlatRow("old", then),),
        "满意度指标": (FlatRow("服务对象满意度", {"完成值": Given("95")}),),
    }
    content = load(filing, made.filer)
    content = replace(content, past=SimpleNamespace(kept=SimpleNamespace(flat=Flat({}, rows=rows))))

    def told(criterion: str) -> list[tuple[str, str]]:
        table = own_table(criterion, content.index.criteria[criterion].rule)
        found = past_table_of(content, table)
        stored = {one.key: one for one in content.rows(criterion)}
        return [
            (column.id, one.text)
            for key in found.found
            for column in table.columns
            if (one := past_cell(found, stored.get(key), key, column, None, None))
        ]

    assert told("产出指标") == [("年初目标", "上年 200"), ("单位", "上年 人次")]
    assert told("满意度指标") == [("完成值", "上年 95")]
