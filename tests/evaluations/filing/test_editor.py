"""The editor over a text, in a real browser: what is pasted, typed and inserted is what is stored; nothing is lost."""

import random
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from evaluations.models import Narrative
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from rubrics.scoring import narrative
from tests.axe import findings, overflow
from tests.e2e.pictures import take
from tests.evaluations.filing.made import Made
from tests.evaluations.filing.test_autosave_browser import is_fresh
from tests.evaluations.filing.test_browser import open_stage, signed_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
CLIPBOARD = Path(__file__).parent / "clipboard"
ASSETS, CHAPTER = 6, "资产管理情况"
AT = f"chapter:{CHAPTER}"
GOALS, DONE = "主要履职目标", "履职情况"
PASTE = """([html, text]) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""


def content(name: str) -> str:
    return (CLIPBOARD / name).read_text(encoding="utf-8")


def written(page: Page):
    return page.get_by_role("textbox", name=CHAPTER, exact=True)


def emptied(page: Page) -> None:
    written(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


def in_box(page: Page) -> str:
    return page.locator(f"textarea[id='{AT}']").input_value()


def saved(page: Page, made: Made) -> str:
    """What is stored of the text once the page says that it is."""
    page.keyboard.press("Control+s")
    expect(page.locator("[data-saved]")).to_be_visible()
    is_fresh(page)
    stored = Narrative.objects.get(filing=made.filing, chapter=CHAPTER)
    return narrative.to_text_form(narrative.read_json(stored.body))


def random_texts() -> list[str]:
    signs = random.Random(20_201)
    alphabet = [
        "甲",
        "乙",
        "{",
        "}",
        "{{预算执行率}}",
        "\\",
        "\\/",
        "/",
        "#",
        "-",
        "1",
        ".",
        " ",
        "　",
        "\n",
        "\n",
        "\t",
        "|",
        "| ",
        "<",
        "^",
        "🙂",
        "𠮷",
        "e\u0301",
        "\u0301",
        "㊙\ufe0f",
        "❤\ufe0f\u200d🔥",
        "👍🏽",
        "👨\u200d👩\u200d👧",
        "\u200d",
        "🇨",
        "🇳",
        "ｶﾞ",
        "葛\U000e0100",
    ]
    texts = ["".join(signs.choices(alphabet, k=signs.randint(1, 30))) for _ in range(3_000)]
    return [text for text in texts if isinstance(narrative.read_text_form(text), tuple)]


def test_editor_reads_writes_and_counts_a_text_as_the_server_does(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, ASSETS)
    texts = [content("texts.txt").strip(), *random_texts()]
    assert len(texts) > 1_500
    shown = {
        item.get_attribute("data-figure-name"): item.get_attribute("data-figure-text")
        for item in page.locator("[data-figure-name]").all()
    }

    found = page.evaluate(
        """async (texts) => {
          const editor = await import("/static/vendor/editor/editor.js");
          return texts.map((text) => editor.rewritten(text));
        }""",
        texts,
    )

    blocks = [narrative.read_text_form(text) for text in texts]
    wanted = [
        {"text": narrative.to_text_form(one), "count": narrative.character_count(one, shown)}
        for one in blocks
    ]
    assert [pair for pair in zip(texts, found, wanted, strict=True) if pair[1] != pair[2]] == []
    assert found[0]["text"] == texts[0]


def test_paste_keeps_words_structure_and_merged_cells_and_drops_the_rest(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, ASSETS)
    for name in ("word", "wps", "excel"):
        emptied(page)
        page.evaluate(PASTE, [content(f"{name}.html"), "not this"])
        assert saved(page, made) == content(f"{name}.txt").strip()

    emptied(page)
    page.keyboard.type("前后")
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(100)  # nobody pastes before the cursor has moved
    page.evaluate(PASTE, ["<p class=MsoNormal><span>一行<o:p></o:p></span></p>", "一行"])
    page.evaluate(PASTE, ["", "| 不是表 |\n# 不是标题{{x}}"])
    assert saved(page, made) == "前一行| 不是表 |\n\\# 不是标题\\{\\{x}}后"

    page.evaluate(PASTE, [f"<p>{'长' * 2_000_001}</p>", "长"])
    expect(page.get_by_text("粘贴的内容太大")).to_be_visible()
    assert in_box(page).startswith("前一行")


def compose(page: Page) -> None:
    """A title, a sentence, an item with a figure and a table with a merged cell, by keyboard."""
    emptied(page)
    page.keyboard.press("Control+Alt+2")
    page.keyboard.type("人员")
    page.keyboard.press("Enter")
    page.keyboard.type("编外24人，支出9,876.54万元，写作{{编外人数}}。")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Shift+8")
    page.keyboard.type("共")
    page.keyboard.press("Alt+F10")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("编外 控制率")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    written(page).evaluate("text => text.closest('text-editor').querySelector('[title=插入表格]').click()")
    page.keyboard.type("甲")
    page.keyboard.press("Shift+ArrowRight")
    page.get_by_role("button", name="合并").click()


def test_writing_with_figures_drafts_lists_and_a_table_by_keyboard(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    page.set_viewport_size({"width": 1366, "height": 5000})
    open_stage(page, web, made, ASSETS)
    compose(page)
    text = (
        "## 人员\n编外24人，支出9,876.54万元，写作\\{\\{编外人数}}。\n- 共{{编外人员控制率}}\n"
        "| 甲 | < |  |\n|  |  |  |\n|  |  |  |"
    )
    assert saved(page, made) == text

    hints = page.get_by_role("group", name="正文里的数字")
    expect(hints.get_by_role("listitem")).to_have_count(2)
    expect(written(page).locator(".squig")).to_have_text(["24人", "9,876.54万元"])
    take(page, "正文编辑器", written(page))
    assert (findings(page), overflow(page)) == ([], 0)
    hints.get_by_role("listitem").filter(has_text="9,876.54万元").get_by_role("button").click()
    hints.get_by_role("button", name="改为引用").click()
    expect(hints).to_be_hidden()
    expect(written(page).locator(".squig")).to_have_count(0)
    assert saved(page, made) == text.replace("24人", "{{编外人数}}", 1)
    page.keyboard.press("Control+z")
    assert in_box(page) == text
    page.keyboard.press("Control+y")

    # A figure on the same page changes: the chip follows, and whoever writes stays where he is.
    chip = written(page).get_by_role("img", name="引用 编外人数")
    expect(chip).to_have_text("24 人")
    page.fill("[id='fig:编外人数']", "30")
    written(page).click()
    page.keyboard.press("Control+End")
    expect(chip).to_have_text("30 人")
    expect(written(page)).to_be_focused()
    page.keyboard.type("尾")

    drafts = page.locator("[data-text-place]").filter(has=written(page)).locator(".drafts")
    drafts.get_by_role("button", name="放到光标处").click()
    end = (
        "尾截至{{年度}}年12月31日，固定资产总额{{固定资产总额}}，其中在用固定资产{{在用固定资产}}，"
        "固定资产利用率为{{固定资产利用率}}。"
    )
    assert saved(page, made).endswith(f"\n{end}")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    assert in_box(page).endswith("固定资产利用率为")
    page.keyboard.press("Tab")
    expect(written(page)).not_to_be_focused()
    saved(page, made)
    page.reload()
    expect(written(page)).to_contain_text("9,876.54万元")
    expect(written(page).locator(".squig")).to_have_count(0)  # what was kept is not asked again


def test_text_of_somebody_else_comes_into_the_editor_and_clashes_are_chosen(page: Page, web: Service) -> None:
    made = signed_in(page, web)
    open_stage(page, web, made, ASSETS)
    emptied(page)
    page.keyboard.type("我写的")
    mine = saved(page, made)
    version = Narrative.objects.get(filing=made.filing, chapter=CHAPTER).version
    theirs = {AT: Typed("# 别人写的\n| 甲 | < |\n| 乙 | 丙 |", version)}
    save_fields(actor=made.filer, filing=made.filing, values=theirs)

    page.keyboard.type("，又写")
    page.keyboard.press("Control+s")
    clashes = page.locator("#autosave-clashes")
    expect(clashes).to_contain_text("# 别人写的")
    clashes.locator("[data-theirs]").click()

    expect(written(page).locator("[data-level='1']")).to_have_text("别人写的")
    assert written(page).locator("td").count() == 3
    assert in_box(page) == theirs[AT].text
    assert mine == "我写的"

    page.locator("label", has_text=CHAPTER).first.evaluate("label => label.click()")
    expect(written(page)).to_be_focused()
    written(page).locator("[data-level='1']").click()
    page.keyboard.press("Home")
    page.wait_for_timeout(100)  # nobody is faster than the cursor
    page.route("**/save", lambda route: route.abort())
    page.on("dialog", lambda dialog: dialog.accept())
    page.keyboard.type("又是")
    assert in_box(page).startswith("# 又是别人写的")
    page.reload()
    page.unroute("**/save")
    expect(written(page).locator("[data-level='1']")).to_have_text("别人写的")
    offers = page.locator("#autosave-offers")
    expect(offers).to_contain_text("又是别人写的")
    offers.locator("[data-take]").first.click()
    expect(written(page).locator("[data-level='1']")).to_have_text("又是别人写的")
    assert saved(page, made) == "# 又是别人写的\n| 甲 | < |\n| 乙 | 丙 |"
