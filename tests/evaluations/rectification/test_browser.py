"""The pages of messages and of the ledger in a real browser: nothing for axe, no wider than a window or a phone."""

import pytest
from playwright.sync_api import Page

from evaluations.models import Message, RectificationItem
from evaluations.services.rectification import list_items, report
from tests.axe import findings, overflow
from tests.e2e.pictures import take
from tests.evaluations.rectification.conftest import make_approved, paper
from tests.evaluations.sheets.test_browser import sign_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


@pytest.mark.parametrize("width", [1366, 390])
def test_pages_of_messages_and_ledger_have_nothing_for_axe(
    page: Page, web: Service, kept, width: int
) -> None:
    office = make_approved()
    list_items(actor=office.rubric_admin, filing=office.filing)
    item = RectificationItem.objects.get(number=1)
    report(actor=office.filer, item=item, version=1, words="已编细。", send=True, offered=paper())
    page.set_viewport_size({"width": width, "height": 768})
    for person, paths in (
        (office.filer, ["/todo", "/messages/", f"/rectifications/{item.pk + 1}/"]),
        (office.reviewer, ["/messages/", "/rectifications/", f"/rectifications/{item.pk}/"]),
    ):
        sign_in(page, web, person)
        for path in paths:
            page.goto(f"{web.url}{path}")
            assert (path, findings(page), overflow(page)) == (path, [], 0)
    take(page, "整改事项")
    page.get_by_role("button", name="销号").press("Enter")
    page.wait_for_url(f"**/rectifications/{item.pk}/")
    item.refresh_from_db()
    assert item.state == "closed"
    assert set(Message.objects.filter(user=office.filer).values_list("kind", flat=True)) >= {
        "approve",
        "list_items",
        "rectify_close",
    }
