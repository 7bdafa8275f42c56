"""As given, mine, theirs: who changed what decides what is stored, and where a person has to choose."""

import pytest

from evaluations.resources.workbook.mine import Added
from evaluations.resources.workbook.three_ways import Difference, Removal, Revival
from evaluations.selectors.at_revision import Words
from evaluations.services.rows import add_row, remove_row

from .offline import Offline, brought, compared, online

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def filing(office):
    online(office.filer, office.filing, fig__调整预算数="100", fig__财政拨款支出="90", fig__金额单位="万元")
    for name in "甲乙丙":
        add_row(actor=office.filer, filing=office.filing, table="项目", cells={"名称": name, "支出": "10"})
    office.filing.refresh_from_db()
    return office.filing


def rows(filing):
    return [row.key for row in filing.table_rows.filter(table="项目", deleted_at__isnull=True)]


def remove(office, key):
    row = office.filing.table_rows.get(key=key)
    remove_row(actor=office.filer, filing=office.filing, table="项目", key=key, based_on=row.version)


def test_only_what_the_file_changed_is_taken_and_colleagues_keep_theirs(office, filing):
    offline = Offline(filing)
    offline.put("fig:调整预算数", 120)
    place = f"2预算执行!{offline.cell('fig:调整预算数').coordinate}"
    online(office.filer, filing, fig__财政拨款支出="95")
    found = compared(filing, brought(filing, offline.saved()))
    assert found.differences == (
        Difference("fig:调整预算数", place, Words("100"), Words("120"), Words("100"), conflict=False),
    )
    assert (found.choices, found.ok, found.empty) == ((), True, False)


def test_place_that_both_changed_has_to_be_chosen(office, filing):
    offline = Offline(filing)
    offline.put("fig:调整预算数", 120)
    online(office.filer, filing, fig__调整预算数="130")
    found = compared(filing, brought(filing, offline.saved()))
    assert [(one.given, one.mine, one.theirs, one.conflict) for one in found.differences] == [
        (Words("100"), Words("120"), Words("130"), True)
    ]
    assert found.choices == ("fig:调整预算数",)


def test_same_change_on_both_sides_is_no_change(office, filing):
    offline = Offline(filing)
    offline.put("fig:调整预算数", 120)
    online(office.filer, filing, fig__调整预算数="120")
    assert compared(filing, brought(filing, offline.saved())).empty


def test_change_taken_back_by_the_colleague_is_no_conflict(office, filing):
    offline = Offline(filing)
    offline.put("fig:调整预算数", 120)
    online(office.filer, filing, fig__调整预算数="130")
    online(office.filer, filing, fig__调整预算数="100")
    assert compared(filing, brought(filing, offline.saved())).choices == ()


def test_row_removed_in_the_file_and_changed_by_a_colleague_has_to_be_chosen(office, filing):
    offline, (first, second, _) = Offline(filing), rows(filing)
    offline.remove(f"row:项目/{first}")
    offline.remove(f"row:项目/{second}")
    online(office.filer, filing, **{f"row__项目___{second}___支出": "11"})
    found = compared(filing, brought(filing, offline.saved()))
    assert found.removals == (
        Removal(f"row:项目/{first}", "甲 · 10", conflict=False),
        Removal(f"row:项目/{second}", "乙 · 11", conflict=True),
    )
    assert found.choices == (f"row:项目/{second}",)


def test_row_changed_in_the_file_and_removed_by_a_colleague_may_come_back_whole(office, filing):
    offline, (first, second, _) = Offline(filing), rows(filing)
    offline.put(f"row:项目/{first}/支出", 12)
    place = f"3项目支出!{offline.cell(f'row:项目/{first}/支出').coordinate}"
    remove(office, first)
    remove(office, second)
    found = compared(filing, brought(filing, offline.saved()))
    row = Added("项目", place, {"名称": Words("甲"), "支出": Words("12")})
    assert found.revivals == (Revival(f"row:项目/{first}", row),)
    assert (found.differences, found.removals, found.choices) == ((), (), (f"row:项目/{first}",))


def test_row_removed_on_both_sides_is_done_with(office, filing):
    offline, (first, _, _) = Offline(filing), rows(filing)
    offline.remove(f"row:项目/{first}")
    remove(office, first)
    assert compared(filing, brought(filing, offline.saved())).empty


def test_row_that_a_colleague_added_is_not_taken_for_removed(office, filing):
    offline = Offline(filing)
    add_row(actor=office.filer, filing=filing, table="项目", cells={"名称": "丁"})
    assert compared(filing, brought(filing, offline.saved())).empty


def test_amounts_typed_under_a_unit_that_is_no_longer_chosen_are_refused(office, filing):
    offline, (first, _, _) = Offline(filing), rows(filing)
    offline.put(f"row:项目/{first}/支出", 12)
    online(office.filer, filing, fig__金额单位="元")
    found = compared(filing, brought(filing, offline.saved()))
    assert [(one.place, one.what, one.todo) for one in found.wrong] == [
        (
            f"3项目支出!{offline.cell(f'row:项目/{first}/支出').coordinate}",
            "“项目支出表”的金额单位在您下载以后由万元改为元，文件里的金额还是原来的单位",
            "请重新下载工作簿，按新的单位填写后再带回",
        )
    ]
    assert not found.ok


def test_what_was_seen_changes_with_what_is_stored(office, filing):
    offline = Offline(filing)
    offline.put("fig:调整预算数", 120)
    kept = brought(filing, offline.saved())
    before = compared(filing, kept).seen
    online(office.filer, filing, fig__财政拨款支出="95")
    assert compared(filing, kept).seen == before
    online(office.filer, filing, fig__调整预算数="130")
    assert compared(filing, kept).seen != before
