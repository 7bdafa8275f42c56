"""Rows of units taken into the department's tables: by choice, under the unit's name, over nothing, and once."""

import pytest

from evaluations.models import Change, TableRow
from evaluations.selectors.unit_rows import rows_to_take
from evaluations.selectors.units import gathering_of
from evaluations.services import Typed
from evaluations.services.filing import save_fields
from evaluations.services.results import Refused
from evaluations.services.rows import add_row, remove_row
from evaluations.services.unit_rows import take_rows
from evaluations.services.units import MOVED, send_down
from tests.evaluations.conftest import EXAMPLE
from tests.evaluations.units.conftest import make_family
from tests.evaluations.units.test_pages import browser_of, plain, url
from tests.evaluations.units.test_units import A, B, fill_all, send

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
OFFICE = "columns: {名称: text, 科室: {type: text, required: 否},"
SAID = "subordinates: {table: 单位, name: 单位名称, code: 编码, rows: {项目: 科室}}\n"
TEXT = SAID + EXAMPLE.replace("columns: {名称: text,", OFFICE, 1)
TEXT = TEXT.replace("ratios:\n", "  单位:\n    columns: {单位名称: text, 编码: text}\nratios:\n", 1)
TEXT = TEXT.replace("{list: 项目}", "{list: 项目}, {list: 单位}", 1)


@pytest.fixture
def family(db):
    """Both units have sent rows; the department has one of its own. Units are chosen differently."""
    made = make_family(TEXT)
    fill_all(made)
    choose(made, A, "万元")
    choose(made, B, "元")
    choose(made, "whole", "万元")
    row(made, A, 名称="甲一", 科室="业务科", 支出="12.5")
    row(made, A, 名称="甲二", 支出="3")
    row(made, B, 名称="乙一", 支出="125000")
    row(made, "whole", 名称="部门项目", 支出="1")
    send(made, "本级", A, B)
    return made


def choose(family, name: str, unit: str) -> None:
    told = {"fig:金额单位": Typed(unit)}
    assert save_fields(actor=family.filer_of(name), filing=family.fresh(name), values=told).ok


def row(family, name: str, **cells: str) -> None:
    _, result = add_row(actor=family.filer_of(name), filing=family.fresh(name), table="项目", cells=cells)
    assert not result.problems


def take(family, *names: str, seen: str = "") -> int:
    whole = family.fresh("whole")
    parts = {family.filings[name].pk for name in names}
    stamp = seen or gathering_of(whole).stamp
    count, result = take_rows(
        actor=family.filers["whole"], filing=whole, table="项目", parts=parts, seen=stamp
    )
    assert result.ok, result
    return count


def held(family) -> list[tuple[str, ...]]:
    rows = TableRow.objects.filter(filing=family.filings["whole"], table="项目", deleted_at=None)
    return [tuple(one.cells.get(id, {}).get("text", "") for id in ("名称", "科室", "支出")) for one in rows]


def offered(family) -> dict[str, int]:
    found = rows_to_take(gathering_of(family.fresh("whole")))
    return {one.part.whose: len(one.rows) for table in found for one in table.parts}


OWN = ("部门项目", "", "1")
OF_A = [("甲一", "示例甲所业务科", "12.5"), ("甲二", A, "3")]
OF_B = [("乙一", B, "12.5")]


def test_rows_of_the_chosen_unit_are_added_behind_the_departments_own_under_its_name(family):
    assert offered(family) == {A: 2, B: 1}
    before = Change.objects.filter(filing=family.filings["whole"]).count()

    assert take(family, A) == 2

    assert held(family) == [OWN, *OF_A]
    assert offered(family) == {B: 1}
    assert Change.objects.filter(filing=family.filings["whole"]).count() == before + 2
    taken = TableRow.objects.filter(filing=family.filings["whole"]).last()
    assert {cell["source"] for cell in taken.cells.values()} == {f"所属单位汇总：{A}"}


def test_amounts_come_in_the_unit_that_the_department_has_chosen(family):
    take(family, B)
    assert held(family) == [OWN, *OF_B]


def test_taking_twice_adds_nothing_and_says_so(family):
    take(family, A, B)
    with pytest.raises(Refused, match="所选单位没有可以并入的行"):
        take(family, A, B)
    assert held(family) == [OWN, *OF_A, *OF_B]


def test_a_row_that_was_removed_is_offered_again_and_comes_back_once(family):
    take(family, B)
    gone = TableRow.objects.get(filing=family.filings["whole"], key__contains="~")
    remove_row(
        actor=family.filers["whole"],
        filing=family.fresh("whole"),
        table="项目",
        key=gone.key,
        based_on=gone.version,
    )
    assert (held(family), offered(family)) == ([OWN], {A: 2, B: 1})

    take(family, B)

    assert (held(family), offered(family)) == ([OWN, *OF_B], {A: 2})


def test_what_the_department_changed_in_a_taken_row_stays_when_the_unit_sends_again(family):
    take(family, B)
    taken = TableRow.objects.get(filing=family.filings["whole"], key__contains="~")
    where = f"row:项目/{taken.key}/支出"
    told = {where: Typed("11", taken.cells["支出"]["version"])}
    assert save_fields(actor=family.filers["whole"], filing=family.fresh("whole"), values=told).ok
    send_down(actor=family.filers["whole"], filing=family.fresh(B), words="请核对")
    row(family, B, 名称="乙二", 支出="20000")
    send(family, B)

    assert take(family, B) == 1
    assert held(family) == [OWN, ("乙一", B, "11"), ("乙二", B, "2")]


def test_rows_that_moved_on_since_they_were_seen_are_refused(family):
    seen = gathering_of(family.fresh("whole")).stamp
    send_down(actor=family.filers["whole"], filing=family.fresh(A), words="请核对")
    assert offered(family) == {B: 1}
    with pytest.raises(Refused, match=MOVED):
        take(family, B, seen=seen)
    assert held(family) == [OWN]


def test_a_table_whose_unit_of_money_is_not_chosen_is_refused(family):
    family.filings["whole"].answers.filter(key="fig:金额单位").delete()
    with pytest.raises(Refused, match="金额单位还没有选"):
        take(family, A)
    assert held(family) == [OWN]


def test_the_page_offers_rows_unit_by_unit_and_adds_what_was_ticked(family):
    browser, whole = browser_of(family.filers["whole"]), family.filings["whole"]
    page = browser.get(url("units", whole))
    assert f"{A} 2 行 ：甲一、甲二" in plain(page.content.decode())
    posted = {"table": "项目", "seen": page.context["page"].seen, "part": [str(family.filings[A].pk), "x"]}

    answer = browser.post(url("units_take", whole), posted, follow=True)

    assert "已并入 2 行，加在部门表的末尾，原有的行没有改动。" in answer.content.decode()
    assert held(family) == [OWN, *OF_A]
    again = browser.post(url("units_take", whole), posted, follow=True).content.decode()
    assert "又有改动" in again
    assert f"{A} 2 行" not in plain(again)
    assert browser_of(family.filers[A]).post(url("units_take", whole), posted).status_code == 404
