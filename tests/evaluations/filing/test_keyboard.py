"""Everything on a filing page is reached by Tab, in sight when it is reached, and left again; nothing needs a mouse."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from evaluations.models import Answer, Evidence
from tests.evaluations.evidence.papers import pdf
from tests.evaluations.filing.test_browser import open_stage, signed_in
from tests.evaluations.sheets.books import book, saved
from tests.evaluations.sheets.test_browser import HEADS, upload
from tests.keyboard import EDITORS, missed_by_tab
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


@pytest.mark.soak
def test_tab_reaches_everything_on_the_filers_pages_in_sight(page: Page, web: Service, tmp_path) -> None:
    made = signed_in(page, web)
    key = made.filing.table_rows.filter(table="项目").first().key
    beside = ["check", "evidence", "workbook", "duties", "draft"]
    pages = [reverse("evaluations:stage", args=[made.filing.pk, stage]) for stage in range(1, 10)]
    pages += [reverse(f"evaluations:{name}", args=[made.filing.pk]) for name in beside]
    pages.append(reverse("evaluations:row_edit", args=[made.filing.pk, "项目", key]))
    page.goto(f"{web.url}{reverse('evaluations:table_import', args=[made.filing.pk, '项目'])}")
    upload(page, saved(book([["甲项目", "12.5亿", 90, "是", "有", None, "x"]], heads=HEADS)), tmp_path)
    pages.append(urlsplit(page.url).path)
    wrong = {}
    for path in pages:
        page.goto(f"{web.url}{path}")
        page.wait_for_function(EDITORS)
        found = missed_by_tab(page)
        if found != ([], []):
            wrong[path] = found
    assert wrong == {}


def test_a_line_is_ticked_explained_and_proved_without_a_mouse(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, 8)
    ticks = page.locator("input[type=radio][name^='line:']:checked")
    row = page.locator("details:not([open])", has=ticks).first.element_handle()
    row.query_selector("summary").focus()
    page.keyboard.press("Enter")
    tick = row.query_selector("input[type=radio]:checked")
    name, before = tick.get_attribute("name"), tick.get_attribute("value")
    tick.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-saved]")).to_contain_text("已保存")
    assert (before, Answer.objects.get(filing=made.filing, key=name).value) == ("是", "否")

    why = page.locator("summary", has_text="怎么算的").first
    why.focus()
    page.keyboard.press("Enter")
    assert why.evaluate("summary => summary.parentElement.open")

    page.goto(f"{web.url}{reverse('evaluations:evidence', args=[made.filing.pk])}?at=fig:年初预算数")
    # The box for files is the browser's own, which Enter opens; what it gives back is put in here.
    page.locator("#files").set_input_files({"name": "批复.pdf", "mimeType": "", "buffer": pdf(b"%one")})
    page.locator("form[data-upload]").get_by_role("button", name="上传").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="批复.pdf").first.wait_for()
    assert [link.address for link in Evidence.objects.get().links.all()] == ["fig:年初预算数"]
