"""Somebody at the web server without a browser: pages, boxes, buttons, as plain requests that can be made at once."""

from __future__ import annotations

import html
import http.client
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.test import Client

URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: str
    to: str


@dataclass(slots=True)
class Visitor:
    """A person who is signed in. Raises OSError or HTTPException when the server goes away under the request."""

    url: str
    user: object
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        client = Client()
        client.force_login(self.user)
        name = settings.SESSION_COOKIE_NAME
        self.cookies[name] = client.cookies[name].value

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, "")

    def post(self, path: str, page: Answer, fields: dict[str, str]) -> Answer:
        """Send a form of a page that was opened."""
        token = TOKEN.search(page.body)
        assert token, page
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": token[1], **fields}))

    def send(self, path: str, tree: object) -> tuple[int, dict[str, Any]]:
        """Send JSON as an open page does; returns the status and what was told."""
        if "csrftoken" not in self.cookies:
            self.get("/session")
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "X-CSRFToken": self.cookies["csrftoken"],
        }
        answer = self._ask("POST", path, json.dumps(tree), headers)
        return answer.status, json.loads(answer.body)

    def _ask(self, method: str, path: str, body: str, told: Mapping[str, str] = URLENCODED) -> Answer:
        where = urlsplit(self.url)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers = {"Cookie": cookies, **told}
            connection.request(method, quote(path, safe="/?=&%#"), body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Answer(answer.status, text, answer.headers.get("Location") or "")
        finally:
            connection.close()


def box(page: Answer, address: str) -> tuple[str, str]:
    """Return the text in the box of an address and the stamp beside it."""
    return _value(page, address), _value(page, f"{address}~base")


def _value(page: Answer, name: str) -> str:
    found = re.search(rf'<input[^>]*\bname="{re.escape(html.escape(name))}"[^>]*>', page.body)
    assert found, name
    value = re.search(r'\bvalue="([^"]*)"', found[0])
    return html.unescape(value[1]) if value else ""
