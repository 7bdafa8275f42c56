"""Sending in a real browser: nothing for axe, nothing beyond the window, and the whole way without a script."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from evaluations import tasks
from evaluations.models import Job, Snapshot
from evaluations.selectors.signing import signature_of
from evaluations.services import submission
from evaluations.workflow import Role, SignOff
from tests import factories
from tests.axe import findings, overflow
from tests.browsers import PATIENCE
from tests.e2e.pictures import take
from tests.evaluations.evidence.papers import pdf
from tests.evaluations.filing.made import filled

from .conftest import FINISHED

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
WIDER = "frame => [...frame.children].some(one => one.offsetWidth > frame.clientWidth)"


def sign_in(context, web, user):
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": web.url}])


def url(web, made, page, **more):
    return web.url + reverse(f"evaluations:{page}", kwargs={"filing_id": made.filing.pk, **more})


def test_pages_of_sending_have_nothing_for_axe_in_a_narrow_window(page, web):
    """The walk looks at them wide."""
    made = filled()
    sign_in(page.context, web, made.filer)
    page.set_viewport_size({"width": 390, "height": 768})
    found = {}
    for name in ("check", "submit", "take_back", "timeline"):
        page.goto(url(web, made, name))
        found[name] = (findings(page), overflow(page))
    assert found == dict.fromkeys(found, ([], 0))


def test_record_of_a_filing_stays_inside_its_frame_in_a_narrow_window(page, web):
    made = filled(FINISHED)
    submission.submit(actor=made.filer, filing=made.filing)
    sign_in(page.context, web, made.filer)
    page.set_viewport_size({"width": 390, "height": 768})
    page.goto(url(web, made, "timeline"))
    frame = page.locator("section[aria-label=记录]")
    wider = frame.evaluate(WIDER, timeout=PATIENCE)
    assert (wider, frame.locator("th").count()) == (False, 5)


def test_pages_beside_the_stages_and_the_heads_have_nothing_for_axe(page, web):
    made = filled(FINISHED)
    made.filing.cycle.sign_off = SignOff.ONLINE
    made.filing.cycle.save()
    head = factories.member(Role.HEAD, made.filing.department)
    page.set_viewport_size({"width": 1366, "height": 768})
    sign_in(page.context, web, made.filer)
    found = {}

    def look(*names: str) -> None:
        for name in names:
            page.goto(url(web, made, name))
            found[name] = (findings(page), overflow(page))

    look("duties", "draft")
    page.goto(url(web, made, "submit"))
    page.get_by_role("button", name="确认送审签").click()
    sign_in(page.context, web, head)
    look("sign")
    page.get_by_label("退回的原因").fill("请补充说明。")
    page.get_by_role("button", name="退回填报人修改").click()
    page.wait_for_url(url(web, made, "check"))
    assert found == dict.fromkeys(found, ([], 0))


def test_whole_way_works_without_a_script(chromium, web, tmp_path: Path):
    made = filled(FINISHED)
    context = chromium.browser.new_context(java_script_enabled=False, locale="zh-CN")
    sign_in(context, web, made.filer)
    window = context.new_page()
    window.goto(url(web, made, "check"))
    window.get_by_role("button", name="提交财政审核").click()
    window.wait_for_url(url(web, made, "submit"))
    window.get_by_role("button", name="确认提交").click()
    window.get_by_text("提交回执").first.wait_for()
    snapshot = Snapshot.objects.get()
    assert window.url == url(web, made, "receipt", snapshot_id=snapshot.pk)
    assert snapshot.number in window.content()
    window.get_by_role("link", name="撤回").click()
    window.get_by_role("button", name="确认撤回").click()
    window.wait_for_url(url(web, made, "check"))
    made.filing.refresh_from_db()
    context.close()
    assert made.filing.state == "filling"


def test_sheet_is_printed_signed_and_brought_back_by_keyboard(page, web, tmp_path):
    made = filled(FINISHED)
    made.filing.cycle.sign_off = SignOff.PAPER
    made.filing.cycle.save()
    sign_in(page.context, web, made.filer)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(url(web, made, "check"))
    page.get_by_role("link", name="线下审签登记").press("Enter")
    page.get_by_role("button", name="打印审签单").press("Enter")
    page.get_by_text("编号").first.wait_for()
    tasks.print_sign_sheet(Job.objects.get().pk)
    page.reload()
    page.get_by_role("link", name="报告预览").press("Enter")
    page.get_by_role("button", name="打印审签稿（PDF）").press("Enter")
    page.locator("progress").wait_for()
    tasks.print_draft(Job.objects.get(kind="draft").pk)
    page.get_by_role("link", name="下载审签稿").wait_for()  # the page asked by itself
    page.reload()
    take(page, "报告预览")
    assert (findings(page), overflow(page)) == ([], 0)
    page.goto(url(web, made, "paper"))
    file = tmp_path / "签好.pdf"
    file.write_bytes(pdf())
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="上传").press("Enter")
    page.get_by_text("已上传“签好.pdf”").wait_for()
    take(page, "线下审签登记")
    assert (findings(page), overflow(page)) == ([], 0)
    page.get_by_text("提交财政审核", exact=True).last.press("Enter")
    page.get_by_role("button", name="确认提交").press("Enter")
    page.get_by_text("提交回执").first.wait_for()
    assert signature_of(Snapshot.objects.get())["name"] == "签好.pdf"


def test_receipt_has_nothing_for_axe(page, web):
    made = filled(FINISHED)
    sign_in(page.context, web, made.filer)
    page.goto(url(web, made, "submit"))
    with page.expect_navigation():
        page.get_by_role("button", name="确认提交").click()
    assert (findings(page), overflow(page)) == ([], 0)


def test_buttons_of_the_bars_stay_under_the_mouse(page, web):
    """A page that glides, or moves to show what is in sight already, takes the button away before the click is done."""
    made = filled()
    sign_in(page.context, web, made.filer)
    page.goto(url(web, made, "check"))
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    places = {}
    for bar in (".filebar [data-save]", ".actbar .btn"):
        page.evaluate("window.scrollTo(0, 400)")
        page.locator(bar).first.evaluate("button => button.scrollIntoView({block: 'nearest'})")
        places[bar] = page.evaluate("window.scrollY")
    assert places == {".filebar [data-save]": 400, ".actbar .btn": 400}
