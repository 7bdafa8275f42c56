"""The main job as a filer, a reviewer and a stranger live it: from 我的待办 to the report as PDF."""

import pytest

from tests.e2e import filing_steps as filing
from tests.e2e import report_steps as report
from tests.e2e import review_steps as review
from tests.e2e import sending_steps as sending
from tests.e2e import stranger_steps as stranger
from tests.e2e.filer import fill_up
from tests.e2e.year import FINISHED, PRINTED, make_year

pytestmark = [pytest.mark.postgresql, pytest.mark.long]
EMPTY_STAGE = 3
ADDED = "已制定三年压减计划，逐年降到上限以内。"
SECRETS = ("应急管理局", "103001", "龙岗")


def test_walk_from_signing_in_to_the_report(transactional_db, enter, celery_worker, tmp_path, figure, rounds):
    year = make_year(PRINTED, lambda stage: stage != EMPTY_STAGE - 1)
    filer = enter(year.filer)
    filing.opens_the_task(filer, year, EMPTY_STAGE)
    filing.types_a_stage(filer, year, EMPTY_STAGE)
    filing.swaps_two_figures(filer)
    filing.is_understood_and_refused(filer)
    filing.chooses_between_two(filer, enter(year.filer), year)
    filing.chooses_the_unit(filer, year)
    filing.completes_everything(filer, year, rounds(3, 1))
    sending.is_stopped_first(filer, year)
    sending.explains_and_completes(filer, year)
    sending.sends(filer, year)
    sending.takes_back_and_sends_again(filer, year)
    sending.cannot_change(filer, year)
    reviewer = enter(year.reviewer)
    review.accepts(reviewer, year)
    review.comments(reviewer, year)
    review.returns(reviewer, year)
    sending.answers_every_item(filer, year, ADDED)
    review.sees_what_was_mended(reviewer, year, ADDED)
    report.asks_for(filer, year, report.DRAFT)
    assert report.is_draft(report.downloads(filer, year, report.DRAFT, tmp_path))
    review.corrects(reviewer, year)
    review.approves(reviewer, year)
    report.asks_for(filer, year, report.FINAL)
    text = report.downloads(filer, year, report.FINAL, tmp_path)
    report.has_everything(text, year)
    assert ADDED in text
    assert not report.is_draft(text)
    seen = filer.seen | reviewer.seen
    for name in (year.other_filer, year.other_reviewer)[: rounds(1, 2)]:
        assert stranger.finds_nothing(enter(name), seen, SECRETS) > 20
    looked = filer.looked | reviewer.looked
    if looked:
        figure("pages of the walk that axe looked at", len(looked))
    assert {name: found for name, found in looked.items() if found} == {}


def test_walk_without_script_reaches_the_report(transactional_db, enter, celery_worker, tmp_path):
    year = make_year(FINISHED, lambda stage: stage != EMPTY_STAGE - 1)
    filer = enter(year.filer, script=False)
    assert fill_up(filer, year, year.case(FINISHED)) == [EMPTY_STAGE]
    sending.sends(filer, year)
    reviewer = enter(year.reviewer, script=False)
    review.accepts(reviewer, year)
    review.comments(reviewer, year)
    review.returns(reviewer, year)
    sending.answers_every_item(filer, year, ADDED)
    review.sees_what_was_mended(reviewer, year, ADDED)
    review.corrects(reviewer, year)
    review.approves(reviewer, year)
    report.asks_for(filer, year, report.FINAL)
    report.has_everything(report.downloads(filer, year, report.FINAL, tmp_path), year)
