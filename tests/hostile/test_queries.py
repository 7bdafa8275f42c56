"""Query strings: whatever stands in them, a page answers, and asking changes nothing."""

from http import HTTPStatus
from itertools import product

import pytest
from django.utils.http import urlencode

from evaluations.access_table import ROUTES
from evaluations.workflow import State
from tests.fingerprint import fingerprint
from tests.hostile.asking import get
from tests.test_access_table import address_of

pytestmark = pytest.mark.postgresql
FORBIDDEN, BROKEN = HTTPStatus.FORBIDDEN, HTTPStatus.INTERNAL_SERVER_ERROR

NAMES = [
    *("page", "t", "at", "check", "code", "kind", "stage", "place", "items", "show", "columns", "sort"),
    *("revision", "q", "words", "action", "first", "last", "role", "state", "grade", "division", "name"),
    *("before", "against", "with", "version", "order", "text", "actor", "department", "year", "mode"),
    *("only", "since", "by", "key"),
]
VALUES = {
    "nul": "a\0b",
    "negative": "-1",
    "huge": "9" * 40,
    "no digit": "²",
    "half an address": "row:",
    "strange row": "row:项目/没有/没有",
    "strange line": "line:没有/得分",
    "long": "长" * 3000,
    "markup": "'\"<script>&{{7*7}}%00",
    "first day": "0001-01-01",
    "no day": "9999-99-99",
}

NO_TEXT = "%ff%fe=%ff&at=%ed%a0%80&page=%ff"
"""Bytes that are no UTF-8."""


def rotated(turn: int) -> str:
    """Return a query in which every name has a value; in the next turn each has another one."""
    values = list(VALUES.values())
    return urlencode({name: values[(place + turn) % len(values)] for place, name in enumerate(NAMES)})


def test_query_of_any_kind_is_answered_and_changes_nothing(planted, browsers, rounds):
    """In a short run each person brings other values to a page, half of them while the filer has the filing and half
    while the reviewer has it, and one each time brings what is no text; in a soak run everybody brings all of them,
    both times.
    """
    before, asked, broken = fingerprint(), 0, []
    half = int(planted.filing.state == State.REVIEWING)
    for (name, route), (place, (who, browser)) in product(ROUTES.items(), enumerate(browsers.items())):
        if "GET" not in route.methods or place % 2 != rounds(half, place % 2):
            continue
        turns = [place * 2 + turn for turn in range(rounds(1, len(VALUES)))]
        no_text = [NO_TEXT] if place <= rounds(1, len(browsers)) else []
        for query in [*map(rotated, turns), *no_text]:
            status = get(browser, f"{address_of(name, planted)}?{query}").status_code
            if status == FORBIDDEN:
                break
            asked += 1
            broken += [(who, name, query, status)] if status >= BROKEN else []
    assert (broken, fingerprint() == before) == ([], True)
    assert asked > len(ROUTES) // 2
