"""Sheets as in a spreadsheet, in a real browser: a block stands where it is seen, and is taken back step by step."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import answer_lost
from tests.evaluations.filing.made import Made
from tests.evaluations.filing.test_browser import open_stage, signed_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
PROJECTS = 4
NAME, PLANNED, SPENT = "项目名称", "项目预算数", "项目支出数"
GOALS, MEANT, KEPT = "已设绩效目标", "计划当年完成", "按期完成"
TYPED = (NAME, PLANNED, SPENT, GOALS, MEANT, KEPT)
REASON = "按合同约定尾款在下年支付，项目"
SAID, SAVED = ".grid-said", "[data-saved]"


@pytest.fixture
def made(page: Page, web: Service) -> Made:
    """The printed case, open at its table of projects."""
    made = signed_in(page, web)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_stage(page, web, made, PROJECTS)
    return made


def cell(page: Page, row: int, column: str):
    return page.locator(f"[id='row:项目/{row}/{column}']")


def row(page: Page, number: int) -> list[str]:
    return [cell(page, number, column).input_value() for column in TYPED]


def paste(page: Page, text: str) -> None:
    """Ctrl+V of what Excel or WPS would have put on the clipboard."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def test_a_block_is_laid_as_it_is_seen_and_what_has_no_place_is_said(page: Page, made: Made) -> None:
    other = row(page, 3)
    cell(page, 1, NAME).focus()
    paste(
        page,
        '"甲\t一\n""期"""\t1,234.50\t1000\t81.00%\t是\t否\t是\r\n'
        '"未合上的乙\t2000\t\t0.00%\t也许\t是\t是\r\n',
    )
    assert row(page, 1) == ['甲\t一\n"期"', "1,234.50", "1,000", "是", "否", "是"]
    assert row(page, 2) == ['"未合上的乙', "2,000", "", "是", "是", "是"]
    assert row(page, 3) == other
    assert page.locator(SAID).inner_text() == (
        "已粘贴 11 格，按 Ctrl+Z 可撤销。有 2 格由系统计算或固定，不用粘贴，没有放入。"
        "有 1 格不在选项中，没有粘贴：第 2 行 已设绩效目标“也许”。请从下拉框里选。"
    )
    expect(page.locator(SAVED)).to_be_visible()
    expect(page.locator(".live[aria-busy]")).to_have_count(0)
    assert page.locator(SAID).is_visible(), "a page that was brought up to date still says it"

    cell(page, 3, GOALS).focus()  # a list takes a block too
    paste(page, "否\t否\t否\t原因\t多的\r\n")
    assert row(page, 3)[3:] == ["否", "否", "否"]
    assert page.locator(SAID).inner_text() == (
        "已粘贴 4 格，按 Ctrl+Z 可撤销。有 1 格超出表格的列，没有粘贴。"
    )
    cell(page, 14, SPENT).focus()
    paste(page, "1\n2\n\n")
    assert "还有 1 行没有行可放" in page.locator(SAID).inner_text()


def test_ctrl_z_takes_back_step_by_step_and_ctrl_y_does_it_again(page: Page, made: Made) -> None:
    def amounts() -> list[str]:
        return [cell(page, number, PLANNED).input_value() for number in (1, 2, 3)]

    first, second, third = amounts()
    cell(page, 1, PLANNED).focus()
    page.keyboard.type("111")
    page.keyboard.press("Enter")
    page.keyboard.type("222")
    for _ in "222":  # the box's own, while one types in it: as it groups the keys
        if cell(page, 2, PLANNED).input_value() != second.replace(",", ""):
            page.keyboard.press("Control+z")
    expect(cell(page, 2, PLANNED)).to_have_value(second.replace(",", ""))
    page.keyboard.type("333")
    page.keyboard.press("Enter")
    paste(page, "4444\t是")
    assert amounts() == ["111", "333", "4,444"]
    cell(page, 1, GOALS).focus()
    page.keyboard.press("ArrowDown")
    assert cell(page, 1, GOALS).input_value() == "否"

    seen = []
    for key in ["Control+z"] * 5 + ["Control+y", "Control+Shift+z"]:
        page.keyboard.press(key)
        seen.append([one.replace(",", "") for one in amounts()] + [cell(page, 1, GOALS).input_value()])
    bare = [one.replace(",", "") for one in (first, second, third)]
    assert seen == [
        ["111", "333", "4444", "是"],
        ["111", "333", bare[2], "是"],
        ["111", bare[1], bare[2], "是"],
        [*bare, "是"],
        [*bare, "是"],
        ["111", bare[1], bare[2], "是"],
        ["111", "333", bare[2], "是"],
    ]
    expect(cell(page, 2, PLANNED)).to_be_focused()
    expect(page.locator(SAVED)).to_be_visible()
    stored = made.filing.table_rows.filter(table="项目").order_by("position")
    assert [one.cells[PLANNED]["text"] for one in stored[:2]] == ["111", "333"]

    for number in range(60):
        cell(page, 1 + number % 14, SPENT).fill(str(number))
    page.keyboard.press("Tab")
    for _ in range(60):
        page.keyboard.press("Control+z")
    assert amounts()[:2] == ["111", "333"]
    assert "已撤销 1 格" in page.locator(SAID).inner_text()


COUNT_DRAWS = """() => {
  window.draws = 0;
  const all = Document.prototype.querySelectorAll;
  Document.prototype.querySelectorAll = function (selector) {
    if (selector === "[data-autosave-line]") window.draws += 1;
    return all.call(this, selector);
  };
}"""


def test_two_hundred_projects_are_pasted_in_one_go(page: Page, made: Made) -> None:
    block = "".join(f"项目{n}\t{n},000\t{n}00\t10%\t是\t是\t否\t{REASON}{n}\n" for n in range(1, 201))
    cell(page, 1, NAME).focus()
    page.evaluate(COUNT_DRAWS)
    paste(page, block)
    expect(page.locator(SAID)).to_contain_text("还有 186 行没有行可放。")
    draws = page.evaluate("new Promise(requestAnimationFrame).then(() => window.draws)")
    assert draws < 20, "one for a picture and for each answer, not one for each of 98 cells"
    expect(page.locator(SAID)).to_be_in_viewport()
    expect(page.get_by_role("button", name="加 186 行并粘贴")).to_be_focused()

    with answer_lost(page, f"/stages/{PROJECTS}"):
        page.keyboard.press("Enter")
    expect(page.locator(SAID)).to_contain_text("没有连上系统")
    page.keyboard.press("Enter")  # sent again, the same rows
    expect(page.locator(SAID)).to_contain_text("已加 186 行。已粘贴 1,302 格")
    focus = page.locator(":focus")
    expect(focus).to_have_value("项目15")
    expect(focus).to_be_in_viewport()
    page.locator("[data-save]").click()
    expect(page.locator(SAVED)).to_be_visible()
    texts = [
        [one.cells[column]["text"] for column in (NAME, PLANNED, KEPT, "低执行或未完成原因")]
        for one in made.filing.table_rows.filter(table="项目").order_by("position")
    ]
    assert texts == [[f"项目{n}", f"{n}000", "否", f"{REASON}{n}"] for n in range(1, 201)]

    cell(page, 1, NAME).focus()
    paste(page, block * 3)  # more than the table may have
    expect(page.locator(SAID)).to_contain_text(
        "还有 300 行没有行可放。这张表最多 500 行，有 100 行放不下，没有粘贴。"
    )
    page.keyboard.press("Escape")
    expect(page.locator(SAID)).to_contain_text("有 400 行没有粘贴。")
    assert made.filing.table_rows.filter(table="项目").count() == 200


def test_added_rows_begin_with_the_cursor_in_the_first_box_and_go_again_by_one_button(
    page: Page, made: Made
) -> None:
    panel = page.locator("#main")
    panel.get_by_role("button", name="加 10 行").click()
    expect(panel.get_by_role("button", name="删除空行（10）")).to_be_visible()
    first = made.filing.table_rows.filter(table="项目").order_by("position")[14]
    expect(cell(page, first.key, NAME)).to_be_focused()
    expect(panel.locator("tfoot")).to_contain_text("合计　14 行")
    page.keyboard.type("示例项目")
    panel.get_by_role("button", name="删除空行（10）").click()
    expect(panel.get_by_role("button", name="删除空行")).to_have_count(0)
    present = made.filing.table_rows.filter(table="项目", deleted_at__isnull=True)
    assert (present.count(), present.order_by("position").last().key) == (15, first.key)
    expect(cell(page, first.key, NAME)).to_have_value("示例项目")
