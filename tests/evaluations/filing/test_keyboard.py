"""Everything on a filing page is reached by Tab, in sight when it is reached, and left again; nothing needs a mouse."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from evaluations.models import Answer, Evidence
from tests.evaluations.evidence.papers import pdf
from tests.evaluations.filing.test_browser import open_stage, signed_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

MARK = """() => {
  const wanted = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]";
  const shown = { visibilityProperty: true, contentVisibilityAuto: true };
  const isTurn = (radio) => {
    if (radio.type !== "radio") return true;
    const group = [...document.getElementsByName(radio.name)].filter((one) => one.form === radio.form);
    return (group.find((one) => one.checked) ?? group[0]) === radio;
  };
  const all = [...document.querySelectorAll(wanted)].filter(
    (one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility(shown) && isTurn(one));
  all.forEach((one, number) => { one.dataset.turn = number; });
  document.activeElement?.blur();
  window.getSelection().removeAllRanges();
  return all.length;
}"""
"""Numbers what a person who cannot use a mouse must reach; of a group of radios the one whose turn it is."""

EDITORS = "() => [...document.querySelectorAll('textarea[data-narrative]')].every((box) => box.tabIndex < 0)"
"""Every text has its editor in the place of its box."""

HERE = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const heights = [box.top + 3, (box.top + box.bottom) / 2, box.bottom - 3];
  const isCovered = (y) => {
    const over = document.elementFromPoint(box.left + box.width / 2, Math.min(Math.max(y, 0), innerHeight - 1));
    const bar = over?.closest(".topbar, .filebar, .actbar");
    return Boolean(bar && !bar.contains(at));
  };
  return { turn: Number(at.dataset.turn ?? -1), hidden: heights.every(isCovered),
    says: `${at.tagName} ${at.id || at.getAttribute("name") || at.textContent.trim().slice(0, 30)}` };
}"""


def missed_by_tab(page: Page) -> tuple[list[str], list[str]]:
    """What Tab does not come to, and what it comes to behind a bar."""
    count = page.evaluate(MARK)
    reached, behind = set(), []
    for _ in range(count + 40):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            break
        reached.add(here["turn"])
        behind += [here["says"]] if here["hidden"] else []
    outer = "(turn) => document.querySelector(`[data-turn='${turn}']`).outerHTML.slice(0, 90)"
    return [page.evaluate(outer, turn) for turn in sorted(set(range(count)) - reached)], behind


def test_tab_reaches_everything_on_the_filers_pages_in_sight(page: Page, web: Service, rounds) -> None:
    made = signed_in(page, web)
    pages = [
        reverse("evaluations:stage", args=[made.filing.pk, stage]) for stage in rounds([3, 8], range(1, 10))
    ]
    pages += [
        reverse(f"evaluations:{name}", args=[made.filing.pk]) for name in ("check", "evidence", "workbook")
    ]
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
