"""The pages of the review in a real browser: nothing that axe finds, and places chosen without leaving the text."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from evaluations.services.comments import Opinion, add_comment, answer_comment
from evaluations.services.evidence import Offered, add_file
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.review import accept, return_filing
from evaluations.services.submission import submit
from tests import factories
from tests.axe import findings, overflow
from tests.browsers import PATIENCE, signed_in_as
from tests.evaluations.access.mending import SPENT, returned
from tests.evaluations.conftest import fill
from tests.evaluations.evidence.papers import pdf
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
NOTE_PLACE = "document.addEventListener('submit', () => sessionStorage.setItem('read', String(scrollY)))"
BOOSTED = """() => [...document.querySelectorAll('[hx-boost="true"] a, [hx-boost="true"] form')]
  .filter((each) => each.closest("[hx-boost]").getAttribute("hx-boost") === "true")
  .map((each) => each.getAttribute("href") || each.getAttribute("action"))
  .filter((address) => !address.startsWith("#"))"""
WIDTHS = [1366, pytest.param(390, marks=pytest.mark.soak)]


def sign_in(page: Page, web: Service, person) -> None:
    signed_in_as(person, page, web.url)


@pytest.fixture
def commented(accepted):
    for where in ("fig:财政拨款支出", "line:社会效益"):
        add_comment(actor=accepted.reviewer, filing=accepted.filing, opinion=Opinion(where, "请核对。"))
    return accepted


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_the_reviewer_have_nothing_for_axe(page: Page, web: Service, commented, width: int) -> None:
    factories.deputy_of(commented.reviewer, 0, 4)
    sign_in(page, web, commented.reviewer)
    page.set_viewport_size({"width": width, "height": 768})
    filing = commented.filing.pk
    paths = [
        "review/",
        "review/departments",
        f"filings/{filing}/review?at=fig:财政拨款支出",
        f"filings/{filing}/return",
        f"filings/{filing}/approve",
        "verify/",
    ]
    found = []
    for path in paths:
        page.goto(f"{web.url}/{path}")
        found.append((path, findings(page), overflow(page)))
    assert found == [(path, [], 0) for path in paths]


@pytest.mark.parametrize("width", WIDTHS)
def test_page_that_clears_content_has_nothing_for_axe(
    page: Page, web: Service, commented, width: int
) -> None:
    sign_in(page, web, commented.rubric_admin)
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(f"{web.url}/filings/{commented.filing.pk}/purge?at=fig:财政拨款支出")
    assert (findings(page), overflow(page)) == ([], 0)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_a_deputy_have_nothing_for_axe(page: Page, web: Service, commented, width: int) -> None:
    sign_in(page, web, factories.deputy_of(commented.reviewer, 0, 4))
    page.set_viewport_size({"width": width, "height": 768})
    paths = ["review/", "review/departments", f"filings/{commented.filing.pk}/review"]
    found = []
    for path in paths:
        page.goto(f"{web.url}/{path}")
        found.append((path, findings(page), overflow(page)))
    assert found == [(path, [], 0) for path in paths]


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_a_return_have_nothing_for_axe(page: Page, web: Service, commented, width: int) -> None:
    due = timezone.now() + timedelta(days=5)
    return_filing(actor=commented.reviewer, filing=commented.filing, due=due)
    sign_in(page, web, commented.filer)
    page.set_viewport_size({"width": width, "height": 768})
    for name in ("returned", "notices/"):
        page.goto(f"{web.url}/filings/{commented.filing.pk}/{name}")
        assert (name, findings(page), overflow(page)) == (name, [], 0)


def test_a_place_is_chosen_without_leaving_the_text(page: Page, web: Service, commented) -> None:
    sign_in(page, web, commented.reviewer)
    address = f"{web.url}/filings/{commented.filing.pk}/review"
    page.goto(address)
    page.get_by_role("link", name="对这一段提意见").first.click()
    box = page.locator("#opinion-box")
    expect(box).to_contain_text("位置：主要职能")
    expect(page.locator("#text")).to_be_focused()
    assert page.url == address
    page.locator("#quote").press_sequentially("应急管理", delay=20)
    page.fill("#text", "请写明三定方案的文号。")
    page.set_viewport_size({"width": 1366, "height": 400})
    page.evaluate("window.scrollTo(0, 200)")
    page.evaluate(NOTE_PLACE)
    box.get_by_role("button", name="加入意见清单").click()
    expect(page.locator(".paper .anchored")).to_have_text("应急管理")
    page.wait_for_function(
        "() => window.scrollY > 0 && String(window.scrollY) === sessionStorage.getItem('read')"
    )


def test_only_choosing_a_place_exchanges_the_box_alone(page: Page, web: Service, office) -> None:
    offered = Offered("决算报表.pdf", pdf(), "line:预算执行/佐证")
    add_file(actor=office.filer, filing=office.filing, offered=offered)
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=office.filing)
    sign_in(page, web, office.reviewer)
    review = f"/filings/{office.filing.pk}/review"
    page.goto(f"{web.url}{review}")
    boosted = page.evaluate(BOOSTED)
    assert (len(boosted) > 0, {address.partition("?")[0] for address in boosted}) == (True, {review})
    assert page.locator(".score-detail a", has_text="决算报表.pdf").count() == 1


def test_several_spaces_of_a_text_are_shown_as_typed(page: Page, web: Service, office) -> None:
    said = "一是人员    二是经费"
    values = {"chapter:主要职能": Typed(said)}
    assert save_fields(actor=office.filer, filing=office.filing, values=values).ok
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    filing = f"{web.url}/filings/{office.filing.pk}"
    shown = {}
    for person, path, place in (
        (office.filer, "stages/1", ".prose p"),
        (office.filer, "report/preview/", ".report .chapters > p"),
        (office.reviewer, "review", ".paper p"),
    ):
        sign_in(page, web, person)
        page.goto(f"{filing}/{path}")
        shown[path] = page.locator(place).filter(has_text="二是经费").first.inner_text()
    assert shown == dict.fromkeys(shown, said)


def test_a_score_is_verified_with_its_reason(page: Page, web: Service, commented) -> None:
    sign_in(page, web, commented.reviewer)
    page.goto(f"{web.url}/filings/{commented.filing.pk}/review")
    line = page.locator("details", has=page.locator("summary.score-line", has_text="社会效益"))
    line.locator("summary").first.click()
    line.locator("[name=value-0]").fill("3")
    line.get_by_role("button", name="保存审核得分").click()
    expect(line.locator(".field-msg.err")).to_have_text("理由未填。请写明审核与填报不同的理由。")
    line.locator("[name=reason]").fill("没有调查数据")
    line.get_by_role("button", name="保存审核得分").click()
    expect(page.locator(".filebar")).to_contain_text("核减 −1.00")


def test_file_beside_a_line_opens_and_the_box_stays(page: Page, web: Service, office) -> None:
    add_file(actor=office.filer, filing=office.filing, offered=Offered("决算报表.pdf", pdf(), SPENT))
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=office.filing)
    sign_in(page, web, office.reviewer)
    page.goto(f"{web.url}/filings/{office.filing.pk}/review")
    line = page.locator("details", has=page.locator("summary.score-line", has_text="预算执行"))
    line.locator("summary").first.click()
    with page.expect_download() as download:
        line.get_by_role("link", name="决算报表.pdf").click()
    assert download.value.suggested_filename == "决算报表.pdf"
    expect(page.locator("#opinion-box")).to_have_count(1)


def test_correction_taken_back_is_gone_from_what_is_to_be_checked_again(
    page: Page, web: Service, office
) -> None:
    returned(office)
    version = office.filing.answers.get(key=SPENT).version
    assert save_fields(actor=office.filer, filing=office.filing, values={SPENT: Typed("96", version)}).ok
    answer_comment(actor=office.filer, comment=office.comment, text="已改")
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=office.filing)
    sign_in(page, web, office.reviewer)
    page.goto(f"{web.url}/filings/{office.filing.pk}/review")
    expect(page.locator("#rechecks")).to_have_text("待复核 1 处")
    page.locator("form[action$=withdraw] button").click(timeout=PATIENCE)
    expect(page.locator("main")).to_contain_text("已撤销这一处的审核内容，按填报计分。")
    expect(page.locator("#rechecks")).to_have_count(0)


def test_places_chosen_beside_the_text_leave_the_reader_where_he_reads(
    page: Page, web: Service, commented
) -> None:
    row = commented.filing.table_rows.get(position=0)
    sign_in(page, web, commented.reviewer)
    page.set_viewport_size({"width": 1366, "height": 400})
    address = f"{web.url}/filings/{commented.filing.pk}/review?at=row:项目/{row.key}"
    page.goto(address)
    opened, box = page.url, page.locator("#opinion-box")
    page.evaluate("window.scrollTo(0, 500)")
    box.get_by_role("link", name="支出 60.00 万元").click()
    expect(box).to_contain_text("位置：项目支出表 第 1 行（项目甲） 支出")
    page.locator("#c1 .meta a").first.click()
    expect(box).to_contain_text("位置：财政拨款支出")
    assert (page.url, page.evaluate("() => window.scrollY > 400")) == (
        opened,
        True,
    )  # a longer box may move it
