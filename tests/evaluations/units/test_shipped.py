"""The document of 2020 with units: its own table of units filled, and K34 cured by what they reported."""

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.models import Answer, Change, Filing
from evaluations.resources.book.reading import read_book
from evaluations.resources.workbook.making import workbook_of
from evaluations.selectors.filings import sheet_of
from evaluations.selectors.stages import stages_of
from evaluations.selectors.units import gathering_of
from evaluations.services.filing import open_filing, save_fields
from evaluations.services.units import adopt, list_units
from evaluations.workflow import Role, State
from rubrics.scoring.results import Outcome
from tests import factories
from tests.evaluations.conftest import typed
from tests.evaluations.filing.made import TEXT, opened
from tests.evaluations.units.conftest import SPENT, make_family
from tests.planted import DOCUMENTS

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


HIDDEN = (TABLE, "本级财政拨款支出", "内部抵销数", "内部抵销原因", "部门数等于本级")


def seen_by(filing, user) -> str:
    """Everything that a person sees of a filing: its pages, what is checked, and the workbook."""
    browser = Client()
    browser.force_login(user)
    pages = [reverse("evaluations:stage", args=[filing.pk, 1])]
    pages += [reverse(f"evaluations:{name}", args=[filing.pk]) for name in ("check", "evidence")]
    texts = [browser.get(page, follow=True).content.decode() for page in pages]
    listed = browser.get(reverse("evaluations:check_file", args=[filing.pk]))
    for book in (listed.content, workbook_of(filing, "今天")):
        grids = read_book(book).sheets()
        texts += [cell.text for grid in grids for row in grid.rows for cell in grid.row(row).values()]
    return "\n".join(texts)


def words_of_units(text: str) -> list[str]:
    return [word for word in HIDDEN if word in text]


@pytest.mark.parametrize("year", [2020, 2021])
def test_only_a_department_with_units_is_shown_what_the_document_asks_about_units(year):
    text = (DOCUMENTS / f"longgang-{year}.yaml").read_text(encoding="utf-8")
    family = make_family(text)
    alone = factories.department("示例单独局")
    filer = factories.member(Role.FILER, alone)
    filing = open_filing(actor=filer, cycle=family.filings["whole"].cycle, department=alone)

    seen = {
        "alone": words_of_units(seen_by(filing, filer)),
        **{
            name: words_of_units(seen_by(family.fresh(name), family.filer_of(name)))
            for name in ("whole", "示例甲所")
        },
    }

    assert seen == {"alone": [], "whole": list(HIDDEN), "示例甲所": []}
    lacking = {one.where for one in sheet_of(filing).problems}
    assert (f"table:{TABLE}" in lacking, SHARE in lacking) == (False, False)
    assert {one.where for one in sheet_of(family.fresh("whole")).problems} > {f"table:{TABLE}"}
    places = [stages_of(one)[0].places for one in (family.fresh("whole"), filing)]
    assert places[0] - places[1] == 4


def test_what_is_filled_already_stays_in_sight_and_counts():
    made = opened()
    assert TABLE not in seen_by(made.filing, made.filer)

    values = typed({SHARE: "100"})
    assert save_fields(actor=made.filer, filing=made.filing, values=values).ok

    made.filing.refresh_from_db()
    assert words_of_units(seen_by(made.filing, made.filer)) == list(HIDDEN)
    assert {one.where for one in sheet_of(made.filing).problems} > {f"table:{TABLE}"}
