"""What is wrong with a page as it stands in the browser: what axe finds, and how far it is wider than its window."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from tests.processes import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
# Only what is wrong is told, and no style sheet is fetched a second time for rules that are not among the defaults.
RUN = "axe.run(document, {rules: {'target-size': {enabled: true}}, resultTypes: ['violations'], preload: false})"
TALL = 6000
"""How high the window is while axe looks: nothing stands half behind a bar that stays, whatever the fonts."""


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe finds on the page as it stands: the rule and its elements."""
    with _tall(page):
        page.evaluate(AXE)
        found = page.evaluate(RUN)["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


@contextmanager
def _tall(page: Page) -> Iterator[None]:
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({**size, "height": TALL})
    yield
    page.set_viewport_size(size)


def findings(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe finds, everything closed opened first."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    return violations(page)


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
