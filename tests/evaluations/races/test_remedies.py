"""Two people bring the lost rows into the table of problems at once: each row is added once."""

import pytest

from tests.evaluations.filing.made import filled
from tests.evaluations.filing.test_remedy_offers import BUYING, EFFECTS, PROBLEMS, RUNNING, SPENDING, rows
from tests.evaluations.races.test_races import both, racers

pytestmark = pytest.mark.postgresql
__all__ = ["racers"]
LINES = [BUYING, RUNNING, SPENDING, EFFECTS]


@pytest.fixture
def made(transactional_db):
    return filled()


def lines(made) -> list[str]:
    return [row["对应指标"][0] for row in rows(made)[3:]]


def test_lost_rows_taken_by_two_at_once_are_added_once(made, racers):
    pair = racers(made.filer, made.filer)
    answers = both(pair, made.filing, act="remedy", table=PROBLEMS)
    assert sorted(answer["added"] for answer in answers) == [0, 4]
    assert lines(made) == LINES


def test_lost_rows_taken_by_two_at_once_without_holding_the_filing_are_doubled(made, racers):
    pair = racers(made.filer, made.filer, off=["remedies"])
    assert both(pair, made.filing, act="remedy", table=PROBLEMS) == [{"at": "barrier"}] * 2
    for racer in pair:
        racer.go_on()
    assert [racer.hear() for racer in pair] == [{"added": 4}] * 2
    assert sorted(lines(made)) == sorted(LINES * 2)
