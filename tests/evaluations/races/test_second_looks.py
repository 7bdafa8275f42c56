"""Two draws at once take nothing twice; a second look that ends holds the scores that it ended with."""

from decimal import Decimal

import pytest

from evaluations.models import Sample
from evaluations.sampling import Method
from evaluations.services.samples import draw, give
from evaluations.services.second_scores import Entered, save_scores
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.conftest import make_office
from tests.evaluations.races.test_races import both, racers
from tests.evaluations.sample.conftest import to_approval

pytestmark = pytest.mark.postgresql
__all__ = ["racers"]
POINTS = {"预算执行": "3.8", "制度": "2", "社会效益": "4"}


@pytest.fixture
def office(transactional_db):
    """An approved filing that is not drawn yet."""
    found = make_office()
    to_approval(found, found.filing)
    found.other_admin = factories.member(Role.RUBRIC_ADMIN)
    return found


@pytest.fixture
def looked_at(office):
    """The same, drawn, given, with points on every line."""
    office.second = factories.member(Role.REVIEWER)
    sample = draw(actor=office.rubric_admin, cycle=office.cycle, method=Method.RANDOM, share=100)
    office.look = give(actor=office.rubric_admin, look=sample.looks.get(), reader=office.second)
    entered = [Entered(line, points, "") for line, points in POINTS.items()]
    assert save_scores(actor=office.second, look=office.look, entered=entered).ok
    return office


def stored(office) -> Decimal:
    return sum(Decimal(score.points) for score in office.look.scores.all())


def test_two_draws_at_once_take_a_filing_once(office, racers):
    answers = both(racers(office.rubric_admin, office.other_admin), office.filing, act="draw", share=100)
    assert sorted(list(answer) for answer in answers) == [["drawn"], ["refused"]]
    assert [sample.drawn for sample in Sample.objects.all()] == [["103001"]]


def test_two_draws_at_once_without_a_queue_both_begin_with_the_same_list_and_one_breaks(office, racers):
    pair = racers(office.rubric_admin, office.other_admin, off=["queue"])
    assert both(pair, office.filing, act="draw", share=100) == [{"at": "barrier"}] * 2
    for racer in pair:
        racer.go_on()
    assert sorted(list(racer.hear()) for racer in pair) == [["drawn"], ["error"]]


def test_points_given_while_the_second_look_ends_are_in_its_result_or_refused(looked_at, racers):
    office = looked_at
    giving, ending = racers(office.second, office.second)
    giving.tell(act="give points", filing=office.filing.pk, line="制度", points="1", based_on=1)
    ending.tell(act="end", filing=office.filing.pk)
    given, ended = giving.hear(), ending.hear()
    assert Decimal(ended["second"]) == stored(office)
    assert ("refused" in given) is (stored(office) == Decimal("9.8"))


def test_points_given_while_the_second_look_ends_without_a_lock_come_after_the_end(looked_at, racers):
    office = looked_at
    (giving,) = racers(office.second, off=["look"])
    (ending,) = racers(office.second)
    giving.tell(act="give points", filing=office.filing.pk, line="制度", points="1", based_on=1)
    assert giving.hear() == {"at": "barrier"}
    ending.tell(act="end", filing=office.filing.pk)
    assert ending.hear() == {"second": "9.8"}
    giving.go_on()
    assert giving.hear() == {"saved": 1, "conflicts": 0}
    assert stored(office) == Decimal("8.8")
