"""Importing in a real browser: nothing for axe on the upload, on a preview with bad cells, after the import."""

import pytest
from django.urls import reverse

from evaluations.workflow import Role
from tests import factories
from tests.axe import findings, overflow
from tests.browsers import signed_in_as
from tests.evaluations.filing.made import filled

from .books import book, saved

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
HEADS = ("项目名称", "项目预算数", "项目支出数", "已设绩效目标", "计划当年完成", "按期完成", "备注")


def sign_in(page, web, user):
    signed_in_as(user, page, web.url)


def upload(page, data, tmp_path):
    file = tmp_path / "表.xlsx"
    file.write_bytes(data)
    page.locator("input[type=file]").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="上传并预览").click()


@pytest.mark.parametrize("width", [1366, pytest.param(390, marks=pytest.mark.soak)])
def test_import_of_a_table_has_nothing_for_axe(page, web, tmp_path, width):
    made = filled()
    sign_in(page, web, made.filer)
    page.set_viewport_size({"width": width, "height": 768})
    target = reverse("evaluations:table_import", kwargs={"filing_id": made.filing.pk, "table": "项目"})
    page.goto(web.url + target)
    assert (findings(page), overflow(page)) == ([], 0)
    page.get_by_label("替换现有的行").check()
    rows = [["甲项目", "12.5亿", 90, "是", "有", None, "x"], ["乙项目", 200, 100, "是", "是", "是", None]]
    upload(page, saved(book(rows, heads=HEADS)), tmp_path)
    assert (findings(page), overflow(page)) == ([], 0)
    assert page.get_by_role("button", name="确认导入").count() == 0
    page.goto(web.url + target)
    page.get_by_label("替换现有的行").check()
    upload(page, saved(book(rows[1:], heads=HEADS[:-1])), tmp_path)
    with page.expect_navigation():
        page.get_by_role("button", name="确认导入").click()
    assert "已导入 1 行，替换了原有的 14 行" in page.locator("main").inner_text()


def test_import_of_departments_has_nothing_for_axe(page, web, tmp_path):
    sign_in(page, web, factories.member(Role.SYSTEM_ADMIN))
    page.goto(web.url + reverse("evaluations:departments_import"))
    upload(
        page, saved(book([["900001", "示例一局"]], title="部门", heads=("部门编码", "部门名称"))), tmp_path
    )
    assert (findings(page), overflow(page)) == ([], 0)
    with page.expect_navigation():
        page.get_by_role("button", name="确认导入").click()
    assert "已导入部门：新增 1 个" in page.locator("main").inner_text()
