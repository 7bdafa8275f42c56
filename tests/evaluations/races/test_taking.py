"""Two people take over the bureau's targets at once: each row is added once."""

import pytest

from tests.evaluations.filing.made import opened
from tests.evaluations.filing.test_presets import office_of
from tests.evaluations.filing.test_targets import DONE, OUTPUT, TRAINED, rows, targets
from tests.evaluations.races.test_races import both, racers
from tests.planted import DOCUMENTS

pytestmark = pytest.mark.postgresql
__all__ = ["racers"]


@pytest.fixture
def office(transactional_db):
    """A filing with own indicators and two targets for it, none taken."""
    found = office_of(opened((DOCUMENTS / "national-project.yaml").read_text(encoding="utf-8")))
    targets(found, {"导入.指标名称": "培训人次", **TRAINED}, {"导入.指标名称": "办结率", **DONE})
    return found


def names(office) -> list[str]:
    return [row["名称"] for row in rows(office)]


def test_targets_taken_by_two_at_once_are_added_once(office, racers):
    pair = racers(office.filer, office.filer)
    answers = both(pair, office.filing, act="take", table=OUTPUT)
    assert sorted(answer["added"] for answer in answers) == [0, 2]
    assert names(office) == ["培训人次", "办结率"]


def test_targets_taken_by_two_at_once_without_holding_the_filing_are_doubled(office, racers):
    pair = racers(office.filer, office.filer, off=["taking"])
    assert both(pair, office.filing, act="take", table=OUTPUT) == [{"at": "barrier"}] * 2
    for racer in pair:
        racer.go_on()
    assert [racer.hear() for racer in pair] == [{"added": 2}] * 2
    assert sorted(names(office)) == ["办结率", "办结率", "培训人次", "培训人次"]
