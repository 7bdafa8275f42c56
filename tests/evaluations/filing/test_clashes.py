"""Two people at one filing: what clashes is shown with both values, and the person chooses."""

import pytest

from evaluations.views.filing import content
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


def saved_while_reading(monkeypatch, made, name: str, text: str) -> None:
    """Let somebody else save once, just before one of the readings from which a page is made."""
    other = Person(factories.member(Role.FILER, made.filing.department), made.filing)
    read, page = getattr(content, name), other.open(MONEY)

    def reading(*values):
        monkeypatch.setattr(content, name, read)
        assert other.send(MONEY, page, **{SPENT: text}).status_code == 303
        return read(*values)

    monkeypatch.setattr(content, name, reading)


@pytest.mark.parametrize("reading", ["versions_of", "flat_of", "answers_with"])
def test_a_save_while_the_page_is_being_read_is_never_written_over_unseen(made, person, monkeypatch, reading):
    saved_while_reading(monkeypatch, made, reading, "1800")
    page = person.open(MONEY)
    saw = page[SPENT].replace(",", "") == "1800.00"

    person.send(MONEY, page, **{SPENT: "1700"})

    assert saw or stored(made, SPENT) == ("1800", "filled")


def test_a_save_while_the_clash_is_being_shown_is_never_written_over_unseen(made, person, monkeypatch):
    mine = person.open(MONEY)
    Person(factories.member(Role.FILER, made.filing.department), made.filing).save(MONEY, {SPENT: "1800"})
    saved_while_reading(monkeypatch, made, "versions_of", "1900")

    clash = person.send(MONEY, mine, **{SPENT: "1700"})
    answer = person.send(MONEY, main_form(clash), **{f"{SPENT}~keep": "mine"})

    assert "<b>1800</b>" in clash.text
    assert (answer.status_code, stored(made, SPENT)) == (409, ("1900", "filled"))
