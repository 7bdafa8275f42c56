"""From a file to the rows of a filing: uploaded, previewed, confirmed once; nothing changes before."""

import io
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from evaluations.models import Change, PendingImport
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.rows import add_row
from evaluations.workflow import Role, State
from tests import factories
from tests.evaluations.conftest import make_office

from .books import book, filled, saved

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # the services under these pages are tested on both
TABLE, UNIT = "项目", "fig:金额单位"
HEADS = ("名称*", "支出（元）")


@pytest.fixture
def desk(client):
    """The filer of a small filing, signed in."""
    office = make_office()
    client.force_login(office.filer)
    office.client = client
    return office


def address(desk, page, **more):
    return reverse(f"evaluations:{page}", kwargs={"filing_id": desk.filing.pk, "table": TABLE, **more})


def sheet(*rows, heads=HEADS):
    return saved(book(rows, heads=heads))


def upload(desk, data, *, unit="元", **more):
    file = SimpleUploadedFile("项目.xlsx", data)
    return desk.client.post(address(desk, "table_import"), {"file": file, "unit": unit, **more})


def preview(desk, data, **more):
    """The address of the preview of an accepted file."""
    answer = upload(desk, data, **more)
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def confirm(desk, url, **more):
    return desk.client.post(url, more)


def stored(desk):
    rows = desk.filing.table_rows.filter(table=TABLE, deleted_at__isnull=True)
    return [{id: cell["text"] for id, cell in row.cells.items()} for row in rows]


def unit_of(desk):
    answer = desk.filing.answers.filter(key=UNIT).first()
    return answer.value if answer else None


def text(answer):
    return answer.content.decode()


def test_file_is_shown_and_stored_only_when_it_is_confirmed(desk):
    url = preview(desk, sheet(["甲项目", 1234.5], ["乙项目", "2，000"]))
    shown = text(desk.client.get(url))
    assert (stored(desk), unit_of(desk), Change.objects.count()) == ([], None, 0)
    for word in ("甲项目", "1,234.50", "2,000.00", "确认导入", "按 2,000.00 元 读取"):
        assert word in shown
    answer = confirm(desk, url)
    assert (answer.status_code, unquote(answer.url)) == (
        303,
        f"/filings/{desk.filing.pk}/stages/3#table:项目",
    )
    assert stored(desk) == [{"名称": "甲项目", "支出": "1234.5"}, {"名称": "乙项目", "支出": "2000"}]
    assert unit_of(desk) == "元"


def test_every_change_of_an_import_has_one_request_key_and_its_actor(desk):
    url = preview(desk, sheet(["甲", 1]))
    confirm(desk, url)
    changes = desk.filing.changes.all()
    assert {change.request_key for change in changes} == {url.rpartition("/")[2]}
    assert {change.by_id for change in changes} == {desk.filer.pk}
    assert sorted(change.address.partition("/")[0] for change in changes) == [UNIT, "row:项目"]


def test_confirming_twice_stores_once(desk):
    url = preview(desk, sheet(["甲", 1]))
    first, second = confirm(desk, url), confirm(desk, url)
    assert (first.status_code, second.status_code) == (303, 303)
    assert stored(desk) == [{"名称": "甲", "支出": "1"}]
    assert "已经导入过" in text(desk.client.get(second.url.partition("#")[0]))


def test_preview_after_the_import_leads_back_to_the_table(desk):
    url = preview(desk, sheet(["甲", 1]))
    confirm(desk, url)
    assert unquote(desk.client.get(url).url).endswith("#table:项目")


def test_unit_is_never_guessed(desk):
    answer = upload(desk, sheet(["甲", 1]), unit="")
    assert answer.status_code == 422
    assert "没有选择金额单位。请核对文件里的数字以什么为单位，再选择；系统不猜。" in text(answer)
    assert PendingImport.objects.count() == 0


def test_unit_that_cannot_be_chosen_is_refused(desk):
    assert upload(desk, sheet(["甲", 1]), unit="美元").status_code == 422


def test_unit_that_the_filing_has_is_chosen_beforehand(desk):
    save_fields(actor=desk.filer, filing=desk.filing, values={UNIT: Typed("万元")})
    shown = text(desk.client.get(address(desk, "table_import")))
    assert 'value="万元" id="unit_1" checked' in shown


@pytest.mark.parametrize(("way", "names"), [("replace", ["新"]), ("append", ["旧", "新"])])
def test_rows_replace_or_follow_those_that_are_there(desk, way, names):
    add_row(actor=desk.filer, filing=desk.filing, table=TABLE, cells={"名称": "旧"})
    confirm(desk, preview(desk, sheet(["新", 1]), way=way))
    assert [row["名称"] for row in stored(desk)] == names


def test_what_happens_to_present_rows_must_be_chosen(desk):
    add_row(actor=desk.filer, filing=desk.filing, table=TABLE, cells={"名称": "旧"})
    answer = upload(desk, sheet(["新", 1]))
    assert (answer.status_code, "没有选择怎样处理现有的行" in text(answer)) == (422, True)


def test_rows_of_another_unit_cannot_follow(desk):
    save_fields(actor=desk.filer, filing=desk.filing, values={UNIT: Typed("万元")})
    add_row(actor=desk.filer, filing=desk.filing, table=TABLE, cells={"名称": "旧", "支出": "5"})
    answer = upload(desk, sheet(["新", 1]), way="append")
    assert (answer.status_code, "现有的行以万元为单位" in text(answer)) == (422, True)
    assert [row["名称"] for row in stored(desk)] == ["旧"]


def test_table_that_changed_since_the_preview_is_not_overwritten(desk):
    add_row(actor=desk.filer, filing=desk.filing, table=TABLE, cells={"名称": "旧"})
    url = preview(desk, sheet(["新", 1]), way="replace")
    add_row(actor=desk.filer, filing=desk.filing, table=TABLE, cells={"名称": "同事刚加的"})
    answer = confirm(desk, url)
    assert (answer.status_code, "又有改动" in text(answer)) == (409, True)
    assert [row["名称"] for row in stored(desk)] == ["旧", "同事刚加的"]
    assert unit_of(desk) is None
    assert PendingImport.objects.get().used_at is None


def test_bad_cells_are_shown_and_nothing_can_be_confirmed(desk):
    url = preview(desk, sheet(["甲", "12.5万元"], ["乙", 3]))
    shown = text(desk.client.get(url))
    assert "系统不自动换算；换算后是 125000，请核对后填写" in shown
    assert "确认导入" not in shown
    answer = confirm(desk, url)
    assert (answer.status_code, stored(desk)) == (422, [])


def test_what_is_left_out_must_be_agreed_to(desk):
    url = preview(desk, sheet(["甲", 1, "x"], heads=(*HEADS, "备注")))
    answer = confirm(desk, url)
    assert (answer.status_code, "请先勾选“我已知道”" in text(answer), stored(desk)) == (422, True, [])
    assert confirm(desk, url, agree="1").status_code == 303
    assert stored(desk) == [{"名称": "甲", "支出": "1"}]


def test_nothing_in_the_confirming_form_can_change_what_was_read(desk):
    url = preview(desk, sheet(["甲", 1]))
    confirm(desk, url, rows="[]", 名称="伪造", unit="万元", content="{}")
    assert (stored(desk), unit_of(desk)) == ([{"名称": "甲", "支出": "1"}], "元")


def test_file_that_cannot_be_read_says_what_it_is(desk):
    answer = upload(desk, b"%PDF-1.7")
    assert (answer.status_code, "这是PDF 文件，不是 Excel 工作簿" in text(answer)) == (422, True)


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({}, "没有选择文件"),
        ({"file": "不是文件"}, "没有选择文件"),
        ({"file": SimpleUploadedFile("空.xlsx", b"")}, "文件是空的"),
        ({"file": SimpleUploadedFile("大.xlsx", bytes(5_000_001))}, "文件超过 5 MB"),
    ],
)
def test_upload_without_a_usable_file_is_refused(desk, posted, said):
    answer = desk.client.post(address(desk, "table_import"), {"unit": "元", **posted})
    assert (answer.status_code, said in text(answer)) == (422, True)


@pytest.mark.parametrize("name", ["没有这张表", "季度", "../x", "a" * 300])
def test_table_that_takes_no_rows_is_404(desk, name):
    for page in ("table_import", "table_template", "table_file"):
        url = reverse(f"evaluations:{page}", kwargs={"filing_id": desk.filing.pk, "table": name})
        assert desk.client.get(url).status_code == 404


def test_upload_of_somebody_else_is_404(desk):
    url = preview(desk, sheet(["甲", 1]))
    colleague = factories.member(Role.FILER, desk.department)
    desk.client.force_login(colleague)
    assert (desk.client.get(url).status_code, confirm(desk, url).status_code) == (404, 404)
    assert stored(desk) == []


def test_upload_for_one_filing_is_404_in_another(desk):
    url = preview(desk, sheet(["甲", 1]))
    other = factories.department()
    desk.filer.memberships.create(role=Role.FILER.value, department=other, starts=factories.LONG_AGO)
    filing = factories.filing(desk.cycle, other)
    moved = url.replace(f"/filings/{desk.filing.pk}/", f"/filings/{filing.pk}/")
    assert (desk.client.get(moved).status_code, confirm(desk, moved).status_code) == (404, 404)


@pytest.mark.parametrize("token", ["x", "0" * 64, "a%00b", "…"])
def test_token_that_nobody_was_given_is_404(desk, token):
    assert desk.client.get(f"{address(desk, 'table_import')}/{token}").status_code == 404


def test_filing_that_was_sent_takes_no_file(desk):
    url = preview(desk, sheet(["甲", 1]))
    desk.filing.state = State.SUBMITTED.value
    desk.filing.save()
    assert confirm(desk, url).status_code == 409
    answer = upload(desk, sheet(["甲", 1]))
    assert (answer.status_code, "现在不能导入" in text(answer), stored(desk)) == (409, True, [])


def test_table_without_the_thing_takes_no_file(desk):
    save_fields(
        actor=desk.filer, filing=desk.filing, values={"table:项目": Typed("全年没有项目", status="na")}
    )
    answer = upload(desk, sheet(["甲", 1]))
    assert (answer.status_code, "请先在填报页取消，再导入" in text(answer)) == (409, True)


def test_what_was_uploaded_long_ago_is_thrown_away(desk):
    url = preview(desk, sheet(["甲", 1]))
    PendingImport.objects.update(made_at="2000-01-01T00:00:00Z")
    preview(desk, sheet(["乙", 1]))
    assert (PendingImport.objects.count(), desk.client.get(url).status_code) == (1, 404)


def test_template_is_made_in_the_unit_asked_for(desk):
    answer = desk.client.get(address(desk, "table_template"), {"unit": "万元"})
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    made = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in made[3]] == ["名称*", "支出（万元）"]
    confirm(desk, preview(desk, filled(answer.content, [["甲", 12.5]]), unit="万元"))
    assert (stored(desk), unit_of(desk)) == ([{"名称": "甲", "支出": "12.5"}], "万元")


def test_template_in_a_unit_that_is_none_has_no_unit(desk):
    assert desk.client.get(address(desk, "table_template"), {"unit": "美元"}).status_code == 200


def test_exported_rows_come_back_as_they_were(desk):
    save_fields(actor=desk.filer, filing=desk.filing, values={UNIT: Typed("元")})
    for cells in ({"名称": "=1+1", "支出": "1234.56"}, {"名称": "@乙", "支出": "0"}):
        add_row(actor=desk.filer, filing=desk.filing, table=TABLE, cells=cells)
    before = stored(desk)
    exported = desk.client.get(address(desk, "table_file")).content
    confirm(desk, preview(desk, exported, way="replace"), agree="1")
    assert stored(desk) == before == [{"名称": "=1+1", "支出": "1234.56"}, {"名称": "@乙", "支出": "0"}]


def test_reader_may_download_but_not_import(desk):
    desk.client.force_login(desk.head)
    assert desk.client.get(address(desk, "table_file")).status_code == 200
    assert desk.client.get(address(desk, "table_import")).status_code == 404


def test_hostile_words_of_a_file_are_shown_as_words(desk):
    url = preview(desk, sheet(["<script>alert(1)</script>", 1], heads=HEADS))
    shown = text(desk.client.get(url))
    assert ("<script>alert(1)" in shown, "&lt;script&gt;alert(1)" in shown) == (False, True)


@pytest.mark.parametrize("words", ["甲_x0000_乙", "甲_xD800_乙", "甲_x202E_乙", "甲_xFFFF_"])
def test_odd_signs_in_a_file_are_refused_or_kept_and_never_break_the_preview(desk, words):
    url = preview(desk, sheet([words, 1]))
    assert desk.client.get(url).status_code == 200
    assert confirm(desk, url, agree="1").status_code in {303, 422}
