"""Figures of the bureau and of last year beside the boxes, in a browser: nothing for axe, nothing needs a mouse."""

import pytest
from playwright.sync_api import Page, expect

from evaluations.models import Preset
from evaluations.services import submission
from evaluations.services.past_rows import take_past_rows
from evaluations.services.preset_rows import CALLED, CODE, PLACE
from evaluations.workflow import Role
from tests import factories
from tests.axe import findings, overflow
from tests.e2e.pictures import take as picture
from tests.evaluations.filing.made import AS_PRINTED, TEXT, Made, answers_of, fill
from tests.evaluations.filing.people import PLANNED
from tests.evaluations.filing.test_browser import open_stage, sign_in
from tests.evaluations.filing.test_presets import office_of, stored, take
from tests.evaluations.presets import imported, listed, one
from tests.evaluations.submission.conftest import FINISHED
from tests.keyboard import EDITORS, missed_by_tab
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
BASIC, BUDGET, MONEY, MANAGED, DONE = 1, 2, 3, 5, 7
TABLE, TARGET = "效果性指标", {"方向": "≥", "目标值": "10", "单位": "%", "分值": "6"}
SHOWN = {
    BASIC: ("待确认：由上年带入", "上年原文"),
    BUDGET: ("财政数 8,666.00", "差异说明", "上年 8,666.95"),
    MONEY: ("财政数 2,200.00", "差异说明：一季度 累计支出", "采用财政数"),
    MANAGED: ("待确认", "确认无误"),
    DONE: ("财政下达的指标，还有 2 个没有列入", "差异说明"),
}


@pytest.fixture
def office(transactional_db):
    """A year in hand after one that was sent: figures and targets of the bureau, and a page and rows taken over."""
    department = factories.department("示例局", division="示例科")
    filer = factories.member(Role.FILER, department, name="示例填报人")

    def year(text: str, number: int, case: str) -> Made:
        cycle = factories.cycle(factories.version(text, year=number))
        made = Made(factories.filing(cycle, department), filer)
        fill(made, answers_of(case, made.filing))
        return made

    before = year(TEXT.replace("year: 2020", "year: 2019", 1), 2019, FINISHED)
    submission.submit(actor=filer, filing=before.filing)
    now = year(TEXT, 2020, AS_PRINTED)
    now.filing.table_rows.filter(table__in=["管理制度", TABLE]).delete()
    now.filing.answers.filter(key__in=["fig:单位性质", "fig:采购计划金额"]).delete()
    found = office_of(now)
    figures = {"年初预算数": "8666", "采购计划金额": "1791.71", "季度.累计支出[一季度]": "2200"}
    imported(found, one(found, **figures))
    targets = [
        {CODE: department.code, PLACE: TABLE, CALLED: name, **TARGET} for name in ("起数下降", "人数下降")
    ]
    imported(found, listed(targets), Preset.Kind.TARGETS)
    take(found, BASIC, "page|")
    now.filing.refresh_from_db()
    take_past_rows(actor=filer, filing=now.filing, table="管理制度")
    return found


@pytest.mark.soak
def test_what_stands_beside_the_boxes_has_nothing_for_axe_and_is_taken_without_a_mouse(
    page: Page, web: Service, office
) -> None:
    made = Made(office.filing, office.filer)
    sign_in(page, web, made)
    page.set_viewport_size({"width": 1366, "height": 768})
    wrong, lacking = {}, {}
    for stage, words in SHOWN.items():
        open_stage(page, web, made, stage)
        page.wait_for_function(EDITORS)
        found = (missed_by_tab(page), findings(page), overflow(page))
        shown = page.locator("main").inner_text()
        wrong |= {stage: found} if found != (([], []), [], 0) else {}
        lacking |= {stage: left} if (left := [one for one in words if one not in shown]) else {}
    assert (wrong, lacking) == ({}, {})

    open_stage(page, web, made, BUDGET)
    picture(page, "财政数和上年数", page.get_by_role("button", name="改用财政数"))
    page.set_viewport_size({"width": 390, "height": 768})
    open_stage(page, web, made, MONEY)
    page.locator(f"[id='{PLANNED}']").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == f"preset|{PLANNED}"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    box = page.locator(f"[id='{PLANNED}']")
    expect(box).to_be_focused()
    expect(box).to_have_value("1791.71")
    assert stored(office, PLANNED) == ("1791.71", "filled")
    assert (findings(page), overflow(page)) == ([], 0)
