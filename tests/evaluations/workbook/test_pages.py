"""The pages of the workbook: taken away, brought back, conflicts chosen, errors marked, stored once."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from evaluations.models import Change, PendingImport
from evaluations.services.rows import add_row
from evaluations.workflow import Role, State
from tests import factories
from tests.evaluations.conftest import make_office

from .offline import Offline, online

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def desk(client):
    """The filer of a small filing with two rows, signed in, and a colleague."""
    office = make_office()
    office.colleague = factories.member(Role.FILER, office.department, "colleague")
    online(office.filer, office.filing, fig__调整预算数="100", fig__财政拨款支出="90", fig__金额单位="万元")
    for name in "甲乙":
        add_row(actor=office.filer, filing=office.filing, table="项目", cells={"名称": name, "支出": "10"})
    office.filing.refresh_from_db()
    client.force_login(office.filer)
    office.client = client
    return office


def address(desk, page, **more):
    return reverse(f"evaluations:{page}", kwargs={"filing_id": desk.filing.pk, **more})


def bring(desk, offline):
    """The address of the comparison of an accepted file."""
    file = SimpleUploadedFile("工作簿.xlsx", offline.saved())
    answer = desk.client.post(address(desk, "workbook"), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def confirm(desk, url, **chosen):
    """Confirm what the page shows now."""
    page = desk.client.get(url)
    posted = {"seen": page.context["compared"].seen, "agree": "1"}
    return desk.client.post(url, posted | {key.replace("__", ":"): value for key, value in chosen.items()})


def text(desk, key):
    return desk.filing.answers.get(key=key).value


def test_download_is_the_workbook_of_the_filing(desk):
    answer = desk.client.get(address(desk, "workbook_file"))
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert Offline(desk.filing, answer.content).cell("fig:调整预算数").value == 100
    names = load_workbook(BytesIO(answer.content)).sheetnames
    assert names == ["填写说明", "1基本信息", "2预算执行", "3项目支出", "4指标自评", "5总体评价"]


def test_what_the_file_changed_is_stored_in_one_go_and_once(desk):
    offline, before = Offline(desk.filing), Change.objects.count()
    first, second = desk.filing.table_rows.filter(table="项目")
    offline.put("fig:调整预算数", 120)
    offline.put(f"row:项目/{first.key}/支出", 12)
    offline.remove(f"row:项目/{second.key}")
    offline.add("项目", 名称="丙", 支出=3)
    url = bring(desk, offline)
    assert Change.objects.count() == before
    shown = desk.client.get(url).context["page"]
    assert [(line.title, line.given, line.mine) for line in shown.changes] == [
        ("调整预算数（万元）", "100.00", "120.00"),
        ("项目支出表 · 甲 · 支出（万元）", "10.00", "12.00"),
    ]
    assert [(line.title, line.text) for line in shown.added] == [("项目支出表", "名称 丙；支出 3.00")]
    assert [(line.title, line.text) for line in shown.removed] == [("项目支出表 · 乙", "乙 · 10")]
    seen = desk.client.get(url).context["compared"].seen
    for status in (303, 302):
        assert desk.client.post(url, {"seen": seen}).status_code == status
    assert text(desk, "fig:调整预算数") == "120"
    rows = desk.filing.table_rows.filter(table="项目", deleted_at__isnull=True)
    assert [(row.cells["名称"]["text"], row.cells["支出"]["text"]) for row in rows] == [
        ("甲", "12"),
        ("丙", "3"),
    ]
    assert set(Change.objects.order_by("id")[before:].values_list("by", flat=True)) == {desk.filer.pk}


@pytest.mark.parametrize(("choice", "stored"), [("mine", "120"), ("theirs", "130")])
def test_conflict_is_shown_with_both_texts_and_who_and_stored_as_chosen(desk, choice, stored):
    offline = Offline(desk.filing)
    offline.put("fig:调整预算数", 120)
    offline.put("fig:三公经费", 5)
    online(desk.colleague, desk.filing, fig__调整预算数="130")
    url = bring(desk, offline)
    (line,) = desk.client.get(url).context["page"].conflicts
    assert (line.given, line.mine, line.theirs) == ("100.00", "120.00", "130.00")
    assert line.who.startswith("colleague ")
    refused = confirm(desk, url)
    assert (refused.status_code, refused.context["reason"]) == (
        422,
        "还有冲突没有选择。请逐处选择保留哪一个。",
    )
    assert text(desk, "fig:调整预算数") == "130"
    assert confirm(desk, url, fig__调整预算数=choice).status_code == 303
    assert (text(desk, "fig:调整预算数"), text(desk, "fig:三公经费")) == (stored, "5")


def test_change_after_the_person_looked_asks_to_look_again(desk):
    offline = Offline(desk.filing)
    offline.put("fig:调整预算数", 120)
    url = bring(desk, offline)
    seen = desk.client.get(url).context["compared"].seen
    online(desk.colleague, desk.filing, fig__调整预算数="130")
    answer = desk.client.post(url, {"seen": seen})
    assert answer.status_code == 422
    assert answer.context["reason"] == "自评在您核对的时候又有改动。请再核对一遍，然后确认。"
    assert [line.theirs for line in answer.context["page"].conflicts] == ["130.00"]
    assert text(desk, "fig:调整预算数") == "130"


def test_row_that_was_removed_meanwhile_comes_back_when_chosen(desk):
    offline = Offline(desk.filing)
    first, _ = desk.filing.table_rows.filter(table="项目")
    offline.put(f"row:项目/{first.key}/支出", 12)
    from evaluations.services.rows import remove_row

    remove_row(actor=desk.colleague, filing=desk.filing, table="项目", key=first.key, based_on=first.version)
    url = bring(desk, offline)
    (line,) = desk.client.get(url).context["page"].conflicts
    assert (line.mine, line.theirs) == ("重新加上：名称 甲；支出 12.00", "已删除")
    assert confirm(desk, url, **{f"row__项目/{first.key}": "mine"}).status_code == 303
    rows = desk.filing.table_rows.filter(table="项目", deleted_at__isnull=True)
    assert [(row.cells["名称"]["text"], row.cells["支出"]["text"]) for row in rows] == [
        ("乙", "10"),
        ("甲", "12"),
    ]


def test_errors_are_listed_and_marked_in_the_same_workbook(desk):
    offline = Offline(desk.filing)
    offline.put("fig:调整预算数", "一百万")
    offline.put("fig:三公经费", 5)
    cell = offline.cell("fig:调整预算数").coordinate
    url = bring(desk, offline)
    page = desk.client.get(url)
    (trouble,) = page.context["compared"].troubles
    assert (trouble.sheet, trouble.cell) == ("2预算执行", cell)
    assert f"2预算执行!{cell}" in page.content.decode()
    assert confirm(desk, url).status_code == 422
    marked = desk.client.get(address(desk, "workbook_marked", book=url.rsplit("/", 1)[1]))
    book = load_workbook(BytesIO(marked.content))
    assert book.sheetnames[0] == "错误清单"
    line = book["错误清单"][2]
    assert [one.value for one in line] == ["2预算执行", cell, trouble.what, trouble.todo]
    assert line[1].hyperlink.location == f"'2预算执行'!{cell}"
    bad = book["2预算执行"][cell]
    assert (bad.value, bad.fill.fgColor.rgb, bad.comment.text) == (
        "一百万", "FFFBD5D5", f"{trouble.what}。{trouble.todo}。",
    )  # fmt: skip
    mended = Offline(desk.filing, marked.content)
    mended.put("fig:调整预算数", 120)
    again = bring(desk, mended)
    assert desk.client.get(again).context["compared"].ok
    assert confirm(desk, again).status_code == 303
    assert (text(desk, "fig:调整预算数"), text(desk, "fig:三公经费")) == ("120", "5")


def test_what_is_wrong_with_the_build_of_a_file_is_marked_and_in_the_list_too(desk):
    offline = Offline(desk.filing)
    sheet, merged = offline.row_of("fig:调整预算数")
    sheet.merge_cells(start_row=merged, end_row=merged, start_column=2, end_column=4)
    _, broken = offline.row_of("fig:财政拨款支出")
    sheet.cell(broken, 1).value = "90"
    table, head = offline.row_of("@table:项目")  # the hidden row that names the columns
    rows = [offline.row_of(f"row:项目/{row.key}")[1] for row in desk.filing.table_rows.filter(table="项目")]
    table.cell(head, 1).value = "@table"
    url = bring(desk, offline)
    assert "下载标出错误的工作簿" in desk.client.get(url).content.decode()
    marked = desk.client.get(address(desk, "workbook_marked", book=url.rsplit("/", 1)[1]))
    book = load_workbook(BytesIO(marked.content))
    lines = [[cell.value for cell in line[:3]] for line in list(book["错误清单"])[1:]]
    wrong = "这一行的编号（隐藏的第一列）被改动了"
    assert lines == [
        ["2预算执行", f"B{broken}", wrong],
        ["2预算执行", f"B{merged}", f"B{merged}:D{merged} 是合并单元格，分不清各格的内容"],
        *(["3项目支出", f"B{number}", wrong] for number in (head + 1, *rows)),
    ]
    marks = {(sheet, cell): book[sheet][cell] for sheet, cell, _ in lines}
    assert {cell.fill.fgColor.rgb for cell in marks.values()} == {"FFFBD5D5"}
    assert all(what in marks[sheet, cell].comment.text for sheet, cell, what in lines)


def test_too_many_rows_are_refused_and_nothing_is_stored(desk, monkeypatch):
    offline = Offline(desk.filing)
    offline.put("fig:调整预算数", 120)
    offline.add("项目", 名称="丙")
    url = bring(desk, offline)
    from evaluations.services import rows
    from evaluations.services.results import Refused

    def full(*_):
        raise Refused("最多 2 行，现在有 3 行。请合并或删去一些行。")

    monkeypatch.setattr(rows, "_refuse_full", full)
    answer = confirm(desk, url)
    assert (answer.status_code, answer.context["reason"]) == (
        422,
        "最多 2 行，现在有 3 行。请合并或删去一些行。",
    )
    assert text(desk, "fig:调整预算数") == "100"
    assert PendingImport.objects.get().used_at is None


def test_file_that_is_none_is_refused_on_the_page(desk):
    answer = desk.client.post(address(desk, "workbook"), {"file": SimpleUploadedFile("a.xlsx", b"%PDF-1.7")})
    assert answer.status_code == 422
    assert "这是PDF 文件，不是 Excel 工作簿" in answer.content.decode()
    assert not PendingImport.objects.exists()


def test_filing_that_may_not_be_changed_gives_its_workbook_and_takes_none(desk):
    offline = Offline(desk.filing)
    offline.put("fig:调整预算数", 120)
    url = bring(desk, offline)
    desk.filing.state = State.REVIEWING.value
    desk.filing.save()
    page = desk.client.get(address(desk, "workbook"))
    assert (page.status_code, "现在不能带回" in page.content.decode()) == (200, True)
    assert desk.client.get(address(desk, "workbook_file")).status_code == 200
    file = SimpleUploadedFile("工作簿.xlsx", offline.saved())
    assert desk.client.post(address(desk, "workbook"), {"file": file}).status_code == 409
    assert confirm(desk, url).status_code == 422
    assert text(desk, "fig:调整预算数") == "100"


def test_file_of_one_person_is_nobody_elses(desk, client):
    offline = Offline(desk.filing)
    offline.put("fig:调整预算数", 120)
    url = bring(desk, offline)
    client.force_login(desk.colleague)
    assert client.get(url).status_code == 404
