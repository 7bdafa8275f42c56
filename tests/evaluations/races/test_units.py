"""A unit is given back while its department adopts the sums: real processes, and the guard switched off."""

import time

import pytest

from evaluations.models import Filing
from evaluations.selectors.units import gathering_of
from evaluations.workflow import State
from tests.evaluations.races.test_races import Racer, racers  # noqa: F401 - a fixture
from tests.evaluations.units.conftest import SPENT, make_family
from tests.evaluations.units.test_units import A, fill_all, send

pytestmark = pytest.mark.postgresql
SOON = 0.5
"""Seconds in which an act that nothing holds back is long done."""


@pytest.fixture
def ready(transactional_db):
    """Everybody has sent; the department has seen the sums."""
    family = make_family()
    fill_all(family)
    send(family, "本级", A, "示例乙所")
    return family, gathering_of(family.fresh("whole")).stamp


def adopting(family, seen: str, start, guard: str) -> tuple[Racer, Racer]:
    """Let one process adopt up to the barrier, and another give a unit back meanwhile."""
    above = family.filers["whole"]
    (adopter,), (giver,) = start(above, off=[guard]), start(above)
    adopter.tell(filing=family.filings["whole"].pk, act="adopt", places=[SPENT], seen=seen)
    assert adopter.hear() == {"at": "barrier"}
    giver.tell(filing=family.filings[A].pk, act="send down", words="请核对支出数")
    time.sleep(SOON)
    return adopter, giver


def state_of(family) -> str:
    return Filing.objects.get(pk=family.filings[A].pk).state


def test_giving_a_unit_back_waits_until_the_sums_that_were_seen_are_written(ready, racers):  # noqa: F811
    family, seen = ready
    adopter, giver = adopting(family, seen, racers, "haste")
    assert state_of(family) == State.SENT_UP

    adopter.go_on()

    assert adopter.hear() == {"saved": ["465"]}
    assert giver.hear() == {"state": "filling"}


def test_giving_a_unit_back_without_the_guard_goes_before_the_sums_that_were_seen(ready, racers):  # noqa: F811
    family, seen = ready
    adopter, giver = adopting(family, seen, racers, "parts")
    assert giver.hear() == {"state": "filling"}
    assert state_of(family) == State.FILLING

    adopter.go_on()

    assert adopter.hear() == {"saved": ["465"]}
