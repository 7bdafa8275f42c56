"""Debian's Chromium for the tests; a page that breaks the content policy or runs into an error fails its test."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.processes import READY_SECONDS, ROOT
from tests.services import INSTALL

OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 60_000
"""Milliseconds that an expectation waits: a busy machine is no finding."""
OWN_BROWSERS = ROOT / "var" / "browsers"  # filled by bin/setup where the system has no Chromium as a package
EXPECTED = (
    "Failed to load resource: the server responded",
    "Failed to load resource: net::ERR_INTERNET_DISCONNECTED",
    "Failed to load resource: net::ERR_FAILED",
)
LOCAL = ("http://127.0.0.1:", "data:", "blob:", "about:")


@dataclass(frozen=True, slots=True)
class Chromium:
    """The running browser and its name with version."""

    browser: Browser
    version: str


def program_of_this_machine() -> str | None:
    """Return Chromium's path; the one without windows is the same engine and takes a fifth less of the processor."""
    names = ("chromium-headless-shell", "chromium", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    program = program_of_this_machine()
    if program is None and not OWN_BROWSERS.is_dir():
        raise RuntimeError(f"Chromium is missing. Run: {INSTALL}")
    os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", str(OWN_BROWSERS))
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # playwright runs a loop beside the tests' own database work
    )
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=OPTIONS, timeout=READY_SECONDS * 1000
        )
        yield Chromium(browser, f"Chromium {browser.version}")
        browser.close()
        connections.close_all()  # while its loop runs Django keeps connections of their own, and forgets them after


def signed_in_as(user: object, page: Page, site: str) -> None:
    """Give a window the session of somebody who signed in; the tests of signing in do it by its page."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


LOSE = """(ending) => {
  const real = window.fetch;
  window.fetch = async (url, options) => {
    const answer = await real(url, options);
    if (options?.method !== "POST" || !new URL(url, location.href).pathname.endsWith(ending)) return answer;
    window.fetch = real;
    window.lost = ending;
    throw new TypeError("the answer got lost");
  };
}"""


@contextmanager
def answer_lost(page: Page, ending: str) -> Iterator[None]:
    """The next post within, to a path with this ending, is answered, and the page does not hear it.

    Done in the page: a request that the browser sends anew by itself does not come to a route's handler again.
    """
    page.evaluate(LOSE, ending)
    yield
    page.wait_for_function("(ending) => window.lost === ending", arg=ending)


def is_trouble(message: ConsoleMessage) -> bool:
    """A refused status is an answer like others, and a test may take the network away; other errors are trouble."""
    return message.type == "error" and not message.text.startswith(EXPECTED)


@pytest.fixture
def page(chromium: Chromium) -> Iterator[Page]:
    """A fresh window in Chinese. At the end: no error in the console, no request to another host."""
    context = chromium.browser.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1366, "height": 900}
    )
    context.set_default_timeout(READY_SECONDS * 1000)
    window, troubles = context.new_page(), []

    def hear(message: ConsoleMessage) -> None:
        if is_trouble(message):
            troubles.append(message.text)

    def see(request: Request) -> None:
        if not request.url.startswith(LOCAL):
            troubles.append(f"request to {request.url}")

    context.on("console", hear)
    context.on("weberror", lambda trouble: troubles.append(str(trouble.error)))
    context.on("request", see)
    yield window
    context.close()
    assert troubles == []
