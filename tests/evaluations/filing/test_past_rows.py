"""Last year in tables: rows taken over on request into an empty table and confirmed; fixed rows told."""

import pytest
from django.urls import reverse

from evaluations.selectors.filings import sheet_of
from evaluations.services import submission
from evaluations.services.filing import save_fields
from evaluations.services.past_rows import take_past_rows
from evaluations.services.results import Refused, Typed
from evaluations.services.rows import add_row, remove_row
from tests import factories
from tests.evaluations.conftest import COMPLETE, EXAMPLE, typed
from tests.evaluations.filing.made import Made, opened
from tests.evaluations.filing.test_presets import office_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
_TABLE = """
  管理制度:
    row_title: 制度名称
    columns:
      制度名称: {type: text, carry: 是}
      类别: {type: choice, required: 否, carry: 是, options: [预算, 采购]}
      执行佐证: {type: text, required: 否}
  上年制度:
    na: 是
    row_title: 制度
    columns:
      制度: {type: text, required: 否, carry: 管理制度.制度名称}
      属于: {type: text, required: 否, carry: 管理制度.类别}
      现状: {type: choice, required: 否, options: [有效, 已废止]}
"""
TEXT = (
    EXAMPLE.replace("\ntables:\n", f"\ntables:{_TABLE}", 1)
    .replace("{text: [主要职能]}", "{text: [主要职能]}, {list: 管理制度}", 1)
    .replace("{text: [存在问题]}", "{text: [存在问题]}, {list: 上年制度}", 1)
)
THIS_YEAR = (
    TEXT.replace("year: 2020", "year: 2021")
    .replace("  管理制度:\n", "  内部制度:\n    was: 管理制度\n", 1)
    .replace("{list: 管理制度}", "{list: 内部制度}")
    .replace("carry: 管理制度.制度名称}", "carry: 内部制度.名称}")
    .replace("carry: 管理制度.类别}", "carry: 内部制度.类别}")
    .replace("      制度名称: {type: text,", "      名称: {was: 制度名称, type: text,")
    .replace("row_title: 制度名称", "row_title: 名称")
    .replace("options: [预算, 采购]", "options: [预算, 资产]")
)
LAST = (
    {"制度名称": "预算管理办法", "类别": "预算", "执行佐证": "会议纪要"},
    {"制度名称": "采购管理办法", "类别": "采购"},
)
CLOSING = 5
QUARTER = "row:季度/一季度/累计支出"


@pytest.fixture
def second(db):
    """Last year sent with two rows and a quarter, this year's filing in hand."""
    office = office_of(opened(TEXT))
    for cells in LAST:
        add_row(actor=office.filer, filing=office.filing, table="管理制度", cells=cells)
        office.filing.refresh_from_db()
    answers = {**COMPLETE, "line:预算执行/原因": "年末有一笔尾款未付", QUARTER: "20"}
    assert save_fields(actor=office.filer, filing=office.filing, values=typed(answers)).ok
    submission.submit(actor=office.filer, filing=office.filing)
    later = factories.filing(factories.cycle(factories.version(THIS_YEAR, year=2021)), office.department)
    found = office_of(Made(later, office.filer))
    found.stage = next(
        number
        for number, stage in enumerate(Made(later, office.filer).document.stages, start=1)
        if any("内部制度" in block.items for block in stage.blocks)
    )
    return found


def press(office, value: str, stage: int = 0, **changes: str):
    stage = stage or office.stage
    form = office.person.open(stage)
    address = reverse("evaluations:stage_take", args=[office.filing.pk, stage])
    answer = office.person.browser.post(address, {**form, **changes, "take": value})
    office.filing.refresh_from_db()
    return answer


def page(office, stage: int = 0) -> str:
    return office.person.browser.get(office.person.address(stage or office.stage)).content.decode()


def rows(office, table: str = "内部制度") -> list[dict[str, tuple[str, str, str]]]:
    found = office.filing.table_rows.filter(table=table, deleted_at=None).order_by("position")
    return [
        {column: (cell["text"], cell["status"], cell["source"]) for column, cell in row.cells.items()}
        for row in found
    ]


def keys(office) -> list[str]:
    return list(
        office.filing.table_rows.filter(table="内部制度", deleted_at=None).values_list("key", flat=True)
    )


def unconfirmed(office) -> list[str]:
    return [one.what for one in sheet_of(office.filing).problems if "这一行是带入的" in one.what]


def test_rows_come_only_when_they_are_asked_for_under_their_new_names_and_wait(second):
    shown = page(second)
    assert "带入上年的 2 行" in shown
    assert "2020 年度自评报送数" in shown
    assert rows(second) == []
    assert press(second, "rows|table:内部制度").status_code == 303
    assert rows(second) == [
        {"名称": ("预算管理办法", "to_confirm", "上年数"), "类别": ("预算", "filled", "上年数")},
        {"名称": ("采购管理办法", "to_confirm", "上年数")},
    ]
    assert unconfirmed(second) == [
        "“内部制度”的“预算管理办法”这一行是带入的，还没有确认",
        "“内部制度”的“采购管理办法”这一行是带入的，还没有确认",
    ]
    again = page(second)
    assert again.count('class="in bad"') == 0  # nothing is missing in a row that waits
    assert (again.count("待确认</span>"), "rows|table" in again) == (2, False)


def test_a_table_begins_with_last_years_rows_of_another_table_where_the_document_says_so(second):
    assert "带入上年的 2 行" in page(second, CLOSING)
    assert press(second, "rows|table:上年制度", CLOSING).status_code == 303
    assert rows(second, "上年制度") == [
        {"制度": ("预算管理办法", "to_confirm", "上年数"), "属于": ("预算", "filled", "上年数")},
        {"制度": ("采购管理办法", "to_confirm", "上年数"), "属于": ("采购", "filled", "上年数")},
    ]
    assert rows(second) == []
    assert "rows|table:上年制度" not in page(second, CLOSING)
    assert "带入上年的 2 行" in page(second)


def test_a_row_is_settled_by_confirming_it_or_by_changing_something_in_it(second):
    press(second, "rows|table:内部制度")
    first, other = keys(second)
    press(second, f"confirm|row:内部制度/{first}/名称")
    assert rows(second)[0]["名称"] == ("预算管理办法", "filled", "")
    second.person.save(second.stage, {f"row:内部制度/{other}/执行佐证": "抽查记录"})
    second.filing.refresh_from_db()
    assert rows(second)[1] == {
        "名称": ("采购管理办法", "filled", "上年数"),
        "执行佐证": ("抽查记录", "filled", ""),
    }
    assert unconfirmed(second) == []
    last = second.filing.changes.get(address=f"row:内部制度/{other}/名称")
    assert (last.old_status, last.new_status, last.new) == ("to_confirm", "filled", "采购管理办法")


def test_rows_that_wait_keep_the_filing_from_being_sent(second):
    answers = {**COMPLETE, "line:预算执行/原因": "年末有一笔尾款未付"}
    assert save_fields(actor=second.filer, filing=second.filing, values=typed(answers)).ok
    second.filing.refresh_from_db()
    take_past_rows(actor=second.filer, filing=second.filing, table="内部制度")
    with pytest.raises(submission.Blocked) as blocked:
        submission.submit(actor=second.filer, filing=second.filing)
    first, other = keys(second)
    assert [one.where for one in blocked.value.problems] == [
        f"row:内部制度/{first}/名称",
        f"row:内部制度/{other}/名称",
    ]
    values = {f"row:内部制度/{first}/名称": Typed("预算管理办法", 1)}
    assert save_fields(actor=second.filer, filing=second.filing, values=values).ok
    second.filing.refresh_from_db()
    remove_row(actor=second.filer, filing=second.filing, table="内部制度", key=other, based_on=1)
    second.filing.refresh_from_db()
    assert submission.submit(actor=second.filer, filing=second.filing).number.startswith("2021-")


def test_a_table_that_has_rows_is_not_filled_from_last_year(second):
    add_row(actor=second.filer, filing=second.filing, table="内部制度", cells={"名称": "新制度"})
    second.filing.refresh_from_db()
    assert "带入上年的" not in page(second)
    with pytest.raises(Refused, match="表里已经有行"):
        take_past_rows(actor=second.filer, filing=second.filing, table="内部制度")
    assert len(rows(second)) == 1
    with pytest.raises(Refused, match="没有这张表"):
        take_past_rows(actor=second.filer, filing=second.filing, table="没有")


def test_last_years_cell_of_a_fixed_row_stands_below_this_years(second):
    where = next(
        number
        for number, stage in enumerate(Made(second.filing, second.filer).document.stages, start=1)
        if any("季度" in block.items for block in stage.blocks)
    )
    second.person.save(where, {QUARTER: "25", "fig:单位性质": "行政"} if where == 1 else {QUARTER: "25"})
    shown = second.person.browser.get(second.person.address(where)).content.decode()
    assert "上年 20.00" in shown
    assert "增 5.00，25.00%" in shown
    assert "上年数来自2020 年度自评报送数。" in shown
