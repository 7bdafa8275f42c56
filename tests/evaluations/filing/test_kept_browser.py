"""What was typed and cannot be saved any more is still there to be copied out."""

import pytest
from playwright.sync_api import Page, expect

from evaluations.models import Filing
from evaluations.workflow import State
from tests.axe import findings
from tests.evaluations.filing.test_autosave_browser import (
    COPIES,
    MONEY,
    SPENT,
    UNSAVED,
    stored,
    type_in,
)
from tests.evaluations.filing.test_browser import open_stage, signed_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def test_what_was_typed_while_a_colleague_sent_the_filing_can_be_copied_out(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, MONEY)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    Filing.objects.update(state=State.AWAITING_SIGNATURE)
    type_in(page, SPENT, "1700")
    expect(page.locator(UNSAVED)).to_contain_text("现在是“待审签”，不能填写")
    page.goto(page.url.replace(f"stages/{MONEY}", "check"))
    kept = page.locator("#autosave-kept")
    expect(kept.get_by_label("实际采购金额")).to_have_value("1700")
    expect(page.locator("#filing-form textarea:not([readonly])")).to_have_count(0)
    kept.get_by_role("button", name="复制").press("Enter")
    expect(kept.get_by_role("status")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == "1700"
    assert (findings(page), page.evaluate(COPIES), stored(made)) == ([], 1, "1973.09")

    Filing.objects.update(state=State.FILLING)  # handed back: it is offered as ever
    open_stage(page, web, made, MONEY)
    expect(page.locator("#autosave-offers")).to_contain_text("实际采购金额：1700")
    Filing.objects.update(state=State.AWAITING_SIGNATURE)
    page.reload()
    kept.get_by_role("button", name="不要").click()
    expect(kept).to_be_hidden()
    assert page.evaluate(COPIES) == 0
