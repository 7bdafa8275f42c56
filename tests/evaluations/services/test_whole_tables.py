"""A table taken in whole: rows keep their keys by their titles, and only what differs is a change."""

import pytest

from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.rows import SheetRows, add_row, save_rows
from evaluations.services.whole_tables import IMPORTED

pytestmark = pytest.mark.django_db
TABLE = "项目"


@pytest.fixture
def rows(office):
    """Two rows, the second with a source of its own."""
    save_fields(actor=office.filer, filing=office.filing, values={"fig:金额单位": Typed("元")})
    made = [
        add_row(actor=office.filer, filing=office.filing, table=TABLE, cells={"名称": name, "支出": "5"})[0]
        for name in ("甲", "乙")
    ]
    return {row.cells["名称"]["text"]: row for row in made}


def take(office, *new: dict[str, str], **more):
    done = save_rows(actor=office.filer, filing=office.filing, sheet=SheetRows(TABLE, new, **more))
    assert done.ok, done
    return done


def stored(office):
    kept = office.filing.table_rows.filter(table=TABLE, deleted_at__isnull=True)
    return [(row.key, {id: cell["text"] for id, cell in row.cells.items()}) for row in kept]


def changes(office, before: int):
    made = office.filing.changes.filter(revision__gt=before)
    return [(change.address, change.old, change.new, change.source) for change in made]


def test_row_of_the_same_title_keeps_its_key_and_only_what_differs_is_a_change(office, rows):
    office.filing.refresh_from_db()
    before = office.filing.revision
    take(office, {"名称": "甲", "支出": "6"}, {"名称": "乙", "支出": "5"})
    assert stored(office) == [
        (rows["甲"].key, {"名称": "甲", "支出": "6"}),
        (rows["乙"].key, {"名称": "乙", "支出": "5"}),
    ]
    assert changes(office, before) == [(f"row:项目/{rows['甲'].key}/支出", "5", "6", IMPORTED)]


def test_cell_that_stays_keeps_its_version(office, rows):
    take(office, {"名称": "甲", "支出": "6"}, {"名称": "乙", "支出": "5"})
    row = office.filing.table_rows.get(key=rows["甲"].key)
    assert (row.version, row.cells["名称"]["version"], row.cells["支出"]["version"]) == (3, 2, 3)


def test_cell_that_is_not_in_the_file_is_emptied(office, rows):
    take(office, {"名称": "甲"}, {"名称": "乙", "支出": "5"})
    assert stored(office)[0] == (rows["甲"].key, {"名称": "甲", "支出": ""})


def test_rows_go_come_and_change_places(office, rows):
    office.filing.refresh_from_db()
    before = office.filing.revision
    take(office, {"名称": "丙"}, {"名称": "乙", "支出": "5"})
    assert [cells["名称"] for _, cells in stored(office)] == ["丙", "乙"]
    assert stored(office)[1][0] == rows["乙"].key
    assert [where.count("/") for where, *_ in changes(office, before)] == [1, 1]


def test_new_order_of_rows_that_stay_is_one_change(office, rows):
    office.filing.refresh_from_db()
    before = office.filing.revision
    take(office, {"名称": "乙", "支出": "5"}, {"名称": "甲", "支出": "5"})
    assert [key for key, _ in stored(office)] == [rows["乙"].key, rows["甲"].key]
    assert [(where, source) for where, _, _, source in changes(office, before)] == [("table:项目", "次序")]


def test_title_twice_matches_no_row(office, rows):
    take(office, {"名称": "甲"}, {"名称": "甲"})
    assert rows["甲"].key not in [key for key, _ in stored(office)]


def test_appended_rows_leave_those_before_alone(office, rows):
    take(office, {"名称": "甲"}, replaces=False)
    assert [cells["名称"] for _, cells in stored(office)] == ["甲", "乙", "甲"]
    assert [key for key, _ in stored(office)][:2] == [rows["甲"].key, rows["乙"].key]
