"""What stands against sending is counted once: the rail, the page of checks and the service give the same numbers."""

import pytest

from evaluations.selectors.filings import versions_of
from evaluations.services import Typed, submission
from evaluations.services.filing import save_fields
from evaluations.workflow import State
from tests.evaluations.filing.made import AS_PRINTED, Made, filled, opened
from tests.planted import DOCUMENTS

from .conftest import FINISHED
from .counting import counted

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # what pages show is the same on both
ABSENT = {"status": "na"}
WORDS = "批复日期以区人大常委会批准日为准，公开时间未超期。"
BUDGET = "fig:预算批复日期"


def change(made: Made, changes: dict[str, str | Typed]) -> None:
    """Save texts (or answers with a status) over what is stored."""
    held = versions_of(made.filing)
    values = {
        where: Typed(
            one.text if isinstance(one, Typed) else one,
            held.get(where, 0),
            one.status if isinstance(one, Typed) else "filled",
        )
        for where, one in changes.items()
    }
    saved = save_fields(actor=made.filer, filing=made.filing, values=values)
    assert saved.ok, saved
    made.filing.refresh_from_db()


@pytest.mark.parametrize(
    ("case", "numbers"), [(AS_PRINTED, (14, 21)), ("longgang-2020-as-meant", (13, 20)), (FINISHED, (0, 0))]
)
def test_shipped_case_is_counted_the_same_everywhere(case, numbers):
    assert counted(filled(case)) == numbers


@pytest.mark.parametrize("name", sorted(path.name for path in DOCUMENTS.glob("*.yaml")))
def test_empty_filing_is_counted_the_same_everywhere(name):
    stops, asks = counted(opened((DOCUMENTS / name).read_text(encoding="utf-8")))
    assert stops > 0
    assert asks >= 0


@pytest.mark.parametrize(
    ("changes", "numbers"),
    [
        pytest.param({"fig:基本支出": ""}, (1, 0), id="a blocking check lacks what is required"),
        pytest.param({"fig:接待费支出": "1"}, (1, 0), id="a blocking check lacks the rest of a group"),
        pytest.param({BUDGET: ""}, (0, 1), id="a check that asks lacks what is optional"),
        pytest.param({BUDGET: "", "check:预算公开及时": WORDS}, (0, 0), id="and words are there"),
        pytest.param({"fig:在职人员总数": "85"}, (1, 0), id="a blocking check fails"),
        pytest.param({BUDGET: "2020-01-01"}, (0, 1), id="a check that asks fails"),
        pytest.param({BUDGET: "2020-01-01", "check:预算公开及时": WORDS}, (0, 0), id="and is explained"),
        pytest.param({BUDGET: "2020-01-01", "check:预算公开及时": "属实"}, (0, 1), id="and hardly explained"),
        pytest.param({"fig:采购计划金额": Typed("没有计划", **ABSENT)}, (2, 0), id="half a pair is absent"),
    ],
)
def test_changed_case_is_counted_the_same_everywhere(changes, numbers):
    made = filled(FINISHED)
    change(made, changes)
    assert counted(made) == numbers


def test_filing_whose_satisfaction_is_from_published_statistics_is_sent():
    made = filled(FINISHED)
    change(
        made,
        {
            "fig:满意度方式": "权威统计",
            "fig:满意度结果": "96%",
            "fig:有效份数": "",
            "fig:满意份数": "",
        },
    )
    assert counted(made) == (0, 0)
    snapshot = submission.submit(actor=made.filer, filing=made.filing, revision=made.filing.revision)
    made.filing.refresh_from_db()
    assert (made.filing.state, snapshot.revision) == (State.SUBMITTED, made.filing.revision)
