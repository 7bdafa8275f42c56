"""A workbook is taken in whole or not at all, once, and only as the person saw it."""

import pytest

from evaluations.models import Change
from evaluations.selectors.at_revision import content_now
from evaluations.services.imports import keep
from evaluations.services.results import Refused, Typed
from evaluations.services.rows import add_row
from evaluations.services.workbook import CHANGED, Taken, import_workbook

from .offline import online

pytestmark = pytest.mark.django_db


@pytest.fixture
def filing(office):
    online(office.filer, office.filing, fig__调整预算数="100", fig__金额单位="万元")
    for name in "甲乙":
        add_row(actor=office.filer, filing=office.filing, table="项目", cells={"名称": name, "支出": "10"})
    office.filing.refresh_from_db()
    return office.filing


def taken(filing, *, removed=(), added=(), **values):
    typed = {where.replace("__", ":"): Typed(text) for where, text in values.items()}
    rows = {"项目": [dict(row) for row in added]} if added else {}
    return Taken(typed, removed, rows, filing.revision)


def pending(office):
    return keep(actor=office.filer, filing=office.filing, subject="@workbook", content={})


def rows(filing):
    found = filing.table_rows.filter(table="项目", deleted_at__isnull=True)
    return [(row.cells["名称"]["text"], row.cells["支出"]["text"]) for row in found]


def test_boxes_cells_and_rows_are_stored_together_and_once(office, filing):
    first, second = (row.key for row in filing.table_rows.filter(table="项目"))
    what = taken(
        filing,
        removed=[f"row:项目/{second}"],
        added=[{"名称": "丙", "支出": "3"}, {"名称": "丁", "支出": "4"}],
        fig__调整预算数="120",
        **{f"row__项目/{first}/支出": "12"},
    )
    kept = pending(office)
    assert import_workbook(actor=office.filer, pending=kept, taken=what).ok
    done = Change.objects.count()
    assert import_workbook(actor=office.filer, pending=kept, taken=what).ok
    assert Change.objects.count() == done
    assert content_now(filing).at("fig:调整预算数").text == "120"
    assert rows(filing) == [("甲", "12"), ("丙", "3"), ("丁", "4")]


def test_amounts_are_read_in_the_unit_that_the_same_workbook_chooses(office, filing):
    first = filing.table_rows.filter(table="项目").first().key
    what = taken(filing, fig__金额单位="元", **{f"row__项目/{first}/支出": "120000"})
    assert import_workbook(actor=office.filer, pending=pending(office), taken=what).ok
    assert rows(filing) == [("甲", "120000"), ("乙", "10")]


def test_what_moved_since_the_person_looked_refuses_everything(office, filing):
    what, kept = taken(filing, fig__调整预算数="120"), pending(office)
    online(office.filer, filing, fig__三公经费="5")
    before = content_now(filing)
    with pytest.raises(Refused, match=CHANGED):
        import_workbook(actor=office.filer, pending=kept, taken=what)
    assert content_now(filing) == before
    kept.refresh_from_db()
    assert kept.used_at is None


@pytest.mark.parametrize(
    "bad",
    [
        {"added": [{"名称": "丙", "支出": "约三万"}]},
        {"fig__财政拨款支出": "约三万"},
        {"row__项目/nobody/支出": "3"},
    ],
)
def test_one_thing_that_cannot_be_stored_leaves_everything_as_it_was(office, filing, bad):
    second = filing.table_rows.filter(table="项目").last().key
    what = taken(filing, removed=[f"row:项目/{second}"], **{"fig__调整预算数": "120", **bad})
    before, revision, kept = content_now(filing), filing.revision, pending(office)
    result = import_workbook(actor=office.filer, pending=kept, taken=what)
    assert len(result.problems) == 1
    filing.refresh_from_db()
    assert (content_now(filing), filing.revision) == (before, revision)
    kept.refresh_from_db()
    assert kept.used_at is None
