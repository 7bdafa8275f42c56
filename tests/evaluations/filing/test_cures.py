"""Cures: the usual mistake mended at one press, with its effect told before."""

import pytest

from evaluations.selectors.filings import sheet_of
from rubrics.scoring.results import Outcome
from tests.evaluations.filing.people import MONEY, PLANNED, SPENT, stored, total

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # the services under these pages are tested on both
PROJECTS = 4


def test_swapping_and_the_unit_take_the_printed_total_to_the_one_that_was_meant(made, person):
    assert total(made) == "93.86"

    swapped = person.save(MONEY, {"cure": _button(person, MONEY)})

    assert swapped.status_code == 303
    assert (stored(made, SPENT), stored(made, PLANNED)) == (("1791.71", "filled"), ("1973.09", "filled"))
    assert total(made) == "95.68"

    person.save(PROJECTS, {"cure": _button(person, PROJECTS)})

    assert stored(made, "fig:金额单位") == ("元", "filled")
    assert total(made) == "95.68"
    failing = {check.code for check in sheet_of(made.filing).checks if check.outcome is Outcome.FAILS}
    assert not failing & {"K07", "K08", "K09", "K14"}


def test_a_cure_says_what_it_gives_before_it_is_pressed(person):
    page = person.browser.get(person.address(MONEY)).text

    assert "互换两数" in page
    assert "改后政府采购执行率 90.81%，“政府采购执行率”得 1.82 / 2 分，自评总分由 93.86 变为 95.68" in page


def test_a_cure_keeps_what_else_was_typed(made, person):
    person.save(MONEY, {"cure": _button(person, MONEY), "fig:人员经费": "12"})

    assert stored(made, SPENT) == ("1791.71", "filled")
    assert stored(made, "fig:人员经费") == ("12", "filled")


def test_a_cure_that_no_longer_fits_changes_nothing(made, person):
    button = _button(person, MONEY)
    person.save(MONEY, {"cure": button})

    person.save(MONEY, {"cure": button})

    assert stored(made, SPENT) == ("1791.71", "filled")


def _button(person, stage: int) -> str:
    page = person.browser.get(person.address(stage)).text
    return page.partition('name="cure" value="')[2].partition('"')[0]
