"""Every form that a page offers, sent back with what no person types into it."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from itertools import cycle, islice

import pytest
from django.http import HttpResponse
from django.urls import resolve

from evaluations.access_table import ROUTES
from evaluations.workflow import State
from tests.hostile.asking import Form, forms_of, get, post
from tests.planted import in_state
from tests.test_access_table import address_of

pytestmark = pytest.mark.postgresql

HIDDEN = ("~base", "revision", "version", "address", "editor", "once", "anchor")
QUERIES = {"evaluations:review": ("?at=fig:调整预算数", "?at=chapter:主要职能", "?check=check:支出构成")}
"""What opens the form for an opinion and the one for another figure."""
BROKEN = HTTPStatus.INTERNAL_SERVER_ERROR


def everywhere(text: str) -> Callable[[Form], dict[str, object]]:
    """The text in every field, hidden ones too."""
    return lambda form: dict.fromkeys(form.fields, text)


def in_boxes(text: str) -> Callable[[Form], dict[str, object]]:
    """The text in every box; what the page hides for itself is sent back as it was."""
    return lambda form: {
        name: value if name.endswith(HIDDEN) or name.startswith(HIDDEN) else text
        for name, value in form.fields.items()
    }


TRICKS: dict[str, Callable[[Form], dict[str, object]]] = {
    "nul in boxes": in_boxes("a\0b"),
    "nul everywhere": everywhere("a\0b"),
    "huge numbers everywhere": everywhere("9" * 40),
    "digits that are none": everywhere("²"),
    "nothing": lambda _: {},
}
MORE_TRICKS: dict[str, Callable[[Form], dict[str, object]]] = {
    "long": in_boxes("长" * 20_000),
    "markup": in_boxes("<script>{{7*7}}{% load x %}%(x)s"),
    "no characters": in_boxes("\ud7ff\ufffe\U0010ffff"),
    "negative": everywhere("-1"),
    "twice": lambda form: {name: [value, "x"] for name, value in form.fields.items()},
    "half of it": lambda form: dict(list(form.fields.items())[::2]),
}


DEPARTMENTS = {"filer", "head"}
"""Who has work with a filing that the department fills in; the others have with one that is reviewed."""


def offered(planted, browsers) -> Iterator[tuple[str, Form]]:
    """Every form of every page that somebody may open, once for each who may."""
    for name, route in ROUTES.items():
        if "GET" not in route.methods:
            continue
        for query in QUERIES.get(name, ("",)):
            path = address_of(name, planted)
            for who, browser in browsers.items():
                answer = get(browser, f"{path}{query}")
                if answer.status_code == HTTPStatus.OK and "html" in answer["Content-Type"]:
                    for form in forms_of(path, answer.content.decode()):
                        yield who, form


def leading_nowhere(path: str, answer: HttpResponse) -> list[Form]:
    """Return the forms of a page shown at the address of an act alone that name no address: the act would get them."""
    act_alone = "GET" not in ROUTES[resolve(path.partition("?")[0]).view_name].methods
    if not act_alone or "html" not in answer.get("Content-Type", ""):
        return []
    return [form for form in forms_of("", answer.content.decode()) if not form.action]


def check(
    planted, browsers, tricks: dict[str, Callable[[Form], dict[str, object]]], *, each: int = 0
) -> None:
    """Send every form that is offered while the filer has the filing or the reviewer, for each trick, as everybody;
    name every one that breaks the server, or is answered by a page whose forms lead nowhere. A form that both times
    show alike is sent once. With `each`, only whoever has work with the filing then looks for forms, and the first who
    may sends each, with so many of the tricks; the next form has the next ones.
    """
    everybody, turns = each == 0, cycle(tricks)
    seen, broken, lost = set(), [], []
    for state in (State.FILLING, State.REVIEWING):
        in_state(planted, state)
        of_departments = state is State.FILLING
        asked = {
            who: one for who, one in browsers.items() if everybody or (who in DEPARTMENTS) is of_departments
        }
        for who, form in offered(planted, asked):
            mark = (who if everybody else "", form.action, tuple(form.fields))
            if mark in seen or form.action.endswith("/logout"):
                continue
            seen.add(mark)
            for name in islice(turns, each or len(tricks)):
                sent, path = tricks[name](form), form.action.partition("#")[0]
                answer = post(browsers[who], path, sent)
                status = answer.status_code
                broken += [(name, who, state, form.action, status)] if status >= BROKEN else []
                lost += [(path, one.fields.keys()) for one in leading_nowhere(path, answer)]
    assert broken == []
    assert lost == []
    assert len(seen) > 10


@pytest.fixture
def planted(db, shared):
    """The planted filing; each state that it is asked in is set in the test."""
    return shared


def test_form_filled_with_anything_is_answered(planted, browsers, rounds):
    check(planted, browsers, TRICKS, each=rounds(1, 0))


@pytest.mark.soak
def test_form_filled_with_more_is_answered(planted, browsers):
    check(planted, browsers, MORE_TRICKS)
