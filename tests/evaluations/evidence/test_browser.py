"""Evidence in a real browser: progress, a cut connection, an expired sign-in, files dropped, nothing for axe."""

import os

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from evaluations.evidence import store
from evaluations.models import Evidence, EvidenceUpload
from tests.axe import findings, overflow
from tests.e2e.pictures import take
from tests.evaluations.filing.made import opened

from .papers import pdf, png

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

DATA = pdf(b"%" + os.urandom(1_700_000).hex().encode())
FIGURE = "fig:年初预算数"


def sign_in(page, web, user) -> None:
    client = Client()
    client.force_login(user)
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": web.url}])


@pytest.fixture
def made(page, web):
    made = opened()
    sign_in(page, web, made.filer)
    page.goto(web.url + reverse("evaluations:evidence", args=[made.filing.pk]) + f"?at={FIGURE}")
    return made


def choose(page, name: str, data: bytes) -> None:
    page.locator("#files").set_input_files({"name": name, "mimeType": "", "buffer": data})


def press(page) -> None:
    page.locator("form[data-upload]").get_by_role("button", name="上传").click()


def test_upload_goes_on_by_itself_where_the_connection_was_cut(page, web, made):
    asked = []

    def cut_the_second_piece(route) -> None:
        asked.append(route.request.url.partition("offset=")[2])
        if len(asked) == 2:
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/evidence/uploads/*offset=*", cut_the_second_piece)
    choose(page, "批复.pdf", DATA)
    press(page)
    page.get_by_text("连接断开，1 秒后继续").wait_for()
    bar = page.get_by_role("progressbar", name="批复.pdf")
    assert bar.evaluate("each => [each.value, each.max]") == [1_000_000, len(DATA)]
    page.locator("#all").wait_for()
    page.get_by_role("link", name="批复.pdf").first.wait_for()
    assert asked == ["0", "1000000", "1000000", "2000000", "3000000"]
    evidence = Evidence.objects.get()
    assert store.get(evidence.key, evidence.sha) == DATA
    assert [link.address for link in evidence.links.all()] == [FIGURE]


def test_closed_page_loses_nothing_that_came_in(page, web, made, tmp_path):
    file = tmp_path / "批复.pdf"
    file.write_bytes(DATA)
    page.route("**/evidence/uploads/*offset=1000000", lambda route: route.abort("internetdisconnected"))
    page.locator("#files").set_input_files(file)
    press(page)
    page.get_by_text("连接断开").wait_for()
    page.unroute("**/evidence/uploads/*offset=1000000")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert EvidenceUpload.objects.get().received == 1_000_000
    with page.expect_request(lambda request: "offset=" in request.url) as first:
        page.locator("#files").set_input_files(file)
        press(page)
    assert first.value.url.endswith("offset=1000000")
    page.get_by_role("link", name="批复.pdf").first.wait_for()
    evidence = Evidence.objects.get()
    assert store.get(evidence.key, evidence.sha) == DATA


def test_expired_sign_in_is_said_and_the_upload_goes_on_after_signing_in(page, web, made):
    Session.objects.all().delete()
    choose(page, "图.png", png())
    press(page)
    page.get_by_text("登录已过期。请在另一个窗口").wait_for()
    assert Evidence.objects.count() == 0
    sign_in(page, web, made.filer)
    page.get_by_role("button", name="继续").click()
    page.get_by_role("link", name="图.png").first.wait_for()


def test_dropped_files_are_uploaded_and_a_bad_one_is_named(page, web, made):
    drop = """async (form) => {
      const files = new DataTransfer();
      const canvas = document.createElement("canvas");
      const picture = await new Promise((done) => canvas.toBlob(done, "image/png"));
      files.items.add(new File([picture], "拖来的.png"));
      files.items.add(new File(["<svg/>"], "坏.png"));
      form.dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
    }"""
    page.locator("form[data-upload]").evaluate(drop)
    page.get_by_text("已上传：拖来的.png").wait_for()
    page.get_by_text("这是 SVG 图片，不能作为佐证材料。请另存为 PNG 或 PDF。").wait_for()
    page.get_by_role("link", name="拖来的.png").first.wait_for()
    choose(page, "批复.pdf", pdf())  # a later one is in the list at once, what was refused keeps its reason
    press(page)
    page.get_by_role("link", name="批复.pdf").first.wait_for()
    choose(page, "又一份.pdf", pdf())
    press(page)
    page.get_by_text("与“批复.pdf”内容相同，没有重复保存").wait_for()
    assert page.get_by_text("这是 SVG 图片").is_visible()
    assert page.locator("#files-used").inner_text().startswith("2 个文件")
    assert page.get_by_text("还没有文件。").count() == 0
    assert (findings(page), overflow(page)) == ([], 0)


@pytest.mark.parametrize("width", [1366, pytest.param(390, marks=pytest.mark.soak)])
def test_pages_of_evidence_have_nothing_for_axe(page, web, made, width):
    page.set_viewport_size({"width": width, "height": 768})
    choose(page, "批复.pdf", pdf())
    press(page)
    page.get_by_role("link", name="批复.pdf").first.wait_for()
    if width == 1366:
        take(page, "佐证材料", page.locator("h1"))
    assert (findings(page), overflow(page)) == ([], 0)
    page.get_by_role("link", name="移除").click()
    assert (findings(page), overflow(page)) == ([], 0)
    page.goto(web.url + reverse("evaluations:stage", args=[made.filing.pk, 2]))
    assert (findings(page), overflow(page)) == ([], 0)
