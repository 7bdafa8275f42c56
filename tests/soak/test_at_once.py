"""Two clicks and many people at once, by real requests to the real web server; the controls lose the race."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from http import HTTPStatus

import pytest

from evaluations.models import Answer, Filing
from evaluations.services.filing import save_fields
from tests.evaluations.conftest import typed
from tests.evaluations.races.test_races import ready_filing
from tests.soak.visitor import Answer as Page
from tests.soak.visitor import Visitor, box

pytestmark = pytest.mark.postgresql
SPENT = "fig:财政拨款支出"
STAGE = 2


def sends_twice(visitor: Visitor, filing: Filing) -> list[Page]:
    """Press 确认提交 twice at once."""
    path = f"/filings/{filing.pk}/submit"
    page = visitor.get(path)
    fields = {"revision": str(Filing.objects.get(pk=filing.pk).revision)}
    with ThreadPoolExecutor(2) as pool:
        return [
            one.result()
            for one in [
                pool.submit(visitor.post, path, page, fields),
                pool.submit(visitor.post, path, page, fields),
            ]
        ]


def test_double_click_on_sending_makes_one_submission_and_one_receipt(office, web, rounds, figure):
    visitor, tries = Visitor(web.url, office.filer), rounds(3, 200)
    for _ in range(tries):
        filing = ready_filing(office)
        first, second = sends_twice(visitor, filing)
        receipt = f"/filings/{filing.pk}/receipts/{filing.snapshots.get().pk}"
        assert (first.status, first.to, second.status, second.to) == (302, receipt, 302, receipt)
        assert filing.events.filter(action="submit").count() == 1
    figure("double clicks on 提交 at the web server", f"{tries} rounds, one receipt for both each time")


def test_double_click_on_sending_without_guards_makes_two(office, start_server):
    server = start_server("tests.soak.unguarded", "--threads=4")
    filing = ready_filing(office)
    answers = sends_twice(Visitor(server.url, office.filer), filing)
    assert [answer.status for answer in answers] == [302, 302]
    assert filing.snapshots.count() == filing.events.filter(action="submit").count() == 2


def adds_up(visitor: Visitor, filing: Filing, turn: tuple[int, int]) -> tuple[int, int]:
    """Read the page, add one, save; so often. Returns how many were acknowledged and how many refused."""
    cents, times = turn
    path, counts = f"/filings/{filing.pk}/stages/{STAGE}", {HTTPStatus.SEE_OTHER: 0, HTTPStatus.CONFLICT: 0}
    for _ in range(times):
        page = visitor.get(path)
        text, stamp = box(page, SPENT)
        more = f"{int(Decimal(text.replace(',', ''))) + 1}.{cents:02d}"
        counts[HTTPStatus(visitor.post(path, page, {SPENT: more, f"{SPENT}~base": stamp}).status)] += 1
    return counts[HTTPStatus.SEE_OTHER], counts[HTTPStatus.CONFLICT]


def prepared(office) -> Filing:
    values = typed({"fig:调整预算数": "100000", SPENT: "0"})
    assert save_fields(actor=office.filer, filing=office.filing, values=values).ok
    return office.filing


def test_saving_pages_at_once_loses_no_acknowledged_save(office, web, rounds, figure):
    filing, crowd, times = prepared(office), rounds(3, 8), rounds(5, 60)
    with ThreadPoolExecutor(crowd) as pool:
        turns = [
            pool.submit(adds_up, Visitor(web.url, office.filer), filing, (cents + 1, times))
            for cents in range(crowd)
        ]
        counts = [turn.result() for turn in turns]
    acknowledged, refused = (sum(column) for column in zip(*counts, strict=True))
    assert acknowledged + refused == crowd * times
    assert int(Decimal(Answer.objects.get(key=SPENT).value)) == acknowledged
    figure("pages saved at once", f"{acknowledged} acknowledged, {refused} refused with both texts, 0 lost")


def test_saving_pages_at_once_without_guards_loses_one(office, start_server):
    server = start_server("tests.soak.unguarded", "--threads=4")
    filing = prepared(office)
    visitors = [Visitor(server.url, office.filer) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        turns = [
            pool.submit(adds_up, visitor, filing, (cents + 1, 1)) for cents, visitor in enumerate(visitors)
        ]
        assert [turn.result() for turn in turns] == [(1, 0), (1, 0)]
    assert int(Decimal(Answer.objects.get(key=SPENT).value)) == 1
