"""Pages that save by themselves, in a real browser: nothing typed is lost, whatever happens to network and session."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, Route, expect

from evaluations.models import Answer, Change
from evaluations.workflow import Role
from tests import factories
from tests.axe import findings
from tests.browsers import Chromium
from tests.evaluations.filing.made import Made
from tests.evaluations.filing.test_browser import open_stage, signed_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
SPENT, PLANNED = "fig:实际采购金额", "fig:采购计划金额"
MONEY, PROJECTS = 3, 4
SAVED, UNSAVED = "[data-saved]", "[data-unsaved]"


def box(page: Page, at: str):
    return page.locator(f"[id='{at}']")


def type_in(page: Page, at: str, text: str) -> None:
    box(page, at).fill(text)
    box(page, at).blur()


def is_saved(page: Page) -> None:
    expect(page.locator(SAVED)).to_be_visible()


def is_fresh(page: Page) -> None:
    """What is computed has followed; nothing moves any more."""
    expect(page.locator(".live[aria-busy]")).to_have_count(0)


def stored(made: Made, at: str = SPENT) -> str:
    return Answer.objects.get(filing=made.filing, key=at).value


def colleague(made: Made, chromium: Chromium, web: Service) -> Page:
    """A second person of the department, at another computer."""
    user = factories.member(Role.FILER, made.filing.department, "colleague")
    page = chromium.browser.new_context(locale="zh-CN").new_page()
    sign_in(page, web, user.username)
    return page


def sign_in(page: Page, web: Service, username: str) -> None:
    page.goto(f"{web.url}/login")
    page.fill("[name=username]", username)
    page.fill("[name=password]", factories.PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(f"{web.url}/todo")


def drop_the_next_answer(page: Page) -> None:
    """Let the next save reach the server, and its answer get lost."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()
        page.unroute("**/save")

    page.route("**/save", lose)


def test_what_is_typed_is_saved_scored_and_said_without_a_button(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, MONEY)

    box(page, SPENT).select_text()
    page.keyboard.type("1700.5")  # the last key is followed by nothing
    is_saved(page)
    expect(page.locator(".live")).to_contain_text("94.91%")
    assert stored(made) == "1700.5"

    type_in(page, SPENT, "￥12")
    expect(page.locator("[data-autosave-line]")).to_contain_text("不要写货币符号")
    expect(page.locator(UNSAVED)).to_contain_text("1 处填的内容不能保存")
    assert (box(page, SPENT).get_attribute("aria-invalid"), stored(made)) == ("true", "1700.5")
    assert findings(page) == []

    type_in(page, SPENT, "１７００")
    is_saved(page)
    expect(page.locator("[data-autosave-line]")).to_have_text("按 1,700.00 万元 读取")
    expect(box(page, SPENT)).to_have_value("1,700.00")
    is_fresh(page)
    absent = page.locator(f"[id='div_{SPENT}'] details.na")
    absent.evaluate("each => each.open = true")
    absent.locator("[type=checkbox]").check()  # refused without its reason: not sent before there is one
    expect(page.locator(UNSAVED)).to_contain_text("还没有写原因")
    absent.locator("[type=checkbox]").uncheck()
    is_saved(page)
    page.get_by_role("button", name="保存并到").click()
    page.wait_for_url(f"**/stages/{MONEY + 1}")
    assert Change.objects.filter(address=SPENT).count() == 2, "a button does not save a second time"


def test_a_lost_answer_and_a_cut_connection_lose_nothing_and_save_nothing_twice(
    page: Page, web: Service
) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, MONEY)

    drop_the_next_answer(page)
    type_in(page, SPENT, "1600")
    is_saved(page)
    assert [change.new for change in Change.objects.filter(address=SPENT)] == ["1600"]

    page.context.set_offline(True)
    type_in(page, SPENT, "1650")
    expect(page.locator(UNSAVED)).to_contain_text("网络不通")
    type_in(page, PLANNED, "1800")
    page.get_by_role("button", name="保存并到").click()
    expect(page.locator(UNSAVED)).to_be_visible()
    assert (page.url.endswith(f"/stages/{MONEY}"), stored(made)) == (True, "1600")
    page.context.set_offline(False)
    is_saved(page)
    assert (stored(made), stored(made, PLANNED)) == ("1650", "1800")
    assert page.evaluate(COPIES) == 0, "what is saved leaves no copy here"


def test_two_people_on_one_place_see_both_texts_and_choose(
    page: Page, chromium: Chromium, web: Service
) -> None:
    made = signed_in(page, web)
    other = colleague(made, chromium, web)
    for each in (page, other):
        open_stage(each, web, made, MONEY)

    type_in(other, SPENT, "1500")
    is_saved(other)
    type_in(page, SPENT, "1600")
    clash = page.locator("#autosave-clashes")
    expect(clash).to_contain_text("实际采购金额")
    expect(clash).to_contain_text("1,600")
    expect(clash).to_contain_text("colleague")
    assert (stored(made), findings(page)) == ("1500", [])
    type_in(page, PLANNED, "1700")  # another place does not wait
    expect(page.locator(UNSAVED)).to_contain_text("1 处两人同时修改")
    clash.get_by_role("button", name="保留我填的").click()
    is_saved(page)
    assert (stored(made), stored(made, PLANNED)) == ("1600", "1700")

    type_in(other, SPENT, "1550")
    other.locator("#autosave-clashes").get_by_role("button", name="用已保存的").click()
    expect(box(other, SPENT)).to_have_value("1,600.00")
    expect(box(other, PLANNED)).to_have_value("1,700.00")  # what a colleague saved comes along
    other.context.close()


def test_an_expired_person_signs_in_in_place_and_goes_on(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, MONEY)
    Session.objects.all().delete()  # an answer under way would bring the cookie back

    type_in(page, SPENT, "1700")
    dialog = page.locator("#again")
    expect(dialog).to_be_visible()
    assert findings(page) == []
    dialog.locator("[name=password]").fill("not the password")
    dialog.get_by_role("button", name="登录并继续").click()
    expect(dialog.locator("[data-error]")).to_contain_text("账号或密码不对")
    dialog.locator("[name=password]").fill(factories.PASSWORD)
    dialog.get_by_role("button", name="登录并继续").click()
    expect(dialog).to_be_hidden()
    is_saved(page)
    assert stored(made) == "1700"
    page.get_by_role("button", name="保存并到").click()  # a form of the page knows the new session
    page.wait_for_url(f"**/stages/{MONEY + 1}")


def closed_with_something_unsaved(page: Page, web: Service, made: Made) -> BrowserContext:
    """Type without a network, and close the window."""
    open_stage(page, web, made, MONEY)
    page.context.set_offline(True)
    type_in(page, SPENT, "1234")
    expect(page.locator(UNSAVED)).to_contain_text("网络不通")
    context = page.context
    page.close(run_before_unload=False)
    context.set_offline(False)
    return context


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


COPIES = """() => new Promise((resolve) => {
  const open = indexedDB.open("portal-unsaved", 1);
  open.onsuccess = () => {
    const count = open.result.transaction("places").objectStore("places").count();
    count.onsuccess = () => resolve(count.result);
  };
})"""

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
    again.wait_for_function(f"({COPIES})().then((count) => count === 0)")
    open_stage(again, web, made, MONEY)
    expect(again.locator(SAVED)).to_be_visible()
    expect(offers).to_be_hidden()
    assert stored(made) == "1973.09"
