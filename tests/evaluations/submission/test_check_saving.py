"""核对与提交 saves by itself like the stages: through an expired sign-in, a cut line and a colleague's change."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from evaluations.models import Change
from tests import factories
from tests.axe import findings
from tests.browsers import Chromium
from tests.evaluations.filing.made import Made, filled
from tests.evaluations.filing.test_autosave_browser import (
    COPIES,
    UNSAVED,
    box,
    colleague,
    is_fresh,
    is_saved,
    sign_in,
    type_in,
)
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
FINDING, OTHER = "check:采购不超计划", "check:编外超限"
WORDS = "年中追加采购计划，批准文号见附件。"
MORE = "编外人员是年中划转来的，已报编办核定。"


def opened(page: Page, web: Service) -> Made:
    made = filled()
    sign_in(page, web, made.filer.username)
    page.goto(web.url + reverse("evaluations:check", args=[made.filing.pk]))
    return made


def stored(made: Made, at: str = FINDING) -> list[str]:
    return list(made.filing.answers.filter(key=at).values_list("value", flat=True))


def test_explanation_is_saved_and_counted_in_place_through_a_cut_line_and_an_expired_sign_in(
    page: Page, web: Service
) -> None:
    made = opened(page, web)
    entry = page.locator(f"[id='entry-{FINDING}']")
    box(page, FINDING).click()
    page.keyboard.type(WORDS)  # the last key is followed by nothing
    is_saved(page)
    is_fresh(page)
    expect(entry).to_contain_text("已说明")
    assert (stored(made), page.url.endswith("/check"), findings(page)) == ([WORDS], True, [])

    page.context.set_offline(True)
    type_in(page, FINDING, WORDS + "线断了还在写。")
    expect(page.locator(UNSAVED)).to_contain_text("网络不通")
    Session.objects.all().delete()
    page.context.set_offline(False)
    dialog = page.locator("#again")
    expect(dialog).to_be_visible()
    dialog.locator("[name=password]").fill(factories.PASSWORD)
    dialog.get_by_role("button", name="登录并继续").click()
    expect(dialog).to_be_hidden()
    is_saved(page)
    assert stored(made) == [WORDS + "线断了还在写。"]
    assert page.evaluate(COPIES) == 0
    assert [change.old for change in Change.objects.filter(address=FINDING)] == ["", WORDS]

    type_in(page, OTHER, "太短")
    is_saved(page)
    expect(page.locator(f"[id='entry-{OTHER}']")).to_contain_text("还不能算已说明")
    assert stored(made, OTHER) == ["太短"]


def test_two_people_see_each_other_there_and_choose_between_two_explanations(
    page: Page, chromium: Chromium, web: Service
) -> None:
    made = opened(page, web)
    here = page.locator("[data-here-now]")
    expect(here).to_be_hidden()
    other = colleague(made, chromium, web)
    with other.expect_response("**/here"):
        other.goto(page.url)
    expect(other.locator("[data-here-now]")).to_contain_text(str(made.filer))
    page.reload()
    expect(here).to_contain_text("colleague 也在这一页")
    expect(page.locator(".rail [data-here]:visible")).to_contain_text("colleague 在填")

    type_in(other, OTHER, MORE)
    is_saved(other)
    type_in(page, OTHER, WORDS)
    clash = page.locator("#autosave-clashes")
    expect(clash).to_contain_text(MORE)
    expect(clash).to_contain_text("colleague")
    clash.get_by_role("button", name="保留我填的").click()
    is_saved(page)
    assert stored(made, OTHER) == [WORDS]
    other.context.close()
