"""Answers to a return, posted without a line and after the session has ended: not a character is lost."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from evaluations.models import CommentEntry, ReturnNotice
from evaluations.services.comments import Opinion, add_comment
from evaluations.services.review import accept, return_filing
from evaluations.services.submission import submit
from tests import factories
from tests.axe import findings, overflow
from tests.evaluations.conftest import fill, make_office
from tests.evaluations.filing.test_autosave_browser import sign_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
ANSWER = "已按决算改正。\n\n  “财政拨款支出”与决算报表 Z01-1 表一致，附决算批复 <第 3 页> & 明细。"


def returned():
    office = make_office()
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=office.filing)
    opinion = Opinion("fig:财政拨款支出", "请核对决算数。", category="数据")
    add_comment(actor=office.reviewer, filing=office.filing, opinion=opinion)
    due = timezone.now() + timedelta(days=5)
    return_filing(actor=office.reviewer, filing=office.filing, due=due)
    return office


def test_answer_to_a_return_comes_through_a_cut_line_and_an_expired_sign_in(page: Page, web: Service) -> None:
    office = returned()
    assert ReturnNotice.objects.count() == 1
    page.set_viewport_size({"width": 1366, "height": 768})
    sign_in(page, web, office.filer.username)
    page.goto(f"{web.url}/filings/{office.filing.pk}/returned")
    page.locator("textarea").fill(ANSWER)
    page.context.set_offline(True)
    page.get_by_role("button", name="保存答复").click()
    expect(page.locator("#network")).to_contain_text("填写的内容还在本页")
    expect(page.locator("textarea")).to_have_value(ANSWER)
    page.context.set_offline(False)
    Session.objects.all().delete()
    page.get_by_role("button", name="保存答复").click()

    expect(page.get_by_role("heading", name="登录已过期")).to_be_visible()
    expect(page.locator("[name=username]")).to_have_value(office.filer.username)
    looks = [(findings(page), overflow(page))]
    page.locator("[name=password]").fill(factories.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("填写的文字")).to_have_value(ANSWER)
    looks.append((findings(page), overflow(page)))
    page.get_by_role("button", name="继续提交").press("Enter")
    expect(page.get_by_text("已保存 1 条答复")).to_be_visible()
    assert [entry.text for entry in CommentEntry.objects.filter(kind="answer")] == [ANSWER]
    assert looks == [([], 0)] * 2
