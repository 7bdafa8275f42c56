"""The document of 2020 with units: its own table of units filled, and K34 cured by what they reported."""

import pytest

from evaluations.models import Answer, Change, Filing
from evaluations.selectors.filings import sheet_of
from evaluations.selectors.units import gathering_of
from evaluations.services.filing import save_fields
from evaluations.services.units import adopt, list_units
from evaluations.workflow import State
from rubrics.scoring.results import Outcome
from tests.evaluations.conftest import typed
from tests.evaluations.filing.made import TEXT
from tests.evaluations.units.conftest import SPENT, make_family

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

TABLE, SHARE, LESS = "所属单位", "fig:本级财政拨款支出", "fig:内部抵销数"


@pytest.fixture
def family(db):
    """Everybody reports one figure; the units count as sent."""
    family = make_family(TEXT)
    for name, spent in (("本级", "100"), ("示例甲所", "40.5"), ("示例乙所", "9.5")):
        values = typed({SPENT: spent})
        assert save_fields(actor=family.filer_of(name), filing=family.fresh(name), values=values).ok
    Filing.objects.filter(part_of=family.filings["whole"]).update(state=State.SENT_UP.value)
    values = typed({SPENT: "140", LESS: "5"})
    assert save_fields(actor=family.filers["whole"], filing=family.fresh("whole"), values=values).ok
    return family


def k34(family) -> Outcome:
    sheet = sheet_of(family.fresh("whole"))
    return next(one.outcome for one in sheet.checks if one.code == "K34")


def test_the_table_of_units_is_filled_and_the_check_is_cured_by_adopting(family):
    above = family.filers["whole"]
    gathering = gathering_of(family.fresh("whole"))
    assert (gathering.listed, k34(family)) == (False, Outcome.NOT_APPLICABLE)

    assert list_units(actor=above, filing=family.fresh("whole"), seen=gathering.stamp).ok
    rows = family.filings["whole"].table_rows.filter(table=TABLE, deleted_at=None)
    assert [{name: cell["text"] for name, cell in row.cells.items()} for row in rows] == [
        {"单位名称": "示例甲所", "单位编码": "103002", "纳入汇总": "是", "单位支出": "40.5"},
        {"单位名称": "示例乙所", "单位编码": "103003", "纳入汇总": "是", "单位支出": "9.5"},
    ]
    assert k34(family) is Outcome.NO_DATA

    gathering = gathering_of(family.fresh("whole"))
    assert gathering.listed
    result = adopt(actor=above, filing=family.fresh("whole"), places=[SPENT, SHARE], seen=gathering.stamp)
    assert {one.address: one.text for one in result.saved} == {SPENT: "145", SHARE: "100"}
    assert k34(family) is Outcome.HOLDS


def test_filling_the_table_keeps_what_only_the_department_knows_and_a_row_of_a_stranger_goes(family):
    above, whole = family.filers["whole"], family.fresh("whole")
    absent = typed({f"table:{TABLE}": "没有"})
    absent = {key: one.__class__(one.text, one.based_on, "na") for key, one in absent.items()}
    assert save_fields(actor=above, filing=whole, values=absent).ok
    seen = gathering_of(family.fresh("whole")).stamp
    assert list_units(actor=above, filing=family.fresh("whole"), seen=seen).ok
    assert Answer.objects.get(filing=whole, key=f"table:{TABLE}").value == ""
    row = whole.table_rows.get(table=TABLE, position=0)
    where = f"row:{TABLE}/{row.key}/性质"
    assert save_fields(actor=above, filing=family.fresh("whole"), values=typed({where: "参公"})).ok
    Answer.objects.filter(filing=family.filings["示例甲所"], key=SPENT).update(value="41")

    seen = gathering_of(family.fresh("whole")).stamp
    assert list_units(actor=above, filing=family.fresh("whole"), seen=seen).ok

    row.refresh_from_db()
    assert {name: cell["text"] for name, cell in row.cells.items()} == {
        "单位名称": "示例甲所",
        "单位编码": "103002",
        "纳入汇总": "是",
        "单位支出": "41",
        "性质": "参公",
    }
    last = Change.objects.filter(filing=whole).latest("id")
    assert (last.address, last.old, last.new) == (f"row:{TABLE}/{row.key}/单位支出", "40.5", "41")
