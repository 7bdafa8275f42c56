"""Many open pages that save by themselves, at the real web server on PostgreSQL: what was acknowledged is there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import cycle
from threading import Lock
from uuid import uuid4

import pytest

from evaluations.models import Answer
from evaluations.services.filing import save_fields
from tests.evaluations.conftest import typed
from tests.soak.visitor import Visitor

pytestmark = pytest.mark.postgresql
PLACES = ("fig:财政拨款支出", "fig:三公经费", "fig:调整预算数")
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


def add_up(visitor: Visitor, path: str, places: tuple[str, ...], count: Count, cents: int) -> None:
    """Add one to what is stored, place by place, until enough was acknowledged; after a clash to the other text.

    Every writer has cents of his own: two who type the same are not in each other's way.
    """
    seen = dict.fromkeys(places, ("0", 1))
    turns = cycle(places)
    while count.take():
        where, saved = next(turns), False
        while not saved:
            text, version = seen[where]
            more = f"{int(Decimal(text)) + 1}.{cents:02d}"
            place = {"at": where, "text": more, "status": "filled", "base": version}
            tree = {"request": uuid4().hex, "person": visitor.user.pk, "places": [place]}
            status, told = visitor.send(path, tree)
            assert (status, told["problems"]) == (200, [])
            saved = bool(told["saved"])
            if saved:
                seen[where] = (more, told["saved"][0]["version"])
            else:
                seen[where] = (told["conflicts"][0]["text"], told["conflicts"][0]["version"])
                count.refused += 1


def all_at_once(url: str, office, places: tuple[str, ...], writers: int, count: Count) -> int:
    """Let the writers save; return what the figures add up to, each begun at 0."""
    begun = save_fields(actor=office.filer, filing=office.filing, values=typed(dict.fromkeys(places, "0")))
    assert begun.ok
    path = f"/filings/{office.filing.pk}/save"
    with ThreadPoolExecutor(writers) as pool:
        turns = [
            pool.submit(add_up, Visitor(url, office.filer), path, places, count, one + 1)
            for one in range(writers)
        ]
        for turn in turns:
            turn.result()
    return sum(int(Decimal(answer.value)) for answer in Answer.objects.filter(key__in=places))


def test_autosaves_of_many_writers_lose_no_acknowledged_one(office, web, rounds, figure):
    writers, wanted = rounds(4, 8), rounds(60, 10_000)
    count = Count(wanted)
    assert all_at_once(web.url, office, PLACES, writers, count) == wanted
    assert office.filing.changes.filter(address__in=PLACES).count() == wanted + len(PLACES)
    figure(
        f"autosaves by {writers} writers",
        f"{wanted} acknowledged, {count.refused} answered with both texts, 0 lost",
    )


def test_autosaves_of_many_writers_without_guards_lose_some(office, start_server):
    server = start_server("tests.soak.unguarded", "--threads=4")
    assert all_at_once(server.url, office, PLACES[:1], CONTROL, Count(CONTROL)) == CONTROL - 1
