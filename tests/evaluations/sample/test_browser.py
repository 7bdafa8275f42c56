"""The pages of a second look in a real browser: nothing that axe finds, no page wider than its window."""

import pytest
from playwright.sync_api import Page

from evaluations.models import Settlement
from evaluations.services.settling import Settled, settle
from tests.axe import findings, overflow
from tests.evaluations.review.test_browser import sign_in
from tests.evaluations.sample.test_services import enter, finished
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def visited(page: Page, web: Service, paths: list[str]) -> list[tuple[str, list[str], int]]:
    found = []
    for path in paths:
        page.goto(f"{web.url}/{path}")
        found.append((path, findings(page), overflow(page)))
    return found


@pytest.mark.parametrize("width", [1366, pytest.param(390, marks=pytest.mark.soak)])
def test_pages_of_a_second_look_have_nothing_for_axe(page: Page, web: Service, drawn, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    look = f"second-looks/{drawn.look.pk}/"
    own = ["second-looks/", look, f"{look}paper", f"{look}report"]
    admins = [
        f"year/{drawn.cycle.pk}/samples",
        f"samples/{drawn.sample.pk}/",
        f"{look}compare",
        f"{look}sheet",
    ]
    enter(drawn, 制度="1")
    sign_in(page, web, drawn.second)
    assert visited(page, web, own) == [(path, [], 0) for path in own]
    page.goto(f"{web.url}/{look}")
    page.get_by_label("预算执行的抽查复核得分").fill("9")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("有 1 项没有保存").wait_for()
    assert findings(page) == []
    look_done = finished(drawn)
    assert visited(page, web, own) == [(path, [], 0) for path in own]
    settled = Settled(Settlement.Choice.TAKE, "没有执行记录")
    settle(actor=drawn.rubric_admin, look=look_done, line="制度", settled=settled)
    sign_in(page, web, drawn.rubric_admin)
    assert visited(page, web, admins) == [(path, [], 0) for path in admins]
