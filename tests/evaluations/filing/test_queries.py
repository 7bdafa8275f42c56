"""How many queries a page makes: pinned, and the same with one row and with many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations.services.rows import add_row
from tests.evaluations.filing.made import filled, opened
from tests.evaluations.filing.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
SHOWN, HOME = 28, 18
TABLE, STAGE = "项目", 4


def count(person, address: str) -> int:
    person.browser.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert person.browser.get(address).status_code == 200
    return len([one for one in caught.captured_queries if "SAVEPOINT" not in one["sql"]])


@pytest.mark.parametrize("rows", [1, 3])
def test_a_stage_with_rows_makes_the_pinned_queries(rows):
    made = opened()
    for _ in range(rows):
        add_row(actor=made.filer, filing=made.filing, table=TABLE)
    person = Person(made.filer, made.filing)

    assert count(person, person.address(STAGE)) == SHOWN


def test_every_stage_of_the_case_makes_the_pinned_queries():
    made = filled()
    person = Person(made.filer, made.filing)

    counts = {stage: count(person, person.address(stage)) for stage in range(1, 10)}

    assert counts == dict.fromkeys(range(1, 10), SHOWN)
    assert count(person, reverse("evaluations:todo")) == HOME
