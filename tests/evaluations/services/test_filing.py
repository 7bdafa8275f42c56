"""Saving: cleaned, versioned, one change each; stale versions come back with both texts; replays are harmless."""

import pytest
from django.utils import timezone

from evaluations.models import Answer, Change, Filing, Narrative, TableRow
from evaluations.services import Conflict, Refused, Saved, Typed
from evaluations.services.filing import open_filing, save_fields
from evaluations.services.narratives import TypedNarrative, save_narrative
from evaluations.workflow import EDITABLE, State
from rubrics.scoring.problems import Problem
from tests import factories
from tests.evaluations.conftest import typed

pytestmark = pytest.mark.django_db

SPENT = "fig:财政拨款支出"


def save(office, values, **more):
    return save_fields(actor=office.filer, filing=office.filing, values=values, **more)


def test_open_filing_twice_is_one_filing(office):
    again = open_filing(actor=office.filer, cycle=office.cycle, department=office.department)
    assert (again, Filing.objects.count()) == (office.filing, 1)
    assert office.filing.events.count() == 1


def test_open_filing_by_a_head_or_a_stranger_is_refused(office):
    other = factories.department()
    for person in (office.head, office.filer, office.reviewer):
        with pytest.raises(Refused):
            open_filing(actor=person, cycle=office.cycle, department=other)


def test_save_of_a_first_answer_stores_the_normal_form_with_one_change(office):
    result = save(office, {SPENT: Typed("９，１４８．９２")})
    assert result.saved[0].text == "9148.92"
    assert (result.saved[0].version, result.ok, result.revision) == (1, True, 1)
    answer = Answer.objects.get()
    assert (answer.key, answer.value, answer.status, answer.by) == (SPENT, "9148.92", "filled", office.filer)
    change = Change.objects.get()
    assert (change.address, change.old, change.new, change.version, change.revision) == (
        SPENT,
        "",
        "9148.92",
        1,
        1,
    )
    office.filing.refresh_from_db()
    assert office.filing.saved_at is not None


def test_save_of_a_second_answer_counts_the_version(office):
    save(office, {SPENT: Typed("1")})
    result = save(office, {SPENT: Typed("2", based_on=1)})
    assert result.saved == (Saved(SPENT, "2", "filled", 2, result.saved[0].notice),)
    assert list(Change.objects.values_list("old", "new", "version")) == [("", "1", 1), ("1", "2", 2)]


def test_save_on_a_stale_version_returns_both_texts_and_stores_nothing(office):
    save(office, {SPENT: Typed("1")})
    result = save(office, {SPENT: Typed("2", based_on=0)})
    stored = Answer.objects.get()
    assert result.conflicts == (
        Conflict(SPENT, "2", "filled", "1", "filled", 1, str(office.filer), stored.at, office.filer.pk),
    )
    assert (stored.value, Change.objects.count(), result.saved) == ("1", 1, ())
    office.filing.refresh_from_db()
    assert office.filing.revision == 1


def test_save_again_on_the_version_of_the_conflict_keeps_mine(office):
    save(office, {SPENT: Typed("1")})
    conflict = save(office, {SPENT: Typed("2")}).conflicts[0]
    assert save(office, {SPENT: Typed("2", conflict.version)}).ok
    assert Answer.objects.get().value == "2"


def test_save_of_what_is_stored_already_is_saved_and_changes_nothing(office):
    save(office, {SPENT: Typed("1")})
    result = save(office, {SPENT: Typed("1.00", based_on=0)})
    assert (result.ok, result.saved[0].version, Change.objects.count()) == (True, 1, 1)
    office.filing.refresh_from_db()
    assert office.filing.revision == 1


def test_save_of_one_bad_place_stores_the_others(office):
    result = save(office, typed({SPENT: "一百", "fig:调整预算数": "100"}))
    assert [saved.address for saved in result.saved] == ["fig:调整预算数"]
    assert [problem.where for problem in result.problems] == [SPENT]
    assert Answer.objects.get().key == "fig:调整预算数"


@pytest.mark.parametrize(
    "address",
    [
        "fig:没有",
        "fig:预算执行率",
        "line:预算执行/得分",
        "row:项目/nokey/名称",
        "nonsense",
        "fig:主要职能",
        "chapter:调整预算数",
        "fig:部门名称",
    ],
)
def test_save_at_an_address_that_takes_nothing_is_a_problem(office, address):
    result = save(office, {address: Typed("1")})
    assert (result.saved, result.conflicts, len(result.problems)) == ((), (), 1)
    assert not Change.objects.exists()


def test_save_of_an_empty_text_takes_the_answer_back(office):
    save(office, {SPENT: Typed("1")})
    assert save(office, {SPENT: Typed("", based_on=1)}).saved[0].version == 2
    assert list(Change.objects.values_list("new", flat=True)) == ["1", ""]


def test_save_of_nothing_where_nothing_was_is_no_change(office):
    assert save(office, {SPENT: Typed("")}).saved == (Saved(SPENT, "", "filled", 0, ""),)
    assert not Answer.objects.exists()


def test_save_of_not_applicable_needs_a_reason_and_leave(office):
    where = "fig:三公经费"
    assert save(office, {where: Typed("", status="na")}).problems[0].where == where
    assert save(office, {SPENT: Typed("没有", status="na")}).problems[0].where == SPENT
    result = save(office, {where: Typed("全年没有发生", status="na")})
    assert (result.saved[0].status, Answer.objects.get().status) == ("na", "na")


def test_save_of_ticks_scores_reasons_and_explanations_goes_the_same_way(office):
    result = save(
        office,
        typed(
            {
                "line:制度/有制度": "是",
                "line:社会效益/得分": "3.5",
                "line:社会效益/原因": "未调查",
                "check:执行偏低": "年末付款",
            }
        ),
    )
    assert (result.ok, Answer.objects.count()) == (True, 4)
    assert not save(office, typed({"line:社会效益/得分": "4.5"}, based_on=1)).ok


def test_save_of_cells_counts_versions_cell_by_cell(office):
    first, second = "row:季度/一季度/累计支出", "row:季度/二季度/累计支出"
    assert save(office, {first: Typed("20")}).saved[0].version == 1
    assert save(office, {first: Typed("25", based_on=1), second: Typed("50")}).ok
    assert save(office, {first: Typed("30", based_on=1)}).conflicts[0].theirs == "25"
    rows = TableRow.objects.order_by("key").values_list("key", "version", "cells")
    assert {key: (version, cells["累计支出"]["text"]) for key, version, cells in rows} == {
        "一季度": (2, "25"),
        "二季度": (1, "50"),
    }


def test_save_of_a_fixed_constant_is_a_problem(office):
    assert len(save(office, {"row:季度/一季度/序时进度": Typed("30%")}).problems) == 1


def test_save_of_a_narrative_keeps_the_ids_of_blocks_that_stayed(office):
    where = "chapter:主要职能"
    save(office, {where: Typed("第一段\n第二段")})
    before = Narrative.objects.get().body
    result = save_narrative(
        actor=office.filer,
        filing=office.filing,
        narrative=TypedNarrative("主要职能", "第一段\n第三段 {{调整预算数}}", 1),
    )
    assert result.ok, result
    from rubrics.scoring import narrative

    ids = [
        [block.id for block in narrative.read_json(body)] for body in (before, Narrative.objects.get().body)
    ]
    assert ids[0][0] == ids[1][0]
    assert list(Change.objects.values_list("old", "new")) == [
        ("", "第一段\n第二段"),
        ("第一段\n第二段", "第一段\n第三段 {{调整预算数}}"),
    ]


def test_save_of_a_narrative_with_an_unknown_figure_is_a_problem(office):
    result = save(office, {"chapter:主要职能": Typed("见 {{没有这个数}}")})
    assert result.problems[0].where == "chapter:主要职能"
    assert not Narrative.objects.exists()


def test_save_sent_twice_under_one_key_happens_once(office):
    values = typed({SPENT: "1", "row:季度/一季度/累计支出": "20", "chapter:主要职能": "职能"})
    first = save(office, values, request_key="k1")
    again = save(office, values, request_key="k1")
    assert {(one.address, one.text, one.version) for one in again.saved} == {
        (one.address, one.text, one.version) for one in first.saved
    }
    assert (again.ok, Change.objects.count()) == (True, 3)


def test_save_sent_twice_is_harmless_even_after_somebody_else_wrote(office):
    save(office, {SPENT: Typed("1")}, request_key="k1")
    save(office, {SPENT: Typed("2", based_on=1)}, request_key="k2")
    again = save(office, {SPENT: Typed("1")}, request_key="k1")
    assert (again.conflicts, again.saved[0].version, Answer.objects.get().value) == ((), 1, "2")


def test_save_under_a_used_key_with_another_text_is_a_problem(office):
    save(office, {SPENT: Typed("1")}, request_key="k1")
    result = save(office, {SPENT: Typed("3", based_on=1)}, request_key="k1")
    assert result.problems == (Problem(SPENT, "同一次保存送来了两种内容", "请刷新页面，核对后重新填写"),)


@pytest.mark.parametrize(
    "state", [state for state in State if state is not State.NOT_STARTED and state not in EDITABLE]
)
def test_save_in_a_locked_state_is_refused_and_no_byte_changes(office, state):
    save(office, {SPENT: Typed("1")})
    Filing.objects.update(state=state)
    before = list(Filing.objects.values()), list(Answer.objects.values())
    with pytest.raises(Refused) as refusal:
        save(office, {SPENT: Typed("2", based_on=1)})
    assert "不能填写" in refusal.value.reason
    assert (list(Filing.objects.values()), list(Answer.objects.values())) == before


def test_save_by_anybody_but_the_filer_is_refused(office):
    for person in (office.head, office.reviewer, office.rubric_admin, factories.user()):
        with pytest.raises(Refused):
            save_fields(actor=person, filing=office.filing, values={SPENT: Typed("1")})
    assert not Answer.objects.exists()


def test_save_after_the_window_is_refused(office):
    office.cycle.windows.update(
        opens=timezone.now() - timezone.timedelta(9), closes=timezone.now() - timezone.timedelta(1)
    )
    with pytest.raises(Refused) as refusal:
        save(office, {SPENT: Typed("1")})
    assert refusal.value.reason.endswith("截止。需要延期的，请联系绩效管理员。")


def test_save_keeps_the_summary_for_lists(office):
    save(office, typed({SPENT: "100", "fig:调整预算数": "100", "line:社会效益/得分": "4"}))
    summary = Filing.objects.get().summary
    assert (summary["total"], summary["complete"], summary["grade"]) == ("8.00", False, "")
    assert [stage["state"] for stage in summary["stages"]][:2] == ["未开始", "已填完"]


def test_save_costs_the_same_however_much_is_stored(office, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        save(office, typed({SPENT: "1", "fig:调整预算数": "100"}))
    save(office, typed({f"row:季度/{row}/累计支出": "1" for row in ("一季度", "二季度")}))
    with django_assert_max_num_queries(40):
        save(office, typed({SPENT: "2", "fig:调整预算数": "101"}, based_on=1))
