"""What an approved filing leaves to be mended becomes items of the ledger, each once."""

from datetime import date

import pytest
from django.utils import timezone

from evaluations.models import Cycle, Event, RectificationItem
from evaluations.services.filing import open_filing
from evaluations.services.rectification import list_items, list_past, list_year
from evaluations.services.vouched_items import item_said
from evaluations.workflow import State
from tests import factories
from tests.evaluations.rectification.conftest import TEXT

OWN = [
    (1, "采购超预算", "年初编细采购预算\n按季通报", "办公室、财务科", date(2021, 6, 30)),
    (2, "制度未修订", "修订三项制度", "", None),
]
OPINION = (3, "满意度没有调查，请补做。", "", "", None)


def listed() -> list[tuple]:
    return list(
        RectificationItem.objects.order_by("filing", "number").values_list(
            "number", "problem", "measures", "office", "until"
        )
    )


def test_problems_with_measures_office_and_last_day_are_listed_and_the_opinion_that_was_marked(approved):
    assert list_items(actor=approved.rubric_admin, filing=approved.filing) == 3
    assert listed() == [*OWN, OPINION]
    event = Event.objects.filter(filing=approved.filing).order_by("-seq").first()
    rows = {str(one.number): item_said(one) for one in RectificationItem.objects.all()}
    told = ("list_items", {"listed": 3, "rows": rows}, approved.rubric_admin)
    assert ((event.action, event.data, event.actor), sorted(rows)) == (told, ["1", "2", "3"])


def test_approval_tells_which_opinions_were_marked_and_no_other_number(approved):
    assert Event.objects.get(action="approve").data["follow_up"] == [2]
    assert list(approved.filing.comments.values_list("number", "follow_up")) == [(1, False), (2, True)]


def test_listing_again_adds_nothing_and_tells_nothing(ledger):
    events = Event.objects.count()
    assert list_items(actor=ledger.rubric_admin, filing=ledger.filing) == 0
    assert (listed(), Event.objects.count()) == ([*OWN, OPINION], events)


@pytest.mark.parametrize("state", [State.REVIEWING, State.RETURNED, State.SUBMITTED, State.FILLING])
def test_filing_that_is_not_approved_leaves_nothing(approved, state):
    type(approved.filing).objects.update(state=state.value)
    assert list_items(actor=approved.rubric_admin, filing=approved.filing) == 0


def test_year_lists_every_approved_filing(approved):
    factories.filing(approved.cycle, factories.department("示例二局"))
    assert list_year(actor=approved.rubric_admin, cycle=approved.cycle) == 3
    assert list_year(actor=approved.rubric_admin, cycle=approved.cycle) == 0


def test_opening_the_next_years_filing_lists_what_the_year_before_left(approved):
    following = factories.cycle(factories.version(TEXT.replace("2020", "2021"), year=2021))
    open_filing(actor=approved.filer, cycle=following, department=approved.department)
    assert listed() == [*OWN, OPINION]
    open_filing(actor=approved.filer, cycle=following, department=approved.department)
    assert RectificationItem.objects.count() == 3


def test_opening_a_rehearsal_lists_nothing(approved):
    version = factories.version(TEXT.replace("2020", "2021"), year=2021)
    trial = factories.cycle(version, mode=Cycle.Mode.REHEARSAL)
    filing = open_filing(actor=approved.filer, cycle=trial, department=approved.department)
    assert (list_past(actor=approved.filer, filing=filing), listed()) == (0, [])


def test_document_without_such_tables_leaves_the_marked_opinions_only(approved, monkeypatch):
    assert approved.filing.approved_at <= timezone.now()
    monkeypatch.setattr("evaluations.selectors.rectification._problems", lambda *_: iter(()))
    assert list_items(actor=approved.rubric_admin, filing=approved.filing) == 1
