"""What is typed and not saved stays on this computer: for its person only, by window, until saved or given up."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from evaluations.models import Answer, Filing
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.workflow import Role
from tests import factories
from tests.axe import findings
from tests.evaluations.filing.made import Made
from tests.evaluations.filing.test_autosave_browser import (
    COPIES,
    MONEY,
    PLANNED,
    PROJECTS,
    SAVED,
    SPENT,
    UNSAVED,
    is_saved,
    sign_in,
    stored,
    type_in,
)
from tests.evaluations.filing.test_browser import open_stage, signed_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def closed_with_something_unsaved(page: Page, web: Service, made: Made) -> BrowserContext:
    """Type while no save reaches the server, and close the window: it never learns of a network again."""
    open_stage(page, web, made, MONEY)
    page.route("**/save", lambda route: route.abort())
    type_in(page, SPENT, "1234")
    expect(page.locator(UNSAVED)).to_contain_text("网络不通")
    page.close(run_before_unload=False)
    return page.context


def test_a_closed_window_is_offered_back_to_its_person_only(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    user = factories.member(Role.FILER, made.filing.department, "colleague")
    context = closed_with_something_unsaved(page, web, made)

    context.clear_cookies(name="sessionid")  # somebody else at the same computer
    other = context.new_page()
    sign_in(other, web, user.username)
    open_stage(other, web, made, MONEY)
    other.wait_for_function("document.querySelector('form[data-autosave]') && indexedDB")
    assert "1234" not in other.content()
    other.locator(".who > summary").click()
    other.get_by_role("button", name="退出登录").click()  # nothing of his is unsaved: nothing is asked
    other.wait_for_url("**/login**")

    sign_in(other, web, made.filer.username)
    open_stage(other, web, made, PROJECTS)
    expect(other.locator("#autosave-offers")).to_contain_text("实际采购金额：1234")
    other.locator("#autosave-offers").get_by_role("link", name="到那一页").click()
    offers = other.locator("#autosave-offers")
    expect(offers).to_contain_text("现在框里是 1,973.09")
    assert (findings(other), stored(made)) == ([], "1973.09")
    offers.get_by_role("button", name="填回", exact=True).click()
    is_saved(other)
    assert stored(made) == "1234"
    other.reload()
    expect(other.locator(SAVED)).to_be_visible()
    expect(offers).to_be_hidden()


def test_signing_out_asks_before_it_deletes_what_is_unsaved(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    context = closed_with_something_unsaved(page, web, made)
    again = context.new_page()
    again.goto(f"{web.url}/todo")

    def leave(answer: str) -> None:
        again.locator(".who > summary").click()
        again.get_by_role("button", name="退出登录").click()
        expect(again.locator("#leave")).to_contain_text("还有 1 处填写没有保存")
        again.locator("#leave").get_by_role("button", name=answer).click()

    leave("先不退出")
    open_stage(again, web, made, MONEY)
    expect(again.locator("#autosave-offers")).to_contain_text("1234")
    leave("删除并退出")
    again.wait_for_url("**/login**")
    sign_in(again, web, made.filer.username)
    open_stage(again, web, made, MONEY)
    expect(again.locator("#autosave-offers")).to_be_hidden()
    assert again.evaluate(COPIES) == 0


def copies_are(page: Page, count: int) -> None:
    """Wait for it: a copy goes a moment after the answer came."""
    assert page.evaluate(COPIES_IN_THE_END, count) == count


def typed_beside_what_is_saved(page: Page, text: str) -> None:
    type_in(page, SPENT, text)
    expect(page.locator("#autosave-clashes")).to_contain_text("您在另一个窗口")


def test_windows_of_one_person_keep_and_offer_back_each_its_own_text(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    first, second = page.context.new_page(), page.context.new_page()
    for each in (page, first, second):
        open_stage(each, web, made, MONEY)
    with page.expect_response("**/save"):
        type_in(page, SPENT, "1500")
    typed_beside_what_is_saved(first, "1600")
    typed_beside_what_is_saved(second, "1700")
    with page.expect_response("**/save"):
        type_in(page, SPENT, "1550")
    copies_are(page, 2)  # only the copy of what was saved is gone

    page.evaluate(OLD_COPY, {"person": made.filer.pk, "filing": made.filing.pk, "at": PLANNED})
    second.close(run_before_unload=False)
    offers = page.locator("#autosave-offers")
    texts = offers.locator("[data-text=text]")
    page.reload()
    expect(texts).to_have_text(["1888", "1700"])  # not the text of the window that is still open
    first.close(run_before_unload=False)
    open_stage(page, web, made, PROJECTS)
    expect(texts).to_have_text(["1888", "1600", "1700"])
    offers.get_by_role("button", name="全部填回").click()  # none has its box here
    assert (texts.count(), page.evaluate(COPIES)) == (3, 3)

    open_stage(page, web, made, MONEY)
    expect(texts).to_have_text(["1888", "1600", "1700"])
    assert findings(page) == []
    offers.get_by_role("listitem").filter(has_text="1888").get_by_role("button", name="不要").click()
    with page.expect_response("**/save"):
        offers.get_by_role("button", name="全部填回").click()
    assert stored(made) == "1700"
    expect(texts).to_have_text(["1600"])
    page.reload()
    expect(texts).to_have_text(["1600"])
    copies_are(page, 1)


def test_refused_text_is_offered_back_until_its_place_was_saved_with_another(
    page: Page, web: Service
) -> None:
    made = signed_in(page, web)

    def refused_and_left() -> None:
        open_stage(page, web, made, MONEY)
        type_in(page, SPENT, "xyz")
        expect(page.locator(UNSAVED)).to_contain_text("1 处填的内容不能保存")
        copies_are(page, 1)
        again = page.context.new_page()
        page.close(run_before_unload=False)
        open_stage(again, web, made, MONEY)
        expect(again.locator("#autosave-offers")).to_contain_text("实际采购金额：xyz")

    refused_and_left()
    (page,) = page.context.pages
    offers = page.locator("#autosave-offers")
    type_in(page, PLANNED, "2000")  # another place
    is_saved(page)
    expect(offers).to_contain_text("xyz")
    type_in(page, SPENT, "1700")
    is_saved(page)
    expect(offers).to_be_hidden()
    copies_are(page, 0)

    refused_and_left()
    (page,) = page.context.pages
    save_fields(
        actor=made.filer,
        filing=Filing.objects.get(pk=made.filing.pk),
        values={SPENT: Typed("1800", Answer.objects.get(filing=made.filing, key=SPENT).version)},
    )
    page.reload()
    copies_are(page, 0)
    expect(page.locator("#autosave-offers")).to_be_hidden()


OLD_COPY = """(place) => new Promise((resolve) => {
  const open = indexedDB.open("portal-unsaved", 1);
  open.onsuccess = () => {
    const places = open.result.transaction("places", "readwrite").objectStore("places");
    const typed = Date.now() - 60000;
    places.put({ ...place, stage: 3, label: "采购计划金额", text: "1888", status: "filled", typed });
    places.transaction.oncomplete = () => { open.result.close(); resolve(); };
  };
})"""

COPIES_IN_THE_END = f"""async (wanted) => {{
  const count = {COPIES};
  for (let turns = 0; turns < 1000 && (await count()) !== wanted; turns += 1) {{
    await new Promise((resolve) => setTimeout(resolve, 20));
  }}
  return count();
}}"""

AGED = """(hours) => new Promise((resolve) => {
  const open = indexedDB.open("portal-unsaved", 1);
  open.onsuccess = () => {
    const places = open.result.transaction("places", "readwrite").objectStore("places");
    places.getAll().onsuccess = (event) => {
      event.target.result.forEach((entry) => places.put({ ...entry, typed: Date.now() - hours * 3600000 }));
      places.transaction.oncomplete = () => { open.result.close(); resolve(event.target.result.length); };
    };
  };
})"""
WEEK = 7 * 24


def test_copy_on_this_computer_is_offered_for_seven_days_and_then_deleted(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    again = closed_with_something_unsaved(page, web, made).new_page()
    offers = again.locator("#autosave-offers")
    again.goto(f"{web.url}/todo")
    assert again.evaluate(AGED, WEEK - 1) == 1
    open_stage(again, web, made, MONEY)
    expect(offers).to_contain_text("实际采购金额：1234")

    assert again.evaluate(AGED, WEEK + 1) == 1
    again.goto(f"{web.url}/todo")
    copies_are(again, 0)
    open_stage(again, web, made, MONEY)
    expect(again.locator(SAVED)).to_be_visible()
    expect(offers).to_be_hidden()
    assert stored(made) == "1973.09"
