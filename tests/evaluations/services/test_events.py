"""The chain of events: numbered without gaps, each seal over the one before."""

import pytest

from evaluations.models import Chain, Event
from evaluations.services.events import head_text, record, text_of
from evaluations.services.seals import holds
from tests import factories

pytestmark = pytest.mark.django_db


def test_record_numbers_and_chains_each_filing_by_itself():
    cycle = factories.cycle(factories.version("body"))
    first, second = (factories.filing(cycle, factories.department()) for _ in range(2))
    actor = factories.user()
    for filing in (first, second, first):
        record(actor=actor, action="open", filing=filing, data={"n": 1})
    record(actor=actor, action="add_user")
    found = list(Event.objects.order_by("id").values_list("chain", "seq"))
    assert found == [
        (f"filing/{first.pk}", 1),
        (f"filing/{second.pk}", 1),
        (f"filing/{first.pk}", 2),
        ("organisation", 1),
    ]
    earlier, later = Event.objects.filter(filing=first).order_by("seq")
    assert later.prev == earlier.sha
    assert all(holds(text_of(event), event.sha) for event in (earlier, later))
    head = Chain.objects.get(name=f"filing/{first.pk}")
    assert ((head.length, head.head), holds(head_text(head), head.seal)) == ((2, later.sha), True)


def test_seal_of_an_event_altered_in_any_column_is_another():
    event = record(actor=factories.user(), action="open", data={"甲": "1"})
    event.refresh_from_db()
    assert holds(text_of(event), event.sha)
    for column, value in {
        "action": "submit",
        "data": {"甲": "2"},
        "seq": 2,
        "actor_id": None,
        "prev": "x",
    }.items():
        before = getattr(event, column)
        setattr(event, column, value)
        assert not holds(text_of(event), event.sha), column
        setattr(event, column, before)
