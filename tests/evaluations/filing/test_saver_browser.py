"""How an open page asks the server: one request at a time, again with growing pauses, not at all where it is no use.

The page's own waits are noted and cut short, so that no test waits for them.
"""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from evaluations.workflow import Role
from tests import factories
from tests.evaluations.filing.made import Made
from tests.evaluations.filing.test_autosave_browser import (
    MONEY,
    PLANNED,
    SPENT,
    UNSAVED,
    box,
    is_saved,
    stored,
    type_in,
)
from tests.evaluations.filing.test_browser import open_stage, signed_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
FREED = "fig:采购节约金额"
WATCH = """
window.waits = []; window.inFlight = 0; window.most = 0; Math.random = () => 0.5;
const later = window.setTimeout;
window.setTimeout = (work, pause, ...more) => {
  if (pause > 1000) window.waits.push(pause);
  return later(work, Math.min(pause, 40), ...more);
};
const ask = window.fetch;
window.fetch = async (url, options) => {
  if (!String(url).endsWith("/save")) return ask(url, options);
  window.most = Math.max(window.most, ++window.inFlight);
  try { return await ask(url, options); } finally { window.inFlight -= 1; }
};
"""


@pytest.fixture
def made(page: Page, web: Service) -> Made:
    made = signed_in(page, web)
    page.add_init_script(WATCH)
    open_stage(page, web, made, MONEY)
    return made


class Server:
    """Answers the saves of a page as a test says, and notes what was asked."""

    def __init__(self, page: Page) -> None:
        self.asked: list[dict] = []
        self.says: list[object] = []
        page.route("**/save", self.answer)

    def answer(self, route: Route) -> None:
        self.asked.append(json.loads(route.request.post_data or ""))
        say = self.says.pop(0) if len(self.says) > 1 else self.says[0]
        if say == "let through":
            route.continue_()
        elif say == "cut":
            route.abort()
        elif callable(say):
            say(route)
        else:
            status, body = say
            route.fulfill(status=status, content_type="application/json", body=json.dumps(body))


def test_unanswered_save_goes_out_as_it_was_with_growing_pauses_until_it_is_answered(
    page: Page, made
) -> None:
    server = Server(page)
    server.says = ["cut", (503, {}), (500, {}), (429, {}), (502, {}), "cut", (408, {}), "cut", "let through"]
    type_in(page, SPENT, "1600")
    is_saved(page)
    assert page.evaluate("waits") == [2000, 4000, 8000, 15000, 30000, 60000, 60000]  # the first is one second
    assert (len(server.asked), server.asked) == (9, [server.asked[0]] * 9)
    assert stored(made) == "1600"


def test_pause_is_as_long_as_the_server_asks(page: Page, made) -> None:
    server = Server(page)
    server.says = [
        lambda route: route.fulfill(status=503, headers={"Retry-After": "120"}),
        "let through",
    ]
    type_in(page, SPENT, "1600")
    is_saved(page)
    assert page.evaluate("waits") == [120_000]


def test_one_request_is_under_way_at_a_time_and_the_next_takes_all_that_changed_since(
    page: Page, made
) -> None:
    server, held = Server(page), []
    server.says = [held.append, "let through"]
    with page.expect_request("**/save"):
        type_in(page, SPENT, "1600")
    type_in(page, PLANNED, "1800")
    box(page, SPENT).fill("1650")
    page.keyboard.press("Control+s")
    held[0].continue_()
    is_saved(page)
    assert [sorted(place["at"] for place in each["places"]) for each in server.asked] == [
        [SPENT],
        sorted([PLANNED, SPENT]),
    ]
    assert page.evaluate("most") == 1
    assert (stored(made), stored(made, PLANNED)) == ("1650", "1800")


def test_what_hinders_a_save_is_told_apart(page: Page, made) -> None:
    server = Server(page)
    for say, words in (
        ("cut", "网络不通，正在重试；填写的内容留在本机"),
        ((500, {}), "系统暂时出错，正在重试，一直不行请联系系统管理员；填写的内容留在本机"),
        ((429, {}), "保存得太频繁，稍等自动重试；填写的内容留在本机"),
        ((503, {}), "系统暂时出错"),
    ):
        server.says = [say]
        type_in(page, SPENT, "1600")
        expect(page.locator(UNSAVED)).to_contain_text(words)
    server.says = ["let through"]
    is_saved(page)


def test_person_who_may_no_longer_fill_is_told_once_why_and_asked_for_no_password(page: Page, made) -> None:
    made.filer.memberships.update(role=Role.HEAD)
    elsewhere = factories.department("示例二局")
    made.filer.memberships.create(role=Role.FILER, department=elsewhere, starts=factories.LONG_AGO)
    server = Server(page)
    server.says = ["let through"]
    type_in(page, SPENT, "1600")
    expect(page.locator(UNSAVED)).to_contain_text("填报人")
    type_in(page, SPENT, "1700")
    page.keyboard.press("Control+s")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator(UNSAVED)).to_contain_text("填报人")
    assert (len(server.asked), stored(made), box(page, SPENT).input_value()) == (1, "1973.09", "1,700")
    expect(page.locator("#again")).to_be_hidden()


def test_token_that_never_holds_is_tried_a_few_times_and_then_told(page: Page, made) -> None:
    server = Server(page)
    server.says = [(403, {"stale": True})]
    type_in(page, SPENT, "1600")
    expect(page.locator(UNSAVED)).to_contain_text("登录以后仍然存不进去")
    assert len(server.asked) == 4
    expect(page.locator("#again")).to_be_hidden()
