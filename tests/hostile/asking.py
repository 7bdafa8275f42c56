"""One request by one person, taken back afterwards; and the forms that a page offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

BOXES = {"input", "textarea", "select", "button"}


@dataclass
class Form:
    """Where it is posted and what it carries; of buttons only the first."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """Reads the posted forms of a page, boxes outside the form that name it included."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.found, self.inside = path, [], None
        self.by_id: dict[str, Form] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.inside = Form(said.get("action") or self.path)
            if said.get("method", "").lower() == "post":
                self.found.append(self.inside)
                self.by_id[said.get("id") or ""] = self.inside
        elif tag in BOXES and said.get("name"):
            form = self.by_id.get(said["form"]) if said.get("form") else self.inside
            if form is not None:
                form.fields.setdefault(said["name"], said.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None


def forms_of(path: str, body: str) -> list[Form]:
    """Return the forms of a page that are posted."""
    reader = Forms(path)
    reader.feed(body)
    return reader.found


def browser_of(user: object) -> Client:
    """Return a browser in which a person is signed in; an error of the server is an answer like others."""
    browser = Client(raise_request_exception=False)
    browser.force_login(user)
    return browser


def get(browser: Client, path: str) -> HttpResponse:
    """Ask for a page and take back whatever the asking stored."""
    with transaction.atomic():
        answer = browser.get(path)
        transaction.set_rollback(True)
    return answer


def post(browser: Client, path: str, fields: Mapping[str, object]) -> HttpResponse:
    """Send a form and take back whatever it stored."""
    with transaction.atomic():
        answer = browser.post(path, fields)
        transaction.set_rollback(True)
    return answer
