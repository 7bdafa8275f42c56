"""Two who judge an item at once: one of them does, and the other is told."""

import pytest

from evaluations.models import RectificationItem
from evaluations.services.rectification import list_items, report
from tests.evaluations.races.racing_after import RACER
from tests.evaluations.races.test_races import Racer
from tests.evaluations.rectification.conftest import kept, make_approved, paper

pytestmark = pytest.mark.postgresql
__all__ = ["kept"]


@pytest.fixture
def judged(transactional_db, kept):
    """An item that waits for the reviewer."""
    office = make_approved()
    list_items(actor=office.rubric_admin, filing=office.filing)
    item = RectificationItem.objects.get(number=1)
    report(actor=office.filer, item=item, version=1, words="已改。", send=True, offered=paper())
    return office


def judge(office, run_python, *off: str) -> tuple[Racer, Racer]:
    """The reviewer closes while the admin asks for more, both on what they saw."""
    first = Racer(run_python(RACER, office.reviewer.username, "0", *off))
    second = Racer(run_python(RACER, office.rubric_admin.username, "1", *off))
    for racer, act in ((first, "close"), (second, "further")):
        racer.tell(filing=office.filing.pk, act=act, number=1, version=2)
    return first, second


def acts(office) -> list[str]:
    return list(RectificationItem.objects.get(number=1).entries.values_list("act", flat=True))


def test_item_judged_by_two_at_once_is_judged_once(judged, run_python):
    answers = [racer.hear() for racer in judge(judged, run_python)]
    assert sorted(next(iter(answer)) for answer in answers) == ["refused", "state"]
    assert len(acts(judged)) == 2


def test_item_judged_by_two_at_once_without_holding_it_is_judged_twice(judged, run_python):
    first, second = judge(judged, run_python, "item")
    assert [first.hear(), second.hear()] == [{"at": "barrier"}] * 2
    answers = []
    for racer in (first, second):
        racer.go_on()
        answers.append(racer.hear())
    assert answers == [{"state": "closed"}, {"state": "further"}]
    assert acts(judged) == ["rectify_report", "rectify_close", "rectify_further"]
