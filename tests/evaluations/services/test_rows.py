"""Rows: added, removed, moved, taken in from a spreadsheet whole or not at all."""

import pytest

from evaluations.models import Change, TableRow
from evaluations.services import Refused, Typed
from evaluations.services.filing import save_fields
from evaluations.services.rows import (
    SheetRows,
    add_row,
    move_row,
    remove_blank_rows,
    remove_row,
    save_rows,
)
from tests.evaluations.conftest import typed

pytestmark = pytest.mark.django_db

TABLE = "项目"


@pytest.fixture
def unit(office):
    """The unit of the table is chosen: 元."""
    save_fields(actor=office.filer, filing=office.filing, values=typed({"fig:金额单位": "元"}))


def add(office, name, spent="", **more):
    cells = {"名称": name, "支出": spent} if spent else {"名称": name}
    return add_row(actor=office.filer, filing=office.filing, table=TABLE, cells=cells, **more)


def names(office) -> list[str]:
    rows = office.filing.table_rows.filter(deleted_at__isnull=True).order_by("position")
    return [row.cells["名称"]["text"] for row in rows]


def test_add_row_stores_clean_cells_and_returns_the_problems_of_others(office, unit):
    row, result = add(office, "甲", "一百")
    assert (row.cells["名称"]["text"], "支出" in row.cells) == ("甲", False)
    assert [problem.where for problem in result.problems] == [f"row:项目/{row.key}/支出"]
    _, result = add(office, "乙", "1,234.50")
    assert (result.ok, names(office)) == (True, ["甲", "乙"])


def test_add_row_sent_twice_under_one_key_is_one_row(office, unit):
    first, _ = add(office, "甲", request_key="k")
    again, _ = add(office, "甲", request_key="k")
    assert (first, names(office)) == (again, ["甲"])


def test_add_row_to_a_fixed_table_is_refused(office):
    with pytest.raises(Refused):
        add_row(actor=office.filer, filing=office.filing, table="季度")
    with pytest.raises(Refused):
        add_row(actor=office.filer, filing=office.filing, table="没有")


def test_remove_row_is_soft_and_its_cells_take_nothing_any_more(office, unit):
    row, _ = add(office, "甲", "1")
    result = remove_row(
        actor=office.filer, filing=office.filing, table=TABLE, key=row.key, based_on=row.version
    )
    assert (result.ok, names(office), TableRow.objects.count()) == (True, [], 1)
    saved = save_fields(
        actor=office.filer, filing=office.filing, values={f"row:项目/{row.key}/名称": Typed("乙", 1)}
    )
    assert saved.problems[0].what == "这一行已经删除"
    again = remove_row(actor=office.filer, filing=office.filing, table=TABLE, key=row.key, based_on=9)
    assert again.ok


def test_remove_row_that_somebody_changed_is_a_problem(office, unit):
    row, _ = add(office, "甲", "1")
    where = f"row:项目/{row.key}/支出"
    cell = row.cells["支出"]["version"]
    save_fields(actor=office.filer, filing=office.filing, values={where: Typed("2", cell)})
    result = remove_row(
        actor=office.filer, filing=office.filing, table=TABLE, key=row.key, based_on=row.version
    )
    assert result.problems[0].what == f"这一行刚由{office.filer}修改"
    assert names(office) == ["甲"]


def test_remove_blank_rows_removes_those_in_which_nothing_stands_in_one_act(office, unit):
    add(office, "甲", "1")
    cleared, _ = add(office, "乙")
    add_row(actor=office.filer, filing=office.filing, table=TABLE, count=2)
    cell = f"row:项目/{cleared.key}/名称"
    save_fields(
        actor=office.filer, filing=office.filing, values={cell: Typed("", cleared.cells["名称"]["version"])}
    )

    result = remove_blank_rows(actor=office.filer, filing=office.filing, table=TABLE)

    gone = office.filing.table_rows.filter(deleted_at__isnull=False)
    changes = Change.objects.filter(revision=result.revision)
    assert names(office) == ["甲"]
    assert {one.address for one in changes} == {f"row:项目/{row.key}" for row in gone}
    assert (len(changes), {one.new for one in changes}) == (3, {""})
    again = remove_blank_rows(actor=office.filer, filing=office.filing, table=TABLE)
    assert (again.ok, again.revision) == (True, result.revision)
    with pytest.raises(Refused, match="行是固定的"):
        remove_blank_rows(actor=office.filer, filing=office.filing, table="季度")


@pytest.mark.parametrize(("position", "order"), [(0, "丙甲乙"), (1, "甲丙乙"), (9, "甲乙丙"), (-3, "丙甲乙")])
def test_move_row_puts_it_where_it_was_asked(office, unit, position, order):
    for name in "甲乙":
        add(office, name)
    row, _ = add(office, "丙")
    move_row(actor=office.filer, filing=office.filing, table=TABLE, key=row.key, position=position)
    assert "".join(names(office)) == order


def test_save_rows_with_one_bad_cell_stores_nothing_and_names_it(office, unit):
    add(office, "旧")
    rows = [{"名称": "甲", "支出": "1"}, {"名称": "乙", "支出": "1e400"}, {"名称": "丙", "没有": "1"}]
    result = save_rows(actor=office.filer, filing=office.filing, sheet=SheetRows(TABLE, rows))
    assert [problem.where for problem in result.problems] == ["row:项目/2/支出", "row:项目/3/没有"]
    assert names(office) == ["旧"]


def test_save_rows_replaces_or_appends(office, unit):
    add(office, "旧")
    rows = [{"名称": "甲", "支出": "1"}, {"名称": "乙", "支出": "2"}]
    sheet = SheetRows(TABLE, rows, replaces=False)
    assert save_rows(actor=office.filer, filing=office.filing, sheet=sheet).ok
    assert names(office) == ["旧", "甲", "乙"]
    assert save_rows(actor=office.filer, filing=office.filing, sheet=SheetRows(TABLE, rows)).ok
    assert names(office) == ["甲", "乙"]


def test_save_rows_sent_twice_under_one_key_is_taken_once(office, unit):
    sheet = SheetRows(TABLE, [{"名称": "甲"}], replaces=False)
    for _ in range(2):
        save_rows(actor=office.filer, filing=office.filing, sheet=sheet, request_key="k")
    assert names(office) == ["甲"]


def test_save_rows_beyond_the_limit_is_refused(office, unit):
    rows = [{"名称": str(number)} for number in range(501)]
    with pytest.raises(Refused) as refusal:
        save_rows(actor=office.filer, filing=office.filing, sheet=SheetRows(TABLE, rows))
    assert refusal.value.reason == "“项目支出表”最多 500 行，这样一共有 501 行。请合并或删去一些行。"


def test_every_row_act_leaves_a_change(office, unit):
    before = Change.objects.count()
    row, _ = add(office, "甲", "1")
    other, _ = add(office, "乙")
    move_row(actor=office.filer, filing=office.filing, table=TABLE, key=other.key, position=0)
    remove_row(actor=office.filer, filing=office.filing, table=TABLE, key=row.key, based_on=row.version)
    addresses = list(Change.objects.values_list("address", flat=True))[before:]
    assert addresses == [
        f"row:项目/{row.key}",
        f"row:项目/{row.key}/名称",
        f"row:项目/{row.key}/支出",
        f"row:项目/{other.key}",
        f"row:项目/{other.key}/名称",
        "table:项目",
        f"row:项目/{row.key}",
    ]
