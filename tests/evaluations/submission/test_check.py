"""核对与提交: what is found, in groups, with values, places and hints; 情况说明 in place."""

import re

import pytest

from evaluations.forms.stamps import BASE
from evaluations.selectors.filings import sheet_of
from evaluations.views.filing.attempt import NO_ATTEMPT
from evaluations.views.filing.content import load
from evaluations.views.submission.page import check_page
from evaluations.workflow import Role, State
from rubrics.scoring.results import Outcome
from tests import factories
from tests.evaluations.filing.made import opened

from .conftest import address, words

pytestmark = pytest.mark.sqlite  # what pages show is the same on both

GOOD = "年中追加采购计划 181.38 万元，批准文号见附件。"
PROCUREMENT, REFORM = "check:采购不超计划", "check:编外超限"


def page_of(made):
    return check_page(load(made.filing, made.filer), NO_ATTEMPT)


def entries(made, group):
    found = {one.id: one for one in page_of(made).groups}
    return {entry.id: entry for entry in found[group].entries}


def base_of(answer, where):
    return re.search(rf'name="{re.escape(where + BASE)}" value="([^"]+)"', answer.content.decode())[1]


def written(client, made, where, text, **more):
    """Post one 情况说明 as the page would."""
    shown = client.get(address(made, "check"))
    return client.post(address(made, "check"), {where: text, where + BASE: base_of(shown, where), **more})


def test_counts_say_how_much_is_open(printed):
    page = page_of(printed)
    tally = page.tally
    assert [(group.severity, group.open) for group in page.groups] == [
        ("阻断", 14),
        ("需说明", 21),
        ("提示", 13),
    ]
    assert (tally.holds, tally.explained, tally.waiting, tally.no_data, tally.missing) == (38, 1, 2, 14, 12)
    results = sheet_of(printed.filing).checks
    shown = tally.holds + tally.explained + tally.waiting + tally.no_data + tally.not_applicable
    assert [page.verdict.reasons[0].text, page.groups[0].open] == ["14 项待改正或补填", 14]
    open_ones = [one for one in results if one.outcome is Outcome.FAILS and not one.under]
    assert shown + len(open_ones) == tally.checks == len(results)


def test_finding_shows_both_values_with_unit_and_difference(printed):
    entry = entries(printed, "explain")[PROCUREMENT]
    assert (entry.code, entry.place) == ("勾稽 14", "政府采购")
    assert [(fact.label, fact.text) for fact in entry.facts] == [
        ("实际采购金额", "1,973.09 万元"),
        ("采购计划金额", "1,791.71 万元"),
        ("相差", "181.38 万元"),
    ]


def test_entry_stays_where_it_is_when_its_words_settle_it(client, printed):
    client.force_login(printed.filer)
    before = list(entries(printed, "explain"))
    assert written(client, printed, PROCUREMENT, GOOD).status_code == 303
    after = entries(printed, "explain")
    assert (list(after), after[PROCUREMENT].explained) == (before, True)
    printed.filing.state = State.AWAITING_SIGNATURE
    printed.filing.save()
    read = list(entries(printed, "explain"))  # nobody is writing: what is settled comes last
    assert (read != before, {PROCUREMENT, REFORM} <= set(read[-2:])) == (True, True)


def test_difference_of_rates_is_in_points(printed):
    facts = entries(printed, "explain")[REFORM].facts
    assert [fact.text for fact in facts] == ["28.57%", "10.00%", "18.57 个百分点"]


def test_finding_leads_to_each_of_its_places(printed):
    entry = entries(printed, "explain")[PROCUREMENT]
    assert [link.text for link in entry.links] == ["实际采购金额", "采购计划金额"]
    assert all(link.url.startswith(f"/filings/{printed.filing.pk}/stages/3#fig:") for link in entry.links)
    assert entry.url == entry.links[0].url


def test_hint_says_what_mending_gives(printed):
    (cure,) = entries(printed, "explain")[PROCUREMENT].cures
    assert cure.label == "互换两数"
    assert "自评总分由 93.86 变为 95.68" in cure.effect


def test_hint_is_words_for_those_who_only_read(printed):
    printed.filing.state = State.SUBMITTED.value
    entry = entries(printed, "explain")[PROCUREMENT]
    assert entry.cures == ()
    assert "可能填反了" in entry.hints[0]


def test_findings_that_wait_for_another_stand_under_it(printed):
    entry = entries(printed, "block")["check:项目表金额单位"]
    assert [(one.code, one.facts[-1].text) for one in entry.under] == [
        ("勾稽 7", "46,755,213.36 万元"),
        ("勾稽 9", "48,925,681.62 万元"),
    ]
    listed = {entry.id for group in page_of(printed).groups for entry in group.entries}
    assert "check:项目表支出合计" not in listed


def test_empty_places_are_heaped_by_stage_with_their_links(printed):
    entry = entries(printed, "block")["empty-1"]
    assert (entry.code, entry.place, entry.text, entry.weight) == ("必填项", "基本信息", "还有 4 项未填。", 4)
    assert [link.text for link in entry.links] == [
        "单位性质",
        "财务负责人",
        "分管领导",
        "主要负责人",
    ]
    assert entry.links[0].url.startswith(f"/filings/{printed.filing.pk}/stages/1#fig:")


def test_checks_that_lack_a_figure_are_named_with_it(printed):
    gap = page_of(printed).gaps[0]
    assert (gap.code, gap.title) == ("勾稽 26", "部门预算在批复后的期限内公开")
    assert [(need.text, bool(need.url)) for need in gap.needs] == [("预算批复日期", True)]


def test_check_that_lacks_a_figure_asks_for_it_or_for_words(client, printed):
    late = "check:预算公开及时"
    entry = entries(printed, "explain")[late]
    assert (entry.explained, entry.box is not None) == (False, True)
    assert entry.text == "缺预算批复日期，无法核对。请补填。"
    assert [link.text for link in entry.links] == ["预算批复日期"]
    written(client, printed, late, "原报告没有载明批复日期，已向业务科核实。")
    assert entries(printed, "explain")[late].explained is True


def test_points_and_grade_stand_beside(printed):
    points = page_of(printed).points
    assert (f"{points.score}", f"{points.points}", points.grade) == ("93.86", "100", "优")
    assert [(part.title, f"{part.score}") for part in points.parts] == [
        ("部门决策", "24.00"),
        ("部门管理", "17.00"),
        ("部门绩效", "52.86"),
    ]


def test_why_it_cannot_be_sent_is_said_and_the_button_is_off(client, printed):
    answer = client.get(address(printed, "check"))
    verdict = page_of(printed).verdict
    assert [(one.severity, one.text) for one in verdict.reasons] == [
        ("阻断", "14 项待改正或补填"),
        ("需说明", "21 项待写情况说明"),
    ]
    assert re.search(r'value="send" disabled', answer.content.decode())


def test_finished_case_can_be_sent(client, finished):
    page = page_of(finished)
    assert (page.verdict.ok, [group.open for group in page.groups][:2]) == (True, [0, 0])
    assert "可以提交" in words(client.get(address(finished, "check")))


def test_explanation_is_saved_in_its_place_and_counts(client, printed):
    answer = written(client, printed, PROCUREMENT, GOOD)
    assert (answer.status_code, answer.url) == (303, address(printed, "check"))
    assert printed.filing.answers.get(key=PROCUREMENT).value == GOOD
    entry = entries(printed, "explain")[PROCUREMENT]
    assert (entry.explained, entry.explanation) == (True, GOOD)
    assert page_of(printed).verdict.reasons[1].text == "20 项待写情况说明"


def test_finding_settled_in_its_place_does_not_ask_for_words_again(finished):
    boxes = {id: entry.box for id, entry in entries(finished, "explain").items() if entry.explained}
    marks = {id: box.field.mark for id, box in boxes.items()}
    assert marks == {REFORM: "选填，已在有关栏目写明", "check:累计调整有金额": "必填，不少于 10 字"}


def test_explanation_of_few_words_is_kept_and_does_not_count(client, printed):
    written(client, printed, PROCUREMENT, "已批准")
    assert printed.filing.answers.get(key=PROCUREMENT).value == "已批准"
    assert entries(printed, "explain")[PROCUREMENT].explained is False
    assert "情况说明不足10字，还不能算已说明" in words(client.get(address(printed, "check")))


def test_explanation_that_somebody_else_changed_is_never_overwritten(client, printed):
    shown = client.get(address(printed, "check"))
    base = base_of(shown, PROCUREMENT)
    written(client, printed, PROCUREMENT, GOOD)
    other = "同事写的另一份说明，也够十个字了。"
    answer = client.post(address(printed, "check"), {PROCUREMENT: other, PROCUREMENT + BASE: base})
    assert answer.status_code == 409
    assert ("".join(GOOD.split()) in words(answer), other in words(answer)) == (True, True)
    assert printed.filing.answers.get(key=PROCUREMENT).value == GOOD


def test_text_that_is_refused_stays_in_its_box(client, printed):
    long = "说" * 2_500
    answer = written(client, printed, PROCUREMENT, long)
    assert (answer.status_code, long in answer.content.decode()) == (422, True)
    assert not printed.filing.answers.filter(key=PROCUREMENT).exists()


def test_other_boxes_of_the_page_are_saved_with_it(client, printed):
    shown = client.get(address(printed, "check"))
    where = "fig:保密审查人"
    base = base_of(shown, where)
    client.post(address(printed, "check"), {where: "示例审查人", where + BASE: base})
    assert printed.filing.answers.get(key=where).value == "示例审查人"


def test_cure_mends_at_one_press(client, printed):
    (cure,) = entries(printed, "explain")[PROCUREMENT].cures
    answer = client.post(address(printed, "check"), {"cure": cure.value})
    assert answer.status_code == 303
    assert f"{page_of(printed).points.score}" == "95.68"
    again = client.post(address(printed, "check"), {"cure": cure.value}, follow=True)
    assert "已经改过" in words(again)


def test_saving_and_sending_goes_on_to_the_question(client, finished):
    answer = client.post(address(finished, "check"), {"then": "send"})
    assert (answer.status_code, answer.url) == (303, address(finished, "submit"))


def test_stage_of_the_checks_leads_here(client, printed):
    answer = client.get(f"/filings/{printed.filing.pk}/stages/10")
    assert answer.url == address(printed, "check")


def test_empty_filing_is_shown(client, db):
    made = opened()
    client.force_login(made.filer)
    answer = client.get(address(made, "check"))
    assert (answer.status_code, "现在不能提交" in words(answer)) == (200, True)


def test_reader_sees_no_box_and_cannot_post(client, printed):
    head = factories.member(Role.HEAD, printed.filing.department)
    client.force_login(head)
    answer = client.get(address(printed, "check"))
    assert (answer.status_code, "<textarea name" in answer.content.decode()) == (200, False)
    assert client.post(address(printed, "check"), {}).status_code == 404


def test_hostile_explanation_is_printed_as_words(client, printed):
    written(client, printed, PROCUREMENT, "<img src=x onerror=alert(1)>{{7*7}}足够长了")
    body = client.get(address(printed, "check")).content.decode()
    assert ("<img src=x" in body, "{{7*7}}" in body) == (False, True)


@pytest.mark.parametrize("value", ["check:没有|swapped|x", "x", "check:采购不超计划|scaled|fig:调整预算数"])
def test_cure_that_is_none_changes_nothing(client, printed, value):
    before = printed.filing.changes.count()
    assert client.post(address(printed, "check"), {"cure": value}).status_code == 303
    assert printed.filing.changes.count() == before


def test_list_of_the_checks_is_a_spreadsheet(client, printed):
    from evaluations.resources.book.reading import read_book

    answer = client.get(address(printed, "check_file"))
    (grid,) = read_book(answer.content).sheets()
    heads = [cell.text for cell in grid.row(3).values()]
    assert heads == ["编号", "核对事项", "程度", "结果", "内容", "情况说明"]
    first = [grid.row(4)[at].text for at in (1, 2, 3, 4, 5)]
    assert first[0] == "必填项"
    assert len(grid.rows) == 3 + 12 + len(sheet_of(printed.filing).checks) - 1
    hidden = [row for row in grid.rows if grid.row(row).get(4) and grid.row(row)[4].text == "待判"]
    assert len(hidden) == 2
