"""Offline and back in a real browser: a workbook with changes, an error and a conflict, by mouse and by keyboard."""

import pytest
from django.urls import reverse

from evaluations.workflow import Role
from tests import factories
from tests.axe import findings, overflow
from tests.e2e.pictures import take
from tests.evaluations.filing.made import filled
from tests.evaluations.sheets.test_browser import sign_in

from .offline import Offline, online

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def bring(page, data, tmp_path):
    file = tmp_path / "工作簿.xlsx"
    file.write_bytes(data)
    page.locator("input[type=file]").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="带回并核对").click()


def test_workbook_filled_in_offline_comes_back_with_a_conflict_chosen_by_keyboard(page, web, tmp_path):
    made = filled()
    colleague = factories.member(Role.FILER, made.filing.department, "colleague", name="示例同事")
    sign_in(page, web, made.filer)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(web.url + reverse("evaluations:stage", kwargs={"filing_id": made.filing.pk, "stage": 1}))
    page.get_by_role("link", name="Excel 工作簿").click()
    take(page, "Excel 工作簿")
    assert (findings(page), overflow(page)) == ([], 0)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载工作簿").click()
    offline = Offline(made.filing, download.value.path().read_bytes())
    offline.put("fig:年初预算数", 8700)
    offline.put("fig:调整预算数", "九千")
    bring(page, offline.saved(), tmp_path)
    take(page, "工作簿里的错误")
    assert (findings(page), overflow(page)) == ([], 0)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载标出错误的工作簿").click()
    mended = Offline(made.filing, download.value.path().read_bytes())
    mended.put("fig:调整预算数", 9400)
    page.get_by_role("link", name="重新带回").click()
    online(colleague, made.filing, fig__年初预算数="8800")
    bring(page, mended.saved(), tmp_path)
    take(page, "核对工作簿")
    assert (findings(page), overflow(page)) == ([], 0)
    page.get_by_role("button", name="确认写入").press("Enter")
    page.get_by_text("还有冲突没有选择").wait_for()
    page.get_by_role("radio", name="系统里的").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="确认写入").press("Enter")
    page.get_by_text("已写入 1 处").wait_for()
    stored = dict(
        made.filing.answers.filter(key__in=["fig:年初预算数", "fig:调整预算数"]).values_list("key", "value")
    )
    assert stored == {"fig:年初预算数": "8800", "fig:调整预算数": "9400"}
