"""People in windows of their own, on the real web server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Request

from tests.browsers import LOCAL, Chromium, is_trouble
from tests.e2e.person import WIDTH, Person
from tests.e2e.pictures import are_wanted
from tests.processes import READY_SECONDS
from tests.services import Service

type Enter = Callable[..., Person]


@pytest.fixture
def enter(chromium: Chromium, web: Service, request: pytest.FixtureRequest) -> Iterator[Enter]:
    """`enter(username, script=True, width=1366)`: that person signed in, in a window of their own.

    axe looks at the pages on the way in a soak and where pictures are taken; tests of single pages always have it.
    At the end no window has had an error in its console or asked another host for anything.
    """
    troubles: list[str] = []
    looks = request.config.getoption("soak") or are_wanted()

    def see(request: Request) -> None:
        if not request.url.startswith(LOCAL):
            troubles.append(f"request to {request.url}")

    with ExitStack() as stack:

        def begin(username: str, *, script: bool = True, width: int = WIDTH) -> Person:
            context = chromium.browser.new_context(
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                viewport={"width": width, "height": 768},
                java_script_enabled=script,
            )
            stack.callback(context.close)
            context.on("console", lambda said: is_trouble(said) and troubles.append(said.text))
            context.on("weberror", lambda trouble: troubles.append(str(trouble.error)))
            context.on("request", see)
            page = context.new_page()
            page.set_default_timeout(READY_SECONDS * 1000)
            person = Person(page, web.url, script, looks, width)
            person.sign_in(username)
            return person

        yield begin
    assert troubles == []
