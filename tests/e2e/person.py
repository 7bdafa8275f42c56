"""A person in front of a browser: signs in, follows links, types into boxes, and looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http import HTTPStatus

from playwright.sync_api import Locator, Page, Response

from portal.demo.people import PASSWORD
from tests.axe import findings, overflow, violations
from tests.e2e.answers import Wanted
from tests.e2e.pictures import take

WIDTH = 1366
BLANKS = re.compile(r"\s+")
TIMES = (
    (re.compile(r"\d{4}年\d{1,2}月\d{1,2}日\d\d:\d\d|\d{4}-\d\d-\d\d\d\d:\d\d(:\d\d)?"), "〔时刻〕"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "〔日期〕"),
)
"""What is another at every run, and how it is read: the blanks are taken out by then."""


def path_of(address: str, url: str) -> str:
    """Return the path of an address, without what was asked for and where to look."""
    return address.removeprefix(url).partition("#")[0].partition("?")[0]


@dataclass
class Person:
    """`looked` maps each page that was looked at to what axe found there; empty lists are what we want."""

    page: Page
    url: str
    script: bool = True
    """Whether the pages' scripts run."""
    looks: bool = False
    """Whether axe looks at the pages on the way."""
    width: int = WIDTH
    looked: dict[str, list[str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    """The paths of all pages and files that were opened."""

    def __post_init__(self) -> None:
        self.page.on("response", self._note)

    def _note(self, response: Response) -> None:
        asked = response.request
        if asked.method == "GET" and asked.is_navigation_request() and response.status == HTTPStatus.OK:
            self.seen.add(path_of(response.url, self.url))

    def sign_in(self, username: str) -> None:
        """Sign in by the log-in page."""
        self.page.goto(f"{self.url}/login")
        self.page.get_by_label("账号").fill(username)
        self.page.get_by_label("密码", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url(lambda address: "/login" not in address)

    def go(self, path: str) -> int:
        """Open a page of the portal by its path and return its status."""
        response = self.page.goto(f"{self.url}{path}")
        assert response is not None
        return response.status

    def asks(self, path: str) -> tuple[int, str]:
        """Return the status and the whole text of what the person's browser gets there, without showing it."""
        response = self.page.request.get(f"{self.url}{path}")
        return response.status, response.text()

    @property
    def path(self) -> str:
        """The path of the page in sight."""
        return path_of(self.page.url, self.url)

    def reads(self, selector: str = "main") -> str:
        """Return the text that stands there, blanks taken out."""
        return BLANKS.sub("", self.page.locator(selector).first.inner_text())

    def says(self, selector: str = "main") -> str:
        """Return the text that stands there, blanks taken out, every time and day by a word for it."""
        return self.timeless(self.reads(selector))

    @staticmethod
    def timeless(text: str) -> str:
        """Return a text without blanks, every time and day by a word for it."""
        text = BLANKS.sub("", text)
        for pattern, word in TIMES:
            text = pattern.sub(word, text)
        return text

    def fetches(self, link: Locator) -> tuple[int, str, bytes]:
        """Return status, kind and content of what a link leads to, without leaving the page."""
        address = link.evaluate("each => each.href")
        response = self.page.request.get(address)
        self.seen.add(path_of(address, self.url))
        return response.status, response.headers["content-type"], response.body()

    def sees(self, name: str, *at: Locator, again: bool = False) -> None:
        """Look at a page: nothing for axe, no wider than the window, whatever is closed opened first.

        The handbook's picture is taken before, `at` in its middle: of what a person sees who has opened nothing.
        With `again` the page is looked at elsewhere, or in another state: a soak looks at it here, too.
        """
        if again and not self.looks:
            return
        if self.width == WIDTH:
            take(self.page, name, *at)
        assert (name, findings(self.page), overflow(self.page)) == (name, [], 0)

    def look(self, name: str, *at: Locator) -> None:
        """Let axe look at the whole page; axe is a script itself.

        `at`: what stands in the middle of the picture, where one is taken.
        """
        if not (self.script and self.looks):
            return
        self.looked[name] = [
            f"{rule}: {html[:160]}" for rule, elements in violations(self.page) for html in elements
        ]
        take(self.page, name, *at)

    def box(self, address: str) -> Locator:
        """Return the boxes of an address."""
        return self.page.locator(f'[name="{address}"]')

    def type(self, one: Wanted) -> None:
        """Type an answer, or tick 无此事项 and say why."""
        if one.absent:
            self.uncover(self.box(f"{one.address}~na"))
            self.box(f"{one.address}~na").check()
            self.box(f"{one.address}~reason").fill(one.text)
            return
        box = self.box(one.address)
        self.uncover(box.first)
        kind = box.first.evaluate("each => each.type")
        if kind == "radio":
            self._choose(one)
        elif kind == "select-one":
            box.select_option(one.text)
        elif kind == "checkbox":
            box.set_checked(one.text == "是")
        else:
            box.fill(one.text)

    def _choose(self, one: Wanted) -> None:
        """Press the label of a choice, as a mouse would."""
        radio = self.page.locator(f'[name="{one.address}"][value="{one.text}"]')
        identifier = radio.get_attribute("id")
        self.page.locator(f'label[for="{identifier}"]').click()

    def uncover(self, element: Locator) -> None:
        """Open what is folded around an element, from the outside in."""
        folded = element.locator("xpath=ancestor::details[not(@open)]/summary")
        while folded.count():
            folded.first.click()

    def press(self, name: str) -> None:
        """Press a button by its words and wait for the page that follows."""
        self.submit(self.page.get_by_role("button", name=name).first)

    def follow(self, name: str) -> None:
        """Follow a link by its words."""
        self.submit(self.page.get_by_role("link", name=name).first)

    def confirms(self, name: str) -> None:
        """Press a button that asks once more, and say yes."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.press("确定")

    def submit(self, button: Locator) -> None:
        """Press a button and wait for the page that follows."""
        with self.page.expect_navigation(wait_until="load"):
            button.click()
