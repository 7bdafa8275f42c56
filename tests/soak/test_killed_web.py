"""Web processes killed in the middle of saves: what was acknowledged is stored."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from threading import Event

import pytest

from evaluations.models import Change, Filing
from evaluations.services.filing import save_fields
from tests.evaluations.conftest import typed
from tests.services import Service
from tests.soak.visitor import Visitor, box

pytestmark = pytest.mark.postgresql
SPENT, NEEDED = "fig:财政拨款支出", "fig:三公经费"
STAGE = 2


def children(pid: int) -> list[int]:
    """The processes that a gunicorn answers with at this moment."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def killing(server: Service, times: int) -> Iterator[list[int]]:
    """Kill one answering process after the other, without a pattern, while the block runs."""
    over, killed = Event(), []

    def kill() -> None:
        while len(killed) < times and not over.wait(0.3 + 0.17 * (len(killed) % 7)):
            for child in children(server.pid)[:1]:
                os.kill(child, signal.SIGKILL)
                killed.append(child)

    with ThreadPoolExecutor(1) as pool:
        turn = pool.submit(kill)
        yield killed
        over.set()
        turn.result()


def insists(visitor: Visitor, filing: Filing, address: str, numbers: range) -> list[str]:
    """Save one number after the other, each until the server says so; return those that it acknowledged."""
    path, acknowledged = f"/filings/{filing.pk}/stages/{STAGE}", []
    for number in numbers:
        while len(acknowledged) <= number - numbers.start:
            try:
                page = visitor.get(path)
                text, stamp = box(page, address)
                if text.replace(",", "") == f"{number}.00":  # stored, though the answer got lost
                    acknowledged.append(str(number))
                    break
                answer = visitor.post(path, page, {address: str(number), f"{address}~base": stamp})
            except (OSError, HTTPException, AssertionError):
                time.sleep(0.05)
                continue
            if answer.status == HTTPStatus.SEE_OTHER:
                acknowledged.append(str(number))
    return acknowledged


def test_web_process_killed_at_any_moment_loses_no_acknowledged_save(office, start_server, rounds, figure):
    server = start_server("portal.wsgi", "--workers=2", "--threads=4")
    saves, kills = rounds(40, 400), rounds(3, 60)
    given = typed({"fig:调整预算数": "100000", SPENT: "1", NEEDED: "1"})
    assert save_fields(actor=office.filer, filing=office.filing, values=given).ok
    numbers = range(1000, 1000 + saves)
    with killing(server, kills) as killed, ThreadPoolExecutor(2) as pool:
        turns = {
            address: pool.submit(insists, Visitor(server.url, office.filer), office.filing, address, numbers)
            for address in (SPENT, NEEDED)
        }
        acknowledged = {address: turn.result() for address, turn in turns.items()}
    assert len(killed) >= rounds(1, 20)
    for address, said in acknowledged.items():
        changes = Change.objects.filter(filing=office.filing, address=address).order_by("pk")
        assert list(changes.values_list("new", flat=True))[1:] == said
    figure(
        "web processes killed under saves", f"{len(killed)} kills, {2 * saves} saves acknowledged, 0 missing"
    )
