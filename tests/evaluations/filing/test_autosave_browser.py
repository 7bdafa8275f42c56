"""Pages that save by themselves, in a real browser: nothing typed is lost, whatever happens to network and session."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from evaluations.models import Answer, Change
from evaluations.workflow import Role
from tests import factories
from tests.axe import findings
from tests.browsers import Chromium, answer_lost
from tests.evaluations.filing.made import Made
from tests.evaluations.filing.test_browser import open_stage, signed_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
SPENT, PLANNED = "fig:实际采购金额", "fig:采购计划金额"
MONEY, PROJECTS = 3, 4
SAVED, UNSAVED = "[data-saved]", "[data-unsaved]"
COPIES = """() => new Promise((resolve) => {
  const open = indexedDB.open("portal-unsaved", 1);
  open.onsuccess = () => {
    const count = open.result.transaction("places").objectStore("places").count();
    count.onsuccess = () => resolve(count.result);
  };
})"""


TOUCHED = """box => {
  box.value = "1";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return ["[data-saved]", "[data-unsaved]"].map((mark) => document.querySelector(mark).hidden);
}"""


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


def test_what_is_typed_is_saved_scored_and_said_without_a_button(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, MONEY)

    assert box(page, SPENT).evaluate(TOUCHED) == [True, False], (
        "what is not saved is said before the next picture"
    )
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

    with answer_lost(page, "/save"):
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

    page.context.set_offline(True)
    type_in(page, SPENT, "1690")
    expect(page.locator(UNSAVED)).to_contain_text("网络不通")
    type_in(page, SPENT, "1650")  # back to what was saved, while the other figure is on its way
    page.context.set_offline(False)
    is_saved(page)
    assert stored(made) == "1650"


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
