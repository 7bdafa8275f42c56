"""Who is here, in two browsers: an active page tells and hears every half minute, one that nobody touches is silent."""

import pytest
from playwright.sync_api import Page, expect

from tests.axe import findings
from tests.browsers import Chromium
from tests.evaluations.filing.test_autosave_browser import MONEY, PROJECTS, colleague
from tests.evaluations.filing.test_browser import open_stage, signed_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def test_two_people_see_each_other_come_and_go_and_a_page_left_alone_says_nothing(
    page: Page, chromium: Chromium, web: Service
) -> None:
    made = signed_in(page, web)
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url) if request.url.endswith("/here") else None)
    page.clock.install()
    with page.expect_response("**/here"):
        open_stage(page, web, made, MONEY)
    note, rail = page.locator("[data-here-now]"), page.locator(".rail [data-here]:visible")
    expect(note).to_be_hidden()

    other = colleague(made, chromium, web)
    with other.expect_response("**/here"):
        open_stage(other, web, made, MONEY)
    expect(other.locator("[data-here-now]")).to_contain_text("示例填报人 也在这一页")

    page.clock.fast_forward("05:00")  # nobody touches the page
    assert len(told) == 1
    page.keyboard.press("Shift")
    with page.expect_response("**/here"):
        page.clock.fast_forward("00:30")
    expect(note).to_contain_text("colleague 也在这一页")
    expect(rail).to_have_text("colleague 在填", use_inner_text=True)
    assert findings(page) == []

    def after(path: str) -> None:
        with other.expect_response("**/here"):
            other.goto(f"{web.url}/filings/{made.filing.pk}/{path}")
        page.keyboard.press("Shift")
        with page.expect_response("**/here"):
            page.clock.fast_forward("00:30")

    after(f"stages/{PROJECTS}")
    expect(note).to_be_hidden()
    expect(page.locator(f".rail [data-here='{PROJECTS}']")).to_be_visible()
    for path in ("evidence", "workbook"):
        after(path)
        expect(page.locator(f".rail-foot [data-here={path}]")).to_contain_text("colleague 在这里")
        expect(rail).to_have_count(1)
    with page.expect_response("**/here"):
        page.goto(other.url)
    expect(page.locator("[data-here-now]")).to_contain_text("colleague 也在这一页")
    assert findings(page) == []
    other.context.close()
