"""The look and the scripts in a real browser: nothing that axe finds, and what the scripts add."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from playwright.sync_api import Page

from portal.models import User
from portal.views.components import components, components_filing
from tests.axe import findings, overflow
from tests.services import Service

WIDTHS = [1366, pytest.param(390, marks=pytest.mark.soak)]
PASSWORD = "a long enough phrase 7"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


@pytest.fixture
def samples(page: Page, web: Service, rf: RequestFactory) -> Page:
    """The page of components, served from the real site's address (it has a route only in DEBUG)."""
    show(page, web, "/components", components(rf.get("/")))
    return page


def show(page: Page, web: Service, path: str, response: HttpResponse) -> None:
    """Opens a page that has a route only while developing, at the real site's address."""
    html = response.content.decode()
    page.route(f"**{path}", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(f"{web.url}{path}")


@pytest.mark.parametrize("width", WIDTHS)
def test_sign_in_page_has_nothing_for_axe(page: Page, web: Service, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(f"{web.url}/login")
    assert (findings(page), overflow(page)) == ([], 0)


@pytest.mark.parametrize("width", WIDTHS)
def test_components_have_nothing_for_axe(samples: Page, width: int) -> None:
    samples.set_viewport_size({"width": width, "height": 768})
    assert (findings(samples), overflow(samples)) == ([], 0)


@pytest.mark.parametrize("width", [*WIDTHS, pytest.param(1920, marks=pytest.mark.soak)])
def test_three_columns_have_nothing_for_axe(page: Page, web: Service, rf: RequestFactory, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    show(page, web, "/components/filing", components_filing(rf.get("/")))
    assert (findings(page), overflow(page)) == ([], 0)


def test_axe_finds_what_was_planted(samples: Page) -> None:
    samples.evaluate("document.querySelector('#id_plain').labels[0].remove()")
    assert sorted(rule for rule, _ in findings(samples)) == ["label", "label-title-only"]


def test_sign_in_by_keyboard_reaches_home_and_signs_out(page: Page, web: Service) -> None:
    User.objects.create_user("示例01", PASSWORD, name="示例填报人")
    page.goto(f"{web.url}/password")
    page.keyboard.type("示例01")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{web.url}/password")
    page.locator(".who summary").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(f"{web.url}/login")


def values(page: Page, *names: str) -> list[str]:
    return [page.locator(f"[name={name}]").input_value() for name in names]


def is_marked_unsaved(page: Page) -> bool:
    return page.locator("[data-unsaved]").is_visible() and not page.locator("[data-saved]").is_visible()


def test_number_box_gets_separators_when_left_and_loses_them_when_entered(samples: Page) -> None:
    box = samples.locator("#id_plain")
    box.fill("1234567.5")
    samples.locator("#id_empty").focus()
    left = box.input_value()
    box.focus()
    assert (left, box.input_value()) == ("1,234,567.5", "1234567.5")


def test_number_box_leaves_what_is_no_plain_number(samples: Page) -> None:
    typed, left = ["12万", "1.2.3", "１２３４", "1e400", "￥1000"], []
    for text in typed:
        samples.locator("#id_plain").fill(text)
        samples.locator("#id_empty").focus()
        left += values(samples, "plain")
    assert left == typed


def test_mark_turns_unsaved_and_back_with_the_first_value(samples: Page) -> None:
    box = samples.locator("#id_plain")
    box.fill("1")
    changed = is_marked_unsaved(samples)
    box.fill("8,666.95")
    assert (changed, is_marked_unsaved(samples)) == (True, False)


def test_leaving_with_unsaved_changes_asks(samples: Page) -> None:
    asked: list[str] = []
    samples.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    samples.locator("#id_plain").fill("1")
    samples.get_by_role("link", name="部门整体支出绩效自评管理").click()
    samples.wait_for_url("**/login**")
    assert asked == ["beforeunload"]


def test_leaving_without_changes_does_not_ask(samples: Page) -> None:
    asked: list[str] = []
    samples.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    samples.locator("#id_plain").click()
    samples.get_by_role("link", name="部门整体支出绩效自评管理").click()
    samples.wait_for_url("**/login**")
    assert asked == []


def test_swap_exchanges_two_figures(samples: Page) -> None:
    samples.locator("[data-swap]").click()
    assert values(samples, "same", "differs") == ["1791.71", "9,397.62"]
    assert is_marked_unsaved(samples)


def test_keys_move_in_the_sheet_and_enter_does_not_send_it(samples: Page) -> None:
    samples.locator("[name=n1]").focus()
    went = []
    for key in ("End", "ArrowRight", "Enter", "Enter", "ArrowUp", "ArrowLeft", "ArrowRight"):
        samples.keyboard.press(key)
        went.append(samples.evaluate("document.activeElement.name"))
    assert went == ["n1", "cell", "cell_bad", "cell_bad", "cell", "n1", "cell"]


def paste(page: Page, name: str, text: str) -> None:
    """A paste event as Excel's and WPS's clipboard gives it."""
    page.locator(f"[name={name}]").evaluate(
        """(box, text) => {
            box.focus();
            const data = new DataTransfer();
            data.setData("text/plain", text);
            box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def test_paste_of_a_block_fills_the_sheet_and_says_what_did_not_fit(samples: Page) -> None:
    paste(
        samples,
        "n1",
        '"甲""一"""\t1000000\t81%\t否\r\n乙\t2000\t—\t也许\r\n丙\t1\t\t是\r\n',
    )
    assert values(samples, "n1", "cell", "s1", "n2", "cell_bad", "cell_ask") == [
        '甲"一"',
        "1,000,000",
        "否",
        "乙",
        "2,000",
        "",
    ]
    assert samples.locator(".grid-said").inner_text() == (
        "已粘贴 5 格，按 Ctrl+Z 可撤销。有 2 格由系统计算或固定，不用粘贴，没有放入。"
        "有 1 格不在选项中，没有粘贴：第 2 行 按期完成“也许”。请从下拉框里选。"
        "表格行数不够，有 1 行没有粘贴。"
    )


def test_undo_takes_a_paste_back_as_a_whole(samples: Page) -> None:
    before = values(samples, "n1", "cell", "s1", "n2", "cell_bad", "cell_ask")
    paste(samples, "n1", "甲\t1\t100%\t否\n乙\t2\t100%\t是\n")
    samples.keyboard.press("Control+z")
    assert values(samples, "n1", "cell", "s1", "n2", "cell_bad", "cell_ask") == before


def test_confirm_asks_in_the_page_and_goes_on_only_after_yes(samples: Page) -> None:
    sent: list[Any] = []
    samples.on("request", lambda request: sent.append(request) if request.is_navigation_request() else None)
    take_back = samples.get_by_role("button", name="撤回（再问一次）")
    take_back.click()
    asked = samples.locator("#ask-text").inner_text()
    samples.get_by_role("button", name="不了").click()
    refused = len(sent)
    take_back.click()
    with samples.expect_navigation():
        samples.get_by_role("button", name="确定").click()
    assert (asked, refused, len(sent)) == ("真的要撤回吗？\n财政受理前可以再次提交。", 0, 1)


def test_broken_network_is_said_and_taken_back(samples: Page) -> None:
    samples.context.set_offline(True)
    said = samples.get_by_role("alert").filter(has_text="没有送到")
    said.wait_for()
    shown = said.inner_text()
    samples.context.set_offline(False)
    said.wait_for(state="hidden")
    assert shown == "没有送到 网络中断，刚才的操作没有完成。填写的内容还在本页，请不要关闭，恢复后再保存。"


def test_link_into_something_closed_opens_it(samples: Page) -> None:
    samples.evaluate("document.querySelector('.na').open = false")
    samples.evaluate("window.location.hash = '#id_absent_reason'")
    samples.wait_for_function("document.activeElement.id === 'id_absent_reason'")
    assert samples.locator(".na").get_attribute("open") == ""
