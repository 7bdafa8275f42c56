"""Somebody is made deputy at one level and reviewer of the other at once: he gets one of them."""

import pytest

from evaluations.models import Assignment, Cycle, Deputy
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.conftest import make_office
from tests.evaluations.races.test_races import racers

pytestmark = pytest.mark.postgresql
__all__ = ["racers"]


@pytest.fixture
def office(transactional_db):
    office = make_office()
    Cycle.objects.update(levels=2)
    factories.member(Role.REVIEWER, username="other")
    return office


def asked(office, pair):
    for racer, act in zip(pair, ("deputise", "second"), strict=True):
        racer.tell(filing=office.filing.pk, act=act, person="other")
    return pair


def held() -> tuple[bool, bool]:
    return Deputy.objects.exists(), Assignment.objects.filter(level=2).exists()


def test_both_levels_given_at_once_are_never_one_persons(office, racers, rounds):
    pair = racers(office.reviewer, office.rubric_admin)
    for _ in range(rounds(3, 300)):
        answers = [racer.hear() for racer in asked(office, pair)]
        assert sorted(next(iter(answer)) for answer in answers) == ["made", "refused"]
        assert sorted(held()) == [False, True]
        Assignment.objects.filter(level=2).delete()
        Deputy.objects.all().delete()


def test_both_levels_given_at_once_without_holding_the_cycle_are_one_persons(office, racers):
    pair = asked(office, racers(office.reviewer, office.rubric_admin, off=["cycle"]))
    assert [racer.hear() for racer in pair] == [{"at": "barrier"}] * 2
    for racer in pair:
        racer.go_on()
    assert [next(iter(racer.hear())) for racer in pair] == ["made", "made"]
    assert held() == (True, True)
