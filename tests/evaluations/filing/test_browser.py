"""The filer's pages in a real browser: nothing for axe, nothing wider than the window, and what the scripts add."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from evaluations.models import Answer, Preset, TableRow
from evaluations.services.preset_rows import CALLED, CODE, PLACE
from evaluations.services.summary import refresh
from tests.axe import findings, overflow
from tests.browsers import signed_in_as
from tests.evaluations.filing.made import Made, filled, opened
from tests.evaluations.filing.test_presets import office_of
from tests.evaluations.filing.test_targets import TRAINED
from tests.evaluations.presets import imported, listed
from tests.planted import DOCUMENTS
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
SPENT = "fig:实际采购金额"
OWN = 4
"""The stage of the national project that scores."""


def signed_in(page: Page, web: Service) -> Made:
    made = filled()
    refresh(made.filing)
    sign_in(page, web, made)
    return made


def sign_in(page: Page, web: Service, made: Made) -> None:
    signed_in_as(made.filer, page, web.url)


def open_stage(page: Page, web: Service, made: Made, stage: int, query: str = "") -> None:
    page.goto(f"{web.url}/filings/{made.filing.pk}/stages/{stage}{query}")


@pytest.mark.parametrize(
    ("width", "shown"), [(1366, [4]), pytest.param(390, [3, 4, 8], marks=pytest.mark.soak)]
)  # in a soak the walk looks at each stage, wide
def test_no_page_of_the_filer_has_anything_for_axe(
    page: Page, web: Service, width: int, shown: list[int]
) -> None:
    made = signed_in(page, web)
    page.set_viewport_size({"width": width, "height": 768})
    key = made.filing.table_rows.filter(table="项目").first().key
    row = f"/filings/{made.filing.pk}/tables/项目/rows/{key}"
    stages = {stage: f"/filings/{made.filing.pk}/stages/{stage}" for stage in shown}
    wrong = {}
    for path in ["/todo", *stages.values(), f"{stages[4]}?columns=all", f"{row}/edit", f"{row}/remove"]:
        page.goto(f"{web.url}{path}")
        found = (findings(page), overflow(page))
        if found != ([], 0):
            wrong[path] = found
    assert wrong == {}
    open_stage(page, web, made, 4)
    page.emulate_media(media="print")
    chosen = page.locator(".seg input:checked + label").first
    assert (
        chosen.evaluate("label => getComputedStyle(label).printColorAdjust") == "exact"
    )  # else white on white
    assert page.locator(".btn:visible, .na:visible").count() == 0


def test_pages_of_own_indicators_have_nothing_for_axe(page: Page, web: Service) -> None:
    made = opened((DOCUMENTS / "national-project.yaml").read_text(encoding="utf-8"))
    cells = {"名称": {"text": "培训人次", "status": "filled", "source": "", "version": 1}}
    row = {"filing": made.filing, "by": made.filer, "at": timezone.now(), "position": 0}
    TableRow.objects.create(table="产出指标", key="one", cells=cells, **row)
    said = {CODE: made.filing.department.code, PLACE: "产出指标", **TRAINED}
    imported(
        office_of(made),
        listed([{**said, CALLED: name} for name in ("培训人次", "办结率")]),
        Preset.Kind.TARGETS,
    )
    sign_in(page, web, made)
    page.set_viewport_size({"width": 1366, "height": 768})
    stages = f"{web.url}/filings/{made.filing.pk}/stages"
    wrong = {}
    for path, words in {
        f"{web.url}/filings/{made.filing.pk}/tables/产出指标/rows/one/edit": "名称",
        f"{stages}/{OWN}": "财政下达的指标，还有 1 个没有列入",
    }.items():
        page.goto(path)
        expect(page.locator("main")).to_contain_text(words)
        wrong |= {path: found} if (found := (findings(page), overflow(page))) != ([], 0) else {}
    assert wrong == {}


def test_a_figure_is_put_into_the_text_where_the_cursor_is(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, 9)
    box = page.locator("textarea[data-narrative]").first
    page.locator("text-editor [role=textbox]").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("执行率。")
    page.keyboard.press("ArrowLeft")

    page.locator("#marks > summary").click()
    page.locator('button[data-insert="{{预算执行率}}"]').click()

    assert box.input_value() == "执行率{{预算执行率}}。"
    expect(page.locator("[data-saved]")).to_contain_text("已保存")


def test_the_printed_filing_is_mended_by_two_presses(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, 3)
    assert page.get_by_label("全表").inner_text().split() == [
        "自评总分",
        "93.86",
        "/",
        "100",
        "分",
        "等级",
        "优",
    ]

    with page.expect_navigation():
        page.get_by_role("button", name="互换两数").click()
    assert page.get_by_label("全表").inner_text().split()[1] == "95.68"

    open_stage(page, web, made, 4)
    with page.expect_navigation():
        page.get_by_role("button", name="改为“元”，数字不动").click()
    assert page.get_by_role("radio", name="元", exact=True).is_checked()
    assert page.get_by_text("很可能单位填错").count() == 0
    assert Answer.objects.get(filing=made.filing, key="fig:金额单位").value == "元"


def test_ctrl_s_saves_and_says_when(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, 3)

    page.fill(f'[id="{SPENT}"]', "1,800")
    expect(page.locator("[data-unsaved]")).to_be_visible()
    page.keyboard.press("Control+s")

    expect(page.locator("[data-saved]")).to_contain_text("已保存")
    page.locator(f'[id="{SPENT}"]').blur()
    expect(page.locator(f'[id="{SPENT}"]')).to_have_value("1,800.00")


def test_a_refused_text_is_marked_and_the_list_leads_to_its_box(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, 3)
    page.fill(f'[id="{SPENT}"]', "￥100")

    page.locator("[data-save]").click()
    page.get_by_role("link", name="1 处填的内容不能保存").click()

    assert page.input_value(f'[id="{SPENT}"]') == "￥100"
    assert page.evaluate("document.activeElement.id") == SPENT
    assert page.locator("[data-unsaved]").is_visible()


def test_enter_and_arrows_move_in_the_sheet_and_a_block_is_pasted(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, 4)
    rows = list(made.filing.table_rows.filter(table="项目").order_by("position"))
    first = page.locator(f'[id="row:项目/{rows[0].key}/项目预算数"]')
    first.focus()

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == f"row:项目/{rows[1].key}/项目预算数"

    first.focus()
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text", text);
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        "2,570,000.00\t2,566,251.00\n3,319,540.00\t3,108,749.00\n",
    )
    page.locator("[data-save]").click()
    expect(page.locator("[data-saved]")).to_be_visible()

    stored = made.filing.table_rows.filter(table="项目").order_by("position")
    assert [row.cells["项目支出数"]["text"] for row in stored[:2]] == ["2566251", "3108749"]


BEHIND = """() => {
  const at = document.activeElement.getBoundingClientRect(), bar = document.querySelector(".actbar");
  const inside = bar.contains(document.activeElement) || document.activeElement === document.body;
  const top = bar.getBoundingClientRect().top;
  return !inside && at.height < top && at.bottom > top + 1 && at.top < window.innerHeight
    ? document.activeElement.outerHTML.slice(0, 80) : "";
}"""


def test_what_has_the_focus_is_never_half_behind_the_bar_at_the_foot(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    page.set_viewport_size({"width": 768, "height": 768})
    open_stage(page, web, made, 3)
    behind = []
    for _ in range(120):
        page.keyboard.press("Tab")
        behind.append(page.evaluate(BEHIND))
    assert [one for one in behind if one] == []
