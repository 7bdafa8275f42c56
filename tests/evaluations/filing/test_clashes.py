"""Two people at one filing: what clashes is shown with both values, and the person chooses."""

import pytest

from evaluations.workflow import Role
from tests import factories
from tests.evaluations.filing.browsing import main_form
from tests.evaluations.filing.people import MONEY, PLANNED, SPENT, Person, stored

pytestmark = pytest.mark.django_db


def test_a_stale_save_shows_both_values_and_changes_nothing(made, person):
    other = Person(factories.member(Role.FILER, made.filing.department), made.filing)
    mine = person.open(MONEY)
    other.save(MONEY, {SPENT: "1800"})

    answer = person.send(MONEY, mine, **{SPENT: "1700", PLANNED: "1900"})

    assert answer.status_code == 409
    assert "<b>1700</b>" in answer.text
    assert "<b>1800</b>" in answer.text
    assert stored(made, SPENT) == ("1800", "filled")
    assert stored(made, PLANNED) == ("1900", "filled"), "what does not clash is stored"


def test_keeping_mine_after_a_clash_stores_mine(made, person):
    clash = _clash(made, person)

    answer = person.send(MONEY, main_form(clash), **{f"{SPENT}~keep": "mine"})

    assert answer.status_code == 303
    assert stored(made, SPENT) == ("1700", "filled")


def test_keeping_theirs_after_a_clash_stores_nothing(made, person):
    clash = _clash(made, person)

    answer = person.send(MONEY, main_form(clash), **{f"{SPENT}~keep": "theirs"})

    assert answer.status_code == 303
    assert stored(made, SPENT) == ("1800", "filled")


def _clash(made, person):
    other = Person(factories.member(Role.FILER, made.filing.department), made.filing)
    mine = person.open(MONEY)
    other.save(MONEY, {SPENT: "1800"})
    return person.send(MONEY, mine, **{SPENT: "1700"})


def test_an_old_page_with_no_change_of_its_own_overwrites_nothing(made, person):
    old = person.open(MONEY)
    Person(factories.member(Role.FILER, made.filing.department), made.filing).save(MONEY, {SPENT: "1800"})

    answer = person.send(MONEY, old, **{PLANNED: "1900"})

    assert answer.status_code == 303
    assert stored(made, SPENT) == ("1800", "filled")
