"""Saving a stage by a plain form, as a browser without script sends it."""

import pytest

from evaluations.models import Change
from evaluations.selectors.filings import sheet_of
from evaluations.workflow import Role
from rubrics.scoring.index import TOTAL
from tests import factories
from tests.evaluations.filing.browsing import main_form
from tests.evaluations.filing.made import filled, opened
from tests.evaluations.filing.people import MONEY, PLANNED, SPENT, Person, stored

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # the services under these pages are tested on both
PROJECTS, MATTERS = 4, 1


def test_a_changed_box_is_stored_and_nothing_else(made, person):
    answer = person.save(MONEY, {SPENT: "1,700.5"})

    assert answer.status_code == 303
    assert answer["Location"] == person.address(MONEY)
    assert stored(made, SPENT) == ("1700.5", "filled")
    assert [(change.address, change.old, change.new) for change in Change.objects.all()] == [
        (SPENT, "1973.09", "1700.5")
    ]


def test_saving_and_going_on_leads_to_the_next_stage(person):
    answer = person.save(MONEY, {SPENT: "1700.5", "then": "next"})

    assert answer["Location"] == person.address(MONEY + 1)


def test_what_was_understood_differently_is_echoed(made, person):
    answer = person.save(MONEY, {SPENT: "１２３"})

    assert stored(made, SPENT) == ("123", "filled")
    page = person.browser.get(answer["Location"]).text
    assert "已保存 1 处。" in page
    assert "“实际采购金额”填的“１２３”按 123.00 万元 读取。" in page


def test_a_unit_behind_the_number_is_understood(made, person):
    person.save(MONEY, {SPENT: "12.5万元"})

    assert stored(made, SPENT) == ("12.5", "filled")


@pytest.mark.parametrize("typed", ["￥100", "NaN", "1e400", "1_000", "٣", "①", "1.234", "-5", "12.5元"])
def test_a_refused_text_stays_in_its_box_with_the_reason(made, person, typed):
    answer = person.save(MONEY, {SPENT: typed, PLANNED: "1800"})

    page = answer.text
    assert answer.status_code == 422
    assert main_form(answer)[SPENT] == typed
    assert f'id="{SPENT}_error"' in page
    assert "有的内容没有保存" in page
    assert stored(made, SPENT) == ("1973.09", "filled")
    assert stored(made, PLANNED) == ("1800", "filled"), "the other box does not wait"
    assert main_form(answer)[PLANNED] == "1,800.00"


def test_a_refused_text_sent_again_is_refused_again(made, person):
    form = main_form(person.save(MONEY, {SPENT: "￥100"}))

    answer = person.send(MONEY, form)

    assert answer.status_code == 422
    assert main_form(answer)[SPENT] == "￥100"


def test_a_refused_text_put_right_is_stored(made, person):
    form = main_form(person.save(MONEY, {SPENT: "￥100"}))

    answer = person.send(MONEY, form, **{SPENT: "100"})

    assert answer.status_code == 303
    assert stored(made, SPENT) == ("100", "filled")


def test_yuan_typed_into_a_table_of_yuan_gets_the_converted_suggestion(made, person):
    person.save(PROJECTS, {"fig:金额单位": "元"})
    cell = f"row:项目/{made.filing.table_rows.filter(table='项目').first().key}/项目支出数"

    answer = person.save(PROJECTS, {cell: "12.5万元"})

    assert answer.status_code == 422
    assert "换算后是 125000" in answer.text
    assert main_form(answer)[cell] == "12.5万元"


def test_emptying_a_box_makes_it_missing_not_zero(made, person):
    person.save(MONEY, {SPENT: ""})
    assert sheet_of(made.filing).totals[TOTAL].missing == ("政府采购执行率",)

    person.save(MONEY, {SPENT: "0"})
    assert str(sheet_of(made.filing).lines["政府采购执行率"].score) == "0.00"


def test_absent_without_a_reason_is_refused_and_stays_ticked(made, person):
    answer = person.save(MONEY, {f"{SPENT}~na": "on", f"{SPENT}~reason": ""})

    assert answer.status_code == 422
    assert main_form(answer)[f"{SPENT}~na"] == "on"
    assert stored(made, SPENT) == ("1973.09", "filled")


def test_absent_with_a_reason_is_a_third_answer(made, person):
    reason = "全年没有政府采购"
    changes = {
        f"{one}~{part}": value
        for one in (SPENT, PLANNED)
        for part, value in (("na", "on"), ("reason", reason))
    }
    answer = person.save(MONEY, changes)

    assert answer.status_code == 303
    assert stored(made, SPENT) == (reason, "na")
    form = person.open(MONEY)
    assert (form[SPENT], form[f"{SPENT}~na"], form[f"{SPENT}~reason"]) == ("", "on", reason)
    assert str(sheet_of(made.filing).lines["政府采购执行率"].score) == "2.00"


def test_a_submitted_filing_is_only_shown_with_the_reason():
    made = filled(state="submitted")
    person = Person(made.filer, made.filing)
    page = person.browser.get(person.address(MONEY)).text

    assert "只能查看" in page
    assert "财政受理前，填报人可以撤回" in page
    assert [name for name in person.open(MONEY) if name.endswith("~base")] == []

    answer = person.send(MONEY, {SPENT: "1", f"{SPENT}~base": "1.x"})

    assert answer.status_code == 409
    assert "不能填写" in answer.text
    assert stored(made, SPENT) == ("1973.09", "filled")


def test_a_figure_that_the_portal_gives_is_locked(made, person):
    page = person.browser.get(person.address(MATTERS)).text
    name = "fig:部门名称"

    assert "示例局" in page
    assert f"{name}~base" not in person.open(MATTERS)

    answer = person.send(MATTERS, {name: "别的局", f"{name}~base": "0.x"})

    assert answer.status_code == 422
    assert stored(made, name) == ("", "")


def test_somebody_elses_filing_does_not_exist(made):
    stranger = Person(factories.member(Role.FILER, factories.department()), made.filing)

    assert stranger.browser.get(stranger.address(MONEY)).status_code == 404
    assert stranger.send(MONEY, {SPENT: "1", f"{SPENT}~base": "1.x"}).status_code == 404
    assert stored(made, SPENT) == ("1973.09", "filled")


def test_a_stage_that_the_document_does_not_have_does_not_exist(person):
    assert [person.browser.get(person.address(number)).status_code for number in (0, 11)] == [404, 404]


def test_a_source_that_is_not_the_filer_is_shown_until_he_types(made, person):
    cell = "row:季度/一季度/累计支出"
    assert "由得分推定" in person.browser.get(person.address(MONEY)).text

    person.save(MONEY, {cell: "2200"})

    row = made.filing.table_rows.get(table="季度", key="一季度")
    assert (row.cells["累计支出"]["text"], row.cells["累计支出"]["source"]) == ("2200", "")


def test_a_conditional_figure_is_required_when_its_condition_holds(client):
    made = opened()
    person = Person(made.filer, made.filing)
    assert _mark(person, "fig:机构变动日期") == "视情况必填"

    person.save(MATTERS, {"fig:机构变动": "无"})
    assert _mark(person, "fig:机构变动日期") == "选填"

    person.save(MATTERS, {"fig:机构变动": "更名"})
    assert _mark(person, "fig:机构变动日期") == "必填"


def _mark(person, name: str) -> str:
    page = person.browser.get(person.address(MATTERS)).text
    label = page.partition(f'for="{name}">')[2].partition("</label>")[0]
    return label.partition('<span class="')[2].partition('">')[2].partition("</span>")[0]


@pytest.mark.parametrize(
    "then", ["row:", "row:没有", "row:/", "add:没有这张表", "at:x", "next", "\x00", "add:项目/99999"]
)
def test_a_button_that_no_page_has_does_no_harm(made, person, then):
    answer = person.save(MONEY, {"then": then})

    assert answer.status_code in {303, 409}
    assert made.filing.table_rows.filter(table="项目").count() <= 24


@pytest.mark.parametrize("name", ["fig:没有", "row:项目", "x", "line:编外人员控制率/得分", "chapter:"])
def test_a_box_that_no_page_has_is_refused_and_nothing_stored(made, person, name):
    answer = person.send(MONEY, {name: "1", f"{name}~base": "0.x"})

    assert answer.status_code == 422
    assert stored(made, name) == ("", "")
