"""What follows the approval as a department and the bureau live it: 反馈, 定分, 盖章件, 归档, 更正."""

import pytest

from tests.e2e import amending_steps as amending
from tests.e2e import closing_steps as closing
from tests.e2e import feedback_steps as feedback
from tests.e2e.approved import CLEAR, EFFECT, REGULAR, Cut, approve_year
from tests.e2e.year import FINISHED, make_year

pytestmark = [pytest.mark.postgresql, pytest.mark.long]
ADMIN = "jixiao01"
STEPS = {"feedback_days": 5, "wants_stamp": True, "wants_paper": True}
RAISED = Cut(EFFECT.line, EFFECT.entry, "18.25", "16 个易涝点已整改 14 个，其余 2 个有跨年批复，按比例核减。")
TOTALS = {"自评得分": "95.68", "审核得分": "92.93等级优", "核减": "−2.75"}
CHAIN = [f"2020-103001-{number}" for number in ("01", "定01", "定02", "02", "定03")]
"""Sent, approved, approved anew after the feedback; sent as amended and approved: one chain."""


@pytest.mark.parametrize("width", [1366, pytest.param(390, marks=pytest.mark.soak)])
def test_from_the_result_that_is_told_to_the_final_copy_that_is_amended(
    transactional_db, enter, celery_worker, tmp_path, width
):
    year = make_year(FINISHED, **STEPS)
    approve_year(year, REGULAR, CLEAR, EFFECT)
    filer, reviewer, admin = (enter(name, width=width) for name in (year.filer, year.reviewer, ADMIN))
    feedback.finds_the_result(filer, year)
    feedback.forgets_to_say_why(filer)
    feedback.sends(filer)
    feedback.reads_the_objections(reviewer, year)
    feedback.upholds(reviewer)
    feedback.adopts(reviewer, filer, year)
    feedback.is_held_to_what_was_adopted(reviewer, year)
    feedback.scores_anew(reviewer, year, RAISED)
    feedback.reads_what_came_of_it(filer, year, TOTALS)

    scan = closing.prints(filer, year, CHAIN[2], tmp_path)
    closing.stamps(filer, year, CHAIN[2], scan, CHAIN[1])
    closing.receives(admin, year)
    closing.archives(admin, year)

    amending.sees_what_can_be_asked_for(filer, year)
    amending.asks(filer, year, "01")
    amending.waits(filer)
    amending.finds_the_request(admin, "01")
    amending.refuses(admin, "01")
    amending.asks(filer, year, "02")
    amending.agrees(admin, year, "02", "下周五")
    amending.sees_the_copy_that_holds(filer, year)
    amending.drops(filer, year, "02")
    amending.asks(filer, year, "03")
    amending.agrees(admin, year, "03")
    amending.mends_and_sends(filer, year)
    amending.is_approved_anew(reviewer, year)
    feedback.agrees(filer, year, REGULAR, CLEAR, EFFECT)
    closing.sees_the_stamp_void(filer, year)
    amending.sees_both_copies(filer, year, "03")

    chain = list(year.filing.snapshots.order_by("seq"))
    assert [one.number for one in chain] == CHAIN
    assert [one.prev for one in chain[1:]] == [one.sha for one in chain[:-1]]
    again = closing.prints(filer, year, CHAIN[4], tmp_path)
    assert closing.takes_print(filer, year, CHAIN[2], tmp_path) == scan
    closing.closes_again(filer, admin, year, CHAIN[4], again)
