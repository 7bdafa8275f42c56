"""A review of two rounds and two levels by four people: 填报人, 初审, 复核, and who stands in for 初审."""

import pytest

from tests.e2e import approving_steps as approving
from tests.e2e import deputy_steps as standing_in
from tests.e2e import first_steps as first
from tests.e2e import mending_steps as mending
from tests.e2e import report_steps as report
from tests.e2e import review_steps as review
from tests.e2e import second_steps as second
from tests.e2e import sending_steps as sending
from tests.e2e.levels import make_levels

pytestmark = [pytest.mark.postgresql, pytest.mark.long]


def test_review_of_two_rounds_and_two_levels_by_four_people(
    transactional_db, enter, celery_worker, tmp_path, figure
):
    year, people = make_levels()
    filer = enter(year.filer)
    sending.sends(filer, year)
    one = enter(people.first)
    review.accepts(one, year)
    first.corrects_a_figure(one)
    first.pins(one)
    first.corrects_a_line(one)
    first.hands_on(one)
    first.asks_a_deputy(one)
    two = enter(people.second)
    second.sees_the_first(two)
    second.returns(two)
    second.prints_the_letter(two, year, tmp_path)
    mending.answers_alone(filer, year)
    mending.mends(filer, year)
    mending.sends_again(filer, year)
    deputy = enter(people.deputy)
    standing_in.takes_over(deputy)
    standing_in.sees_what_changed(deputy)
    standing_in.adopts(deputy)
    standing_in.reviews_again(deputy)
    standing_in.hands_on(deputy)
    approving.approves(two, enter(people.second), year)
    approving.reads_the_result(filer, year)
    report.asks_for(filer, year, report.FINAL)
    text = report.downloads(filer, year, report.FINAL, tmp_path)
    assert approving.FINAL in text
    assert "2019年度部门决算于2020年9月10日予以公开" in text
    assert not report.is_draft(text)
    looked = filer.looked | one.looked | two.looked | deputy.looked
    if looked:
        figure("pages of the two levels that axe looked at", len(looked))
    assert {name: found for name, found in looked.items() if found} == {}
