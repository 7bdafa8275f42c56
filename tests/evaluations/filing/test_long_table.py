"""A long table: only rows near to what is in sight have their boxes laid out, and none is lost by it."""

import pytest
from playwright.sync_api import Page, expect

from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.rows import add_row
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.filing.made import filled
from tests.evaluations.sheets.test_browser import sign_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
ROWS = 160
SPENT = "项目支出数"


def long_table():
    made = filled()
    stored = made.filing.table_rows.filter(table="项目")
    first = stored.first()
    for number in range(ROWS - stored.count()):
        first.pk, first.key, first.position = None, f"r{number}", 100 + number
        first.save(force_insert=True)
    return made, [row.key for row in stored.order_by("position")]


def box(page: Page, key: str):
    return page.locator(f'[id="row:项目/{key}/{SPENT}"]')


def test_rows_out_of_sight_have_no_boxes_and_are_saved_all_the_same(page: Page, web: Service) -> None:
    made, keys = long_table()
    sign_in(page, web, made.filer)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{web.url}/filings/{made.filing.pk}/stages/4")
    assert page.locator("tr.far").count() > ROWS - 90
    box(page, keys[0]).focus()
    for _ in range(60):  # past the rows that had boxes at first
        page.keyboard.press("ArrowDown")
    expect(box(page, keys[60])).to_be_focused()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.locator("[data-saved]")).to_be_visible()
    expect(box(page, keys[0])).to_be_hidden()
    page.goto(f"{web.url}/filings/{made.filing.pk}/stages/4#row:项目/{keys[150]}/{SPENT}")
    expect(box(page, keys[150])).to_be_focused()
    expect(box(page, keys[150])).to_be_in_viewport()
    box(page, keys[150]).fill("34")
    page.locator("[data-save]").click()
    expect(page.locator("[data-saved]")).to_be_visible()
    stored = {row.key: row.cells[SPENT]["text"] for row in made.filing.table_rows.filter(table="项目")}
    assert (stored[keys[60]], stored[keys[150]]) == ("12", "34")
    assert len(stored) == ROWS


HEIGHTS = "Array.from(document.querySelectorAll('tr.far[style]'), (row) => row.offsetHeight)"


def test_what_a_colleague_saves_comes_along_and_nothing_moves_under_the_eyes(
    page: Page, web: Service
) -> None:
    made, keys = long_table()
    colleague = factories.member(Role.FILER, made.filing.department, "colleague")
    act = {"actor": colleague, "filing": made.filing}
    sign_in(page, web, made.filer)
    page.goto(f"{web.url}/filings/{made.filing.pk}/stages/4#row:项目/{keys[80]}/{SPENT}")
    expect(box(page, keys[80])).to_be_focused()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.locator("[data-saved]")).to_be_visible()
    expect(page.locator(".live[aria-busy]")).to_have_count(0)
    page.wait_for_function("document.querySelector('.sheet tbody tr').classList.contains('far')")
    sums, bar = page.locator("[id='table:项目-box'] tfoot th"), page.locator(".actbar")
    expect(sums).to_be_in_viewport(ratio=1)
    assert sums.bounding_box()["y"] + sums.bounding_box()["height"] <= bar.bounding_box()["y"] + 1

    new, _ = add_row(**act, table="项目", cells={SPENT: "77"})
    (stored,) = made.filing.table_rows.filter(table="项目", key=keys[80])
    mine = stored.cells[SPENT]["version"]
    assert save_fields(**act, values={f"row:项目/{keys[80]}/{SPENT}": Typed("13", mine)}).ok
    before = page.evaluate(HEIGHTS)[:20]
    page.keyboard.type("34")
    page.locator("[data-save]").click()
    expect(box(page, keys[80])).to_have_value("13.00")  # the page is fresh
    assert (page.evaluate(HEIGHTS)[:20], max(before) > 31) == (before, True)  # rows of more than one line too

    page.locator(f'[id="row:项目/{new.key}"]').scroll_into_view_if_needed()
    expect(box(page, new.key)).to_be_visible()
    expect(box(page, new.key)).to_have_value("77.00")
    box(page, new.key).focus()
    page.keyboard.press("Control+z")
    expect(box(page, keys[81])).to_be_focused()
    page.keyboard.press("Control+z")  # mine was there, and the colleague's has come over it
    expect(page.locator(".grid-said")).to_have_text(
        "已撤销 0 格，按 Ctrl+Y 可恢复。有 1 格已被别人改过或删去，没有动。"
    )
    assert (box(page, keys[80]).input_value(), box(page, keys[81]).input_value() == "34") == ("13.00", False)


def test_without_script_every_row_has_its_boxes(chromium, web: Service) -> None:
    made, keys = long_table()
    context = chromium.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    try:
        sign_in(page, web, made.filer)
        page.goto(f"{web.url}/filings/{made.filing.pk}/stages/4")
        assert box(page, keys[-1]).is_visible()
    finally:
        context.close()
