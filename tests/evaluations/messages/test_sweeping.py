"""Old messages go by age and by whether they were read; what still has a use stays, and so does every event."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations import tasks
from evaluations.models import Event, Message, Window
from evaluations.services import messages
from evaluations.services.messages import sweep_messages
from evaluations.services.telling import remind
from tests.evaluations.messages.conftest import tell_all

NOW = timezone.now()


@pytest.fixture
def told(submitted, settings):
    """One message that nobody has read; read ones are kept 10 days, others 100."""
    settings.KEEP_READ_DAYS, settings.KEEP_UNREAD_DAYS = 10, 100
    tell_all()
    return Message.objects.get()


def left(days: float, **changed) -> int:
    """How many messages are left when the one that there is has changed and so many days went by."""
    Message.objects.update(**changed)
    sweep_messages(now=NOW + timedelta(days=days))
    return Message.objects.count()


@pytest.mark.parametrize(("days", "kept"), [(99, 1), (101, 0)])
def test_message_that_nobody_read_goes_after_its_days(told, days, kept):
    assert left(days, at=NOW) == kept


@pytest.mark.parametrize(("days", "kept"), [(9, 1), (11, 0)])
def test_message_goes_so_many_days_after_it_was_read_however_old_it_is(told, days, kept):
    assert left(days, at=NOW - timedelta(days=90), read_at=NOW) == kept


@pytest.mark.parametrize("changed", [{"read_at": NOW}, {"read_at": None}])
def test_setting_of_nought_keeps_messages_for_good(told, settings, changed):
    settings.KEEP_READ_DAYS = settings.KEEP_UNREAD_DAYS = 0
    assert left(5_000, at=NOW, **changed) == 1


def test_message_whose_mail_waits_is_kept(told):
    assert left(5_000, at=NOW, read_at=NOW, mail_after=NOW) == 1


def test_events_are_as_they_were_and_an_act_is_not_told_again(told):
    before = list(Event.objects.order_by("pk").values_list("pk", "sha"))
    assert left(101, at=NOW) == 0
    tell_all()
    assert (list(Event.objects.order_by("pk").values_list("pk", "sha")), Message.objects.count()) == (
        before,
        0,
    )


def test_reminder_is_kept_until_its_deadline_is_over_and_the_person_is_not_reminded_twice(filled, settings):
    settings.KEEP_READ_DAYS, settings.REMIND_DAYS = 1, 3
    closes = NOW + timedelta(days=4)
    Window.objects.update(closes=closes)
    near = closes - timedelta(hours=1)
    assert remind(now=near) == 1
    Message.objects.update(at=NOW - timedelta(days=5), read_at=NOW - timedelta(days=4))
    assert (sweep_messages(now=near), remind(now=near), Message.objects.count()) == (0, 0, 1)
    assert sweep_messages(now=closes + timedelta(seconds=1)) == 1


def test_what_is_too_much_for_one_turn_waits_for_the_next(told, monkeypatch):
    monkeypatch.setattr(messages, "MOST_AT_ONCE", 1)
    Message.objects.create(
        user=told.user,
        key="event/0",
        kind=told.kind,
        role=told.role,
        cycle=told.cycle,
        department=told.department,
        at=NOW,
    )
    later = NOW + timedelta(days=101)
    assert [sweep_messages(now=later) for _ in range(3)] == [1, 1, 0]


def test_task_sweeps(told):
    Message.objects.update(at=NOW - timedelta(days=101))
    assert (tasks.sweep_messages(), Message.objects.count()) == (1, 0)
