"""Reminders: to those who owe something when the reminder is made, each once for a deadline."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import Message, Window
from evaluations.services.filing import open_filing
from evaluations.services.submission import send_for_signature, submit
from evaluations.services.telling import remind
from evaluations.workflow import Role, SignOff
from tests import factories
from tests.evaluations.messages.conftest import give_back


@pytest.fixture
def ending(filled):
    """The filing window closes tomorrow."""
    close(filled, 1)
    return filled


def close(office, days: int) -> None:
    closes = timezone.now() + timedelta(days=days)
    Window.objects.filter(cycle=office.cycle, phase=Window.Phase.FILING).update(closes=closes)


def reminded() -> list[tuple[str, str]]:
    remind()
    return list(Message.objects.filter(kind="due").order_by("pk").values_list("user__username", "role"))


def test_reminder_goes_to_who_has_not_submitted_and_only_once(ending):
    assert reminded() == [("filer", "filer")]
    assert (reminded(), Message.objects.get().due) == (
        [("filer", "filer")],
        ending.cycle.windows.get(phase=Window.Phase.FILING).closes,
    )


def test_reminder_does_not_go_to_who_submitted_meanwhile(ending):
    submit(actor=ending.filer, filing=ending.filing)
    assert reminded() == []


def test_reminder_goes_to_the_head_where_the_signature_is_missing(ending):
    ending.cycle.sign_off = SignOff.ONLINE
    ending.cycle.save()
    send_for_signature(actor=ending.filer, filing=ending.filing)
    assert reminded() == [("head", "head")]


def test_reminder_goes_to_a_department_that_has_not_begun_and_not_again_once_it_has(ending):
    department = factories.department("示例二局")
    filer = factories.member(Role.FILER, department, "filer2")
    assert reminded() == [("filer", "filer"), ("filer2", "filer")]
    assert Message.objects.get(user=filer).filing is None
    open_filing(actor=filer, cycle=ending.cycle, department=department)
    assert reminded() == [("filer", "filer"), ("filer2", "filer")]


def test_reminder_is_made_anew_for_a_deadline_that_was_moved(ending):
    reminded()
    close(ending, 2)
    assert reminded() == [("filer", "filer")] * 2


@pytest.mark.parametrize("days", [-1, 20])
def test_reminder_is_not_made_long_before_nor_after_the_deadline(ending, days):
    close(ending, days)
    assert reminded() == []


def test_reminder_is_not_made_where_the_setting_is_nought_or_the_cycle_closed(ending, settings):
    settings.REMIND_DAYS = 0
    assert reminded() == []
    settings.REMIND_DAYS = 3
    ending.cycle.closed_at = timezone.now()
    ending.cycle.save()
    assert reminded() == []


def test_reminder_of_a_return_keeps_to_its_own_deadline(accepted):
    close(accepted, 1)
    give_back(accepted, days=30)
    assert reminded() == []
    type(accepted.filing).objects.update(due=timezone.now() + timedelta(hours=20))
    assert reminded() == [("filer", "filer")]


def test_reminder_names_no_department_that_does_not_file(ending):
    department = factories.department("示例密局", classified=True)
    factories.member(Role.FILER, department, "filer3")
    assert reminded() == [("filer", "filer")]
