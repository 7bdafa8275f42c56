"""Figures of the bureau that differ, or that moved after they were answered: told and explained where they stand."""

import pytest
from django.urls import reverse

from evaluations.resources.workbook.explanations import explanations_of
from evaluations.selectors.filings import sheet_of
from tests.evaluations.filing.made import opened
from tests.evaluations.filing.test_presets import MONEY, fresh, office_of, page, save, take
from tests.evaluations.presets import TEXT, imported, one

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def office(db):
    """A filing in hand, its filer at a browser, and somebody of the bureau who imports."""
    return office_of(opened(TEXT))


OTHER = "check:其余财政数/"
CELL = "季度.累计支出[一季度]"
QUARTER = "row:季度/一季度/累计支出"
WORDS = "含单位自有资金一万元，见附注"


def outcome(office, address: str) -> str:
    return next((one.outcome.value for one in sheet_of(office.filing).checks if one.address == address), "")


@pytest.mark.parametrize(
    ("key", "where", "label"),
    [("调整预算数", "fig:调整预算数", "差异说明"), (CELL, QUARTER, "差异说明：一季度 累计支出")],
)
def test_a_figure_without_a_check_of_its_own_is_explained_where_it_stands(office, key, where, label):
    imported(office, one(office, **{key: "20"}))
    assert f'name="{OTHER}{key}"' not in page(office, MONEY)
    save(office, **{where.replace(":", "__"): "21"})
    shown = page(office, MONEY)
    assert (shown.count(f'name="{OTHER}{key}"'), shown.count("多 1.00")) == (1, 1)
    assert f'for="{OTHER}{key}_words">{label}<' in shown
    assert f'href="#{OTHER}{key}_words"' in shown
    assert outcome(office, OTHER + key) == "不符"
    office.person.save(MONEY, {OTHER + key: WORDS})
    assert (outcome(office, OTHER + key), "多 1.00，已说明" in page(office, MONEY)) == ("已说明", True)


def test_a_cell_that_the_document_tolerates_is_the_same(office):
    imported(office, one(office, **{CELL: "20"}))
    save(office, **{QUARTER.replace(":", "__"): "20.01"})
    assert "相差 0.01，在允许范围内" in page(office, MONEY)
    assert outcome(office, "check:其余财政数") == "相符"


def test_a_cell_whose_figure_changes_after_it_was_answered_says_so_until_it_is_answered_anew(office):
    imported(office, one(office, **{CELL: "20", "季度.累计支出[二季度]": "40"}))
    take(office, MONEY, f"preset|{QUARTER}")
    imported(office, one(office, **{CELL: "22", "季度.累计支出[二季度]": "44"}))
    told = "由 20.00 改为 22.00。请重新核对。"
    assert (page(office, MONEY).count(told), page(office, MONEY).count("请重新核对")) == (1, 1)
    take(office, MONEY, f"preset|{QUARTER}")
    assert "请重新核对" not in page(office, MONEY)


def test_the_page_of_the_checks_and_the_workbook_have_a_line_for_each_figure_that_differs(office):
    title, address = "其余财政数", reverse("evaluations:check", args=[office.filing.pk])
    assert title not in office.person.browser.get(address).content.decode()
    imported(office, one(office, **{"调整预算数": "100", CELL: "20"}))
    save(office, fig__调整预算数="101", **{QUARTER.replace(":", "__"): "21"})
    tail = "（一体化系统，2020-12-31），相差 1.00 万元。请采用财政数，或说明差异。"
    said = {
        f"{OTHER}调整预算数": f"【调整预算数】填报 101.00 万元，财政数 100.00 万元{tail}",
        f"{OTHER}{CELL}": f"【季度·一季度·累计支出】填报 21.00 万元，财政数 20.00 万元{tail}",
    }
    shown = office.person.browser.get(address).content.decode()
    assert [shown.count(f'name="{where}"') for where in said] == [1, 1]
    assert [shown.count(words.partition("】")[2]) for words in said.values()] == [1, 1]
    content = fresh(office)
    (sheet,) = explanations_of(content.document, content.sheet)
    found = {place.address: place.label for form in sheet.parts for place in form.places}
    assert {where: found[where] for where in said} == {
        where: f"勾稽 36：{words}" for where, words in said.items()
    }
