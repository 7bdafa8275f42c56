"""A key in a table of 500 rows on a slow machine, against the same page with the boxes of every row laid out.

    bin/bench typing [--rows N] [--slower N]

Both pages are open in one Chromium whose processor is slowed down, at a real web server on a throw-away PostgreSQL.
A key is a digit and its removal, each waited for until the browser has painted. Before the keys: what opening a page
takes; after them, on ours: what a save takes until it is acknowledged and until the page has followed, and a paste of a
column of all rows.
"""

import argparse
import os
import time
from collections.abc import Callable
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browsers import OPTIONS, program_of_this_machine
from tests.processes import ROOT
from tests.services import web_server

from .throwaway import database
from .turns import compare

KEYS = 10
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const said = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", said));
}"""
PATIENCE = 120_000
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
NOTHING_IS_FAR = "window.IntersectionObserver = class { observe() {} unobserve() {} disconnect() {} };"
ALL_NEAR = "() => document.querySelectorAll('tr.far').forEach((row) => row.classList.remove('far'))"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--slower", type=int, default=4)
    options = parser.parse_args()
    with TemporaryDirectory() as folder, database():
        environment = {**os.environ, "PORTAL_DATA_DIR": folder, "PYTHONPATH": str(ROOT)}
        with web_server(environment) as web, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program_of_this_machine(), args=OPTIONS)
            measure(browser, web.url, options)
            browser.close()


def measure(browser: Browser, site: str, options: argparse.Namespace) -> None:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright runs a loop beside this
    address, session = prepared(options.rows)
    cookie = {"name": "sessionid", "value": session, "url": site}
    opened(browser, f"{site}{address}", cookie, 1, far=True)[
        0
    ].close()  # the server's first answer takes longer
    pages = [opened(browser, f"{site}{address}", cookie, options.slower, far=far) for far in (True, False)]
    for name, (page, seconds) in zip(("ours", "all laid out"), pages, strict=True):
        print(f"opened, {name}: {seconds:.2f} s, {page.locator('tr.far').count()} of {options.rows} rows far")
    print(f"{KEYS} keys at 1/{options.slower} of this processor's speed")
    compare(*(typing(page) for page, _ in pages))
    tell_acts(pages[0][0], options.rows)


def prepared(rows: int) -> tuple[str, str]:
    """Return the address of the table's stage, and a session of its filer."""
    from django.test import Client  # noqa: PLC0415 - the database has to be named first
    from django.urls import reverse  # noqa: PLC0415

    from tests.evaluations.filing.made import filled  # noqa: PLC0415

    made = filled()
    row = made.filing.table_rows.filter(table="项目").first()
    assert row is not None
    for number in range(rows - made.filing.table_rows.filter(table="项目").count()):
        row.pk, row.key, row.position = None, f"r{number}", 100 + number
        row.save(force_insert=True)
    client = Client()
    client.force_login(made.filer)
    return reverse("evaluations:stage", args=[made.filing.pk, 4]), client.cookies["sessionid"].value


def opened(
    browser: Browser, address: str, cookie: dict[str, str], slower: int, *, far: bool
) -> tuple[Page, float]:
    """Return a page with the table, and how many seconds it took until a key could be pressed."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    context.add_cookies([cookie])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    if not far:
        page.add_init_script(NOTHING_IS_FAR)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    began = time.perf_counter()
    page.goto(address)
    if not far:
        page.evaluate(ALL_NEAR)
    page.evaluate(PAINTED)
    return page, time.perf_counter() - began


def typing(page: Page) -> Callable[[], None]:
    """Return the work of some keys in a number of the first row."""
    box = page.locator("td.in input.cell[data-num]").first

    def work() -> None:
        box.focus()
        page.keyboard.press("End")
        for _ in range(KEYS // 2):
            for key in ("1", "Backspace"):
                page.keyboard.press(key)
                page.evaluate(PAINTED)

    return work


def tell_acts(page: Page, rows: int) -> None:
    """Print the seconds of a save, and of a paste into every row from the first one."""
    box = page.locator("td.in input.cell[data-num]").first
    print(f"one figure: {_saved(page, lambda: (box.fill('12.34'), box.blur()))}")
    block = "\n".join(f"{number}.5" for number in range(rows))
    box.focus()
    print(f"a paste of {rows} figures: {_saved(page, lambda: page.evaluate(PASTE, block))}")


def _saved(page: Page, act: Callable[[], object]) -> str:
    began = time.perf_counter()
    act()
    page.evaluate(PAINTED)
    painted = time.perf_counter() - began
    page.locator("[data-saved]:visible").wait_for()
    saved = time.perf_counter() - began
    page.wait_for_function("() => !document.querySelector('.live[aria-busy]')")
    followed = time.perf_counter() - began
    return f"painted after {painted:.2f} s, acknowledged after {saved:.2f} s, page followed after {followed:.2f} s"


if __name__ == "__main__":
    main()
