"""Rows of a table: added, filled, moved and removed by plain forms."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from evaluations.selectors.filings import sheet_of
from evaluations.selectors.stages import stages_of
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.filing.browsing import forms_of, main_form
from tests.evaluations.filing.made import filled, opened
from tests.evaluations.filing.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # the services under these pages are tested on both
TABLE, STAGE = "项目", 4


def rows(made, table: str = TABLE):
    return list(made.filing.table_rows.filter(table=table, deleted_at__isnull=True))


def names(made) -> list[str]:
    return [row.cells["项目名称"]["text"] for row in rows(made)]


def page(person, name: str, key: str, table: str = TABLE) -> str:
    return reverse(f"evaluations:{name}", args=[person.filing.pk, table, key])


def test_one_more_row_is_added_at_the_end_and_shown_first(made, person):
    answer = person.save(STAGE, {"then": f"add:{TABLE}"})

    assert len(rows(made)) == 15
    assert answer["Location"].endswith(f"#row:%E9%A1%B9%E7%9B%AE%2F{rows(made)[-1].key}")
    assert f"row:{TABLE}/{rows(made)[-1].key}/项目名称" in person.open(STAGE)


def test_ten_rows_are_added_at_once(made, person):
    person.save(STAGE, {"then": f"add:{TABLE}/10"})

    assert len(rows(made)) == 24


def test_rows_in_which_nothing_stands_count_as_none_and_go_by_one_button(made, person):
    def shown():
        sheet = sheet_of(made.filing)
        page = person.browser.get(person.address(STAGE)).text
        said = (stages_of(made.filing), sheet.totals, sheet.problems, sheet.checks)
        return *said, '<td class="num">46,759,889.35</td>' in page

    before = shown()
    assert (before[-1], "删除空行" in person.browser.get(person.address(STAGE)).text) == (True, False)
    person.save(STAGE, {"then": f"add:{TABLE}/10"})
    key = rows(made)[-1].key

    assert (len(rows(made)), shown()) == (24, before)
    assert "删除空行（10）" in person.browser.get(person.address(STAGE)).text
    exported = person.browser.get(reverse("evaluations:table_file", args=[made.filing.pk, TABLE]))
    assert load_workbook(BytesIO(exported.content)).active.max_row < 24
    person.save(STAGE, {f"row:{TABLE}/{key}/项目名称": "示例项目"})
    assert shown()[0] != before[0]  # it wants its other cells now

    answer = person.save(STAGE, {"then": f"blank:{TABLE}"})

    assert (answer.status_code, len(rows(made)), rows(made)[-1].key) == (303, 15, key)


def test_a_page_sent_twice_adds_one_row(made, person):
    form = {**person.open(STAGE), "then": f"add:{TABLE}"}

    person.send(STAGE, form)
    person.send(STAGE, form)

    assert len(rows(made)) == 15


def test_a_script_is_told_where_the_first_of_its_rows_is_or_why_there_are_none(made, person):
    def ask(count: int):
        form = {"once": "a" * 32, "then": f"add:{TABLE}/{count}"}
        return person.browser.post(person.address(STAGE), form, headers={"Accept": "application/json"})

    told = [ask(186).json(), ask(186).json()]  # the second: its answer was lost
    assert told == [{"at": person.address(STAGE) + f"#row:%E9%A1%B9%E7%9B%AE%2F{rows(made)[14].key}"}] * 2
    assert len(rows(made)) == 200
    more = person.browser.post(
        person.address(STAGE), {"then": f"add:{TABLE}/301"}, headers={"Accept": "application/json"}
    )
    assert (more.status_code, more.json()) == (
        409,
        {"reason": "“项目支出表”最多 500 行，这样一共有 501 行。请合并或删去一些行。"},
    )
    assert len(rows(made)) == 200


def test_adding_a_row_keeps_what_was_typed(made, person):
    cell = f"row:{TABLE}/{rows(made)[0].key}/项目支出数"

    person.save(STAGE, {cell: "2,566,000.00", "then": f"add:{TABLE}"})

    assert rows(made)[0].cells["项目支出数"]["text"] == "2566000"


def test_a_cell_is_stored_and_the_total_follows(made, person):
    assert '<td class="num">46,759,889.35</td>' in person.browser.get(person.address(STAGE)).text

    person.save(STAGE, {f"row:{TABLE}/{rows(made)[0].key}/项目支出数": "2566000"})

    page = person.browser.get(person.address(STAGE)).text
    assert '<td class="num">46,759,639.35</td>' in page


def test_a_row_has_a_page_with_all_its_columns(made, person):
    key = rows(made)[0].key
    form = main_form(person.browser.get(page(person, "row_edit", key)))

    answer = person.browser.post(
        page(person, "row_edit", key), {**form, f"row:{TABLE}/{key}/实施科室": "示例科"}
    )

    assert answer.status_code == 303
    assert answer["Location"].startswith(person.address(STAGE))
    assert rows(made)[0].cells["实施科室"]["text"] == "示例科"


def test_a_refused_cell_on_the_page_of_a_row_stays_in_its_box(made, person):
    key = rows(made)[0].key
    cell = f"row:{TABLE}/{key}/项目支出数"
    form = main_form(person.browser.get(page(person, "row_edit", key)))

    answer = person.browser.post(page(person, "row_edit", key), {**form, cell: "一百万"})

    assert answer.status_code == 422
    assert main_form(answer)[cell] == "一百万"


def test_going_to_the_page_of_a_row_saves_first(made, person):
    key = rows(made)[0].key

    answer = person.save(STAGE, {f"row:{TABLE}/{key}/项目支出数": "2566000", "then": f"row:{TABLE}/{key}"})

    assert answer["Location"] == page(person, "row_edit", key)
    assert rows(made)[0].cells["项目支出数"]["text"] == "2566000"


def test_a_row_is_moved_to_the_place_that_was_chosen(made, person):
    before = names(made)

    answer = person.browser.post(page(person, "row_move", rows(made)[0].key), {"place": "3"})

    assert answer.status_code == 303
    assert names(made) == [before[1], before[2], before[0], *before[3:]]


def test_removing_a_row_asks_first(made, person):
    key = rows(made)[0].key

    answer = person.browser.get(page(person, "row_remove", key))

    assert answer.status_code == 200
    assert "删除这一行？" in answer.text
    assert len(rows(made)) == 14


def test_a_row_is_removed_when_the_question_is_answered(made, person):
    key, before = rows(made)[0].key, names(made)
    form = main_form(person.browser.get(page(person, "row_remove", key)))

    person.browser.post(page(person, "row_remove", key), form)

    assert names(made) == before[1:]


def test_a_row_that_somebody_changed_meanwhile_is_not_removed(made, person):
    key = rows(made)[0].key
    form = main_form(person.browser.get(page(person, "row_remove", key)))
    other = Person(factories.member(Role.FILER, made.filing.department), made.filing)
    other.save(STAGE, {f"row:{TABLE}/{key}/项目支出数": "2566000"})

    answer = person.browser.post(page(person, "row_remove", key), form, follow=True)

    assert "这一行刚由" in answer.text
    assert len(rows(made)) == 14


def test_a_row_that_is_gone_has_no_page(made, person):
    answers = [
        person.browser.get(page(person, "row_edit", "nothing", table)) for table in (TABLE, "没有这张表")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_titles_of_carried_rows_cannot_be_typed(made, person):
    form = person.open(7)
    carried = [row.key for row in rows(made, "主要履职目标")]

    assert [name for name in form if name.startswith("row:履职情况/") and name.endswith("/标题")] == []
    assert {name.split("/")[1] for name in form if name.startswith("row:履职情况/")} == set(carried)


def test_a_text_under_a_carried_title_is_stored(made, person):
    key = rows(made, "主要履职目标")[0].key

    person.save(7, {f"row:履职情况/{key}/内容": "完成 {{预算执行率}}。"})

    stored = next(row for row in rows(made, "履职情况") if row.key == key)
    assert stored.cells["内容"]["text"] == "完成 {{预算执行率}}。"
    assert 'title="预算执行率">97.35%</span>' in person.browser.get(person.address(7)).text


ABSENT = {"table:项目~na": "on", "table:项目~reason": "全年没有项目"}


def test_a_whole_table_can_be_absent_with_a_reason_and_the_absence_be_taken_back(db):
    made = opened()
    person = Person(made.filer, made.filing)
    person.save(STAGE, ABSENT)

    form = person.open(STAGE)
    assert {name: form[name] for name in ABSENT} == ABSENT
    assert "至少要有 1 行" not in person.browser.get(person.address(STAGE)).text
    person.send(STAGE, {name: value for name, value in form.items() if name != "table:项目~na"})
    assert "至少要有 1 行" in person.browser.get(person.address(STAGE)).text


def test_a_reader_who_may_not_write_sees_no_buttons_of_rows():
    made = filled(state="submitted")
    person = Person(made.filer, made.filing)
    answer = person.browser.get(person.address(STAGE))

    assert 'name="then"' not in answer.text
    assert [form.action for form in forms_of(answer.text) if "rows" in form.action] == []
    key = rows(made)[0].key
    assert person.browser.post(page(person, "row_move", key), {"place": "3"}).status_code == 409
    assert person.browser.post(page(person, "row_remove", key), {"version": "1"}).status_code == 409
    assert len(rows(made)) == 14


def test_whole_table_and_other_boxes_of_one_post_are_one_act(made, person):
    before = made.filing.revision
    table, text = "table:上年问题整改", "chapter:后续计划与建议"
    person.save(9, {f"{table}~na": "on", f"{table}~reason": "上年没有遗留问题", text: "新写的一段。"})
    changes = [(one.address, one.revision) for one in made.filing.changes.filter(revision__gt=before)]
    assert changes == [(table, before + 1), (text, before + 1)]
