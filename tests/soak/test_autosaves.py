"""Many open pages that save by themselves, at the real web server on PostgreSQL: what was acknowledged is there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Lock
from uuid import uuid4

import pytest

from evaluations.models import Answer, Filing
from evaluations.services.filing import save_fields
from tests.evaluations.conftest import typed
from tests.soak.visitor import Visitor

pytestmark = pytest.mark.postgresql
SPENT = "fig:财政拨款支出"
CONTROL = 2
"""Writers and saves of the control: both look before either writes, as without a guard they may."""


class Count:
    """How many saves are still to be acknowledged, for all writers together."""

    def __init__(self, wanted: int) -> None:
        self.left, self.refused, self._lock = wanted, 0, Lock()

    def take(self) -> bool:
        with self._lock:
            self.left -= 1
            return self.left >= 0


def add_up(visitor: Visitor, filing: Filing, count: Count, cents: int) -> None:
    """Add one to what is stored until enough was acknowledged; after a clash go on from the other text.

    Every writer has cents of his own: two who type the same are not in each other's way.
    """
    path, text, version = f"/filings/{filing.pk}/save", "0", 1
    while count.take():
        saved = False
        while not saved:
            more = f"{int(Decimal(text)) + 1}.{cents:02d}"
            place = {"at": SPENT, "text": more, "status": "filled", "base": version}
            tree = {"request": uuid4().hex, "person": visitor.user.pk, "places": [place]}
            status, told = visitor.send(path, tree)
            assert (status, told["problems"]) == (200, [])
            saved = bool(told["saved"])
            if saved:
                text, version = more, told["saved"][0]["version"]
            else:
                text, version = told["conflicts"][0]["text"], told["conflicts"][0]["version"]
                count.refused += 1


def all_at_once(url: str, office, writers: int, count: Count) -> int:
    """Let the writers save; return what the figure has become, begun at 0."""
    begun = save_fields(actor=office.filer, filing=office.filing, values=typed({SPENT: "0"}))
    assert begun.ok
    with ThreadPoolExecutor(writers) as pool:
        turns = [
            pool.submit(add_up, Visitor(url, office.filer), office.filing, count, one + 1)
            for one in range(writers)
        ]
        for turn in turns:
            turn.result()
    return int(Decimal(Answer.objects.get(key=SPENT).value))


def test_autosaves_of_many_writers_lose_no_acknowledged_one(office, web, rounds, figure):
    writers, wanted = rounds(4, 8), rounds(60, 10_000)
    count = Count(wanted)
    assert all_at_once(web.url, office, writers, count) == wanted
    assert office.filing.changes.filter(address=SPENT).count() == wanted + 1
    figure(
        f"autosaves by {writers} writers",
        f"{wanted} acknowledged, {count.refused} answered with both texts, 0 lost",
    )


def test_autosaves_of_many_writers_without_guards_lose_some(office, start_server):
    server = start_server("tests.soak.unguarded", "--threads=4")
    assert all_at_once(server.url, office, CONTROL, Count(CONTROL)) == CONTROL - 1
