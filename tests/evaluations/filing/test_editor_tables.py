"""Tables of the editor by keyboard, and texts in the cells of a sheet, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from rubrics.scoring import narrative
from tests.axe import findings, overflow
from tests.evaluations.filing.test_autosave_browser import is_fresh
from tests.evaluations.filing.test_browser import open_stage, signed_in
from tests.evaluations.filing.test_editor import (
    ASSETS,
    DONE,
    GOALS,
    PASTE,
    emptied,
    in_box,
    saved,
    written,
)
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def test_tab_goes_from_cell_to_cell_and_leaves_the_editor_from_the_last_and_the_first(
    page: Page, web: Service
) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, ASSETS)
    emptied(page)
    page.evaluate(PASTE, ["<table><tr><td>甲</td><td></td></tr><tr><td></td><td>丁</td></tr></table>", ""])
    written(page).locator("td, th").first.click()
    for typed in ("1", "2", "3", "4"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    expect(written(page)).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(written(page)).to_be_focused()
    assert in_box(page) == "| 甲1 | 2 |\n| 3 | 4 |"

    cell = written(page).locator("td, th").nth(1)
    cell.click()
    page.keyboard.type("次")
    expect(cell).to_contain_text("次")  # the editor knows where the cursor is
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("一")
    page.keyboard.press("Shift+Tab")
    expect(written(page)).not_to_be_focused()
    assert saved(page, made) == "| 一 | 2次 |\n| 3 | 4 |"


def test_text_of_a_row_with_cells_of_many_lines_is_written_on_its_page(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    key = made.filing.table_rows.filter(table=GOALS).first().key
    page.goto(f"{web.url}/filings/{made.filing.pk}/tables/{DONE}/rows/{key}/edit")
    text = page.locator("text-editor [role=textbox]")
    text.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("全年如下。")
    page.keyboard.press("Enter")
    text.evaluate("text => text.closest('text-editor').querySelector('[title=插入表格]').click()")
    page.keyboard.type("一季度")
    page.keyboard.press("Alt+Enter")
    page.keyboard.type("演练/3场")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("尾")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.keyboard.type("下一行")
    page.evaluate(PASTE, ["<table><tr><td>甲<br>乙</td><td><p>丙</p></td></tr></table>", ""])
    page.keyboard.press("Control+s")
    expect(page.locator("[data-saved]")).to_be_visible()
    is_fresh(page)

    stored = made.filing.table_rows.get(table=DONE, key=key).cells["内容"]["text"]
    assert narrative.to_text_form(narrative.read_stored(stored)) == (
        "全年如下。\n| 一季度 \\/ 演练/3场 |  |  |\n| 甲 \\/ 乙 | 丙 |  |\n|  |  |  |"
    )
    page.get_by_text("印出的样子").click()
    expect(page.locator("table.written th").first).to_have_text("一季度\n演练/3场", use_inner_text=True)
    assert (findings(page), overflow(page)) == ([], 0)
