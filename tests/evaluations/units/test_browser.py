"""The pages of units in a real browser: given back, left out and adopted by keyboard; nothing for axe."""

import pytest
from playwright.sync_api import Page, expect

from evaluations.workflow import State
from tests.axe import findings, overflow
from tests.e2e.pictures import take
from tests.evaluations.sheets.test_browser import sign_in
from tests.evaluations.units.conftest import make_family
from tests.evaluations.units.test_units import A, B, fill_all, send
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def looked_at(page: Page) -> tuple[list[object], int]:
    return findings(page), overflow(page)


def test_sums_are_adopted_and_a_unit_is_given_back_by_keyboard(page: Page, web: Service) -> None:
    family = make_family()
    fill_all(family)
    send(family, "本级", A, B)
    whole = family.filings["whole"]
    sign_in(page, web, family.filers["whole"])
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{web.url}/filings/{whole.pk}/stages/2")
    page.get_by_role("link", name="所属单位汇总").press("Enter")
    page.wait_for_url("**/units")
    take(page, "所属单位汇总")
    assert looked_at(page) == ([], 0)
    page.locator('a[href*="units/take"]').first.press("Enter")
    page.wait_for_url("**/units/take**")
    assert looked_at(page) == ([], 0)
    page.get_by_role("button", name="采用").first.press("Enter")
    page.wait_for_url("**/units**")
    assert whole.answers.filter(source="所属单位汇总").exists()

    page.goto(f"{web.url}/filings/{whole.pk}/units")
    given_back = page.locator("details", has_text=f"退回{A}的原因")
    given_back.locator("summary").press("Enter")
    page.get_by_label(f"退回{A}的原因").fill("请核对支出数")
    page.get_by_role("button", name=f"退回{A}").press("Enter")
    expect(page.get_by_text("还没有报齐").first).to_be_visible()
    assert (family.fresh(A).state, family.fresh(B).state) == (State.FILLING, State.SENT_UP)
    assert looked_at(page) == ([], 0)
