"""Before somebody is signed out for having done nothing, the page says so; one press, or any answer, puts it off."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from portal.models import User
from tests import factories
from tests.axe import findings
from tests.evaluations.sheets.test_browser import sign_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
MINUTES = settings.SESSION_COOKIE_AGE // 60


def test_end_of_the_session_is_told_before_and_put_off_by_a_press(page: Page, web: Service) -> None:
    person: User = factories.user()
    sign_in(page, web, person)
    page.clock.install()
    page.goto(f"{web.url}/password")
    line = page.locator("#idle")
    page.clock.fast_forward(f"{MINUTES - 3}:00")
    expect(line).to_be_hidden()
    page.clock.fast_forward("01:30")
    expect(line).to_have_text("有一阵没有操作了，大约 2 分钟后系统会退出登录。 继续使用", use_inner_text=True)
    assert findings(page) == []
    page.get_by_role("button", name="继续使用").press("Enter")
    expect(line).to_be_hidden()
    page.clock.fast_forward(f"{MINUTES - 3}:00")
    expect(line).to_be_hidden()
    page.clock.fast_forward("03:30")
    expect(line.locator("[data-over]")).to_be_visible()
    expect(page.get_by_role("button", name="继续使用")).to_be_hidden()


def test_press_after_the_session_has_ended_elsewhere_says_so(page: Page, web: Service) -> None:
    sign_in(page, web, factories.user())
    page.clock.install()
    page.goto(f"{web.url}/password")
    page.clock.fast_forward(f"{MINUTES - 1}:00")
    Session.objects.all().delete()
    page.get_by_role("button", name="继续使用").click()
    expect(page.locator("#idle [data-over]")).to_be_visible()


def test_nobody_is_told_who_is_not_signed_in(page: Page, web: Service) -> None:
    page.goto(f"{web.url}/login")
    expect(page.locator("#idle")).to_have_count(0)
