"""A page walked by Tab alone: what it does not come to, and what it comes to out of sight."""

from playwright.sync_api import Page

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
