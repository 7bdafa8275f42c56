"""What was told to whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import Message, Untold
from evaluations.services.review import accept, return_filing
from evaluations.services.submission import submit
from evaluations.services.telling import tell
from tests.evaluations.conftest import fill


@pytest.fixture
def filled(office):
    """A filing that may be sent; nobody was told of anything yet."""
    fill(office)
    return office


@pytest.fixture
def submitted(filled):
    submit(actor=filled.filer, filing=filled.filing)
    return filled


@pytest.fixture
def accepted(submitted):
    accept(actor=submitted.reviewer, filing=submitted.filing)
    return submitted


def give_back(office, days: int = 10):
    """Return the filing for one opinion, to be sent again within so many days."""
    from evaluations.services.comments import Opinion, add_comment

    opinion = Opinion("fig:财政拨款支出", "请核对。")
    add_comment(actor=office.reviewer, filing=office.filing, opinion=opinion)
    due = timezone.now() + timedelta(days=days)
    return return_filing(actor=office.reviewer, filing=office.filing, due=due)


def tell_all() -> None:
    """Tell every event that is untold."""
    for event_id in Untold.objects.order_by("pk").values_list("pk", flat=True):
        tell(event_id=event_id)


def told() -> list[tuple[str, str, str]]:
    """Tell every event that is untold; return person, kind and role of all messages, in the order of their making."""
    tell_all()
    return list(Message.objects.order_by("pk").values_list("user__username", "kind", "role"))
