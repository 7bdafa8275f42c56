"""The 2020 project table through a spreadsheet: wrong unit seen, totals of the file compared, nothing lost."""

import io
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from evaluations.selectors.filings import sheet_of
from rubrics.scoring.results import Outcome
from tests.evaluations.filing.made import filled, opened

from .books import saved

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # what pages show is the same on both
TABLE = "项目"
AS_MEANT = "longgang-2020-as-meant"


def url(made, page):
    return reverse(f"evaluations:{page}", kwargs={"filing_id": made.filing.pk, "table": TABLE})


def exported(client, made) -> bytes:
    client.force_login(made.filer)
    return client.get(url(made, "table_file")).content


def imported(client, made, data: bytes, unit: str):
    """Upload and confirm; return the address of the preview."""
    posted = {"file": SimpleUploadedFile("项目.xlsx", data), "unit": unit, "way": "replace"}
    answer = client.post(url(made, "table_import"), posted)
    assert answer.status_code == 302, answer.content.decode()
    shown = client.get(answer.url).content.decode()
    stored = client.post(answer.url, {"agree": "1"})
    assert stored.status_code == 303, stored.content.decode()
    return shown


def rows_of(filing) -> list[dict[str, str]]:
    kept = filing.table_rows.filter(table=TABLE, deleted_at__isnull=True)
    return [{id: cell["text"] for id, cell in row.cells.items() if cell["text"]} for row in kept]


def controls_of(filing) -> dict[str, str]:
    row = filing.table_rows.filter(table="文件合计", deleted_at__isnull=True).get()
    return {id: cell["text"] for id, cell in row.cells.items()}


def outcomes(filing, *ids: str) -> list[Outcome]:
    found = {check.id: check.outcome for check in sheet_of(filing).checks}
    return [found[id] for id in ids]


CONTROLS = ("导入预算合计", "导入支出合计", "导入合计执行率", "导入执行率")


def test_exported_table_is_imported_as_the_same_rows_with_totals_that_agree(client):
    made = filled(AS_MEANT)
    before = rows_of(made.filing)
    total = sheet_of(made.filing).totals["合计"].score
    shown = imported(client, made, exported(client, made), "元")
    assert "48,935,079.24" in shown
    after = rows_of(made.filing)
    normal = [{id: text.removesuffix("%").removesuffix(".00") for id, text in row.items()} for row in before]
    rates = [[float(row["文件执行率"]) for row in rows] for rows in (normal, after)]
    assert rates[0] == rates[1]
    assert [row["项目名称"] for row in after] == [row["项目名称"] for row in before]
    assert controls_of(made.filing) == {
        "预算合计": "48935079.24",
        "支出合计": "46759889.35",
        "合计执行率": "95.55",
    }
    assert outcomes(made.filing, *CONTROLS) == [Outcome.HOLDS] * 4
    assert sheet_of(made.filing).totals["合计"].score == total


def test_total_of_the_file_that_is_wrong_is_found_by_the_declared_check(client):
    made = filled(AS_MEANT)
    book = load_workbook(io.BytesIO(exported(client, made)))
    sheet = book.worksheets[0]
    sheet["G18"], sheet["M4"] = 48_935_079.26, "99.99%"
    shown = imported(client, made, saved(book), "元")
    assert "48,935,079.26" in shown
    assert outcomes(made.filing, *CONTROLS) == [Outcome.FAILS, Outcome.HOLDS, Outcome.HOLDS, Outcome.FAILS]


def test_unit_chosen_against_the_file_is_named_and_the_check_finds_it(client):
    made = filled(AS_MEANT)
    data = exported(client, made)
    shown = imported(client, made, data, "万元")
    assert "文件里写的单位是元，您选的是万元，按万元导入，数字不换算" in shown
    assert outcomes(made.filing, "项目表金额单位") == [Outcome.FAILS]


def test_totals_of_an_earlier_file_go_with_it(client):
    made = filled(AS_MEANT)
    book = load_workbook(io.BytesIO(exported(client, made)))
    book.worksheets[0].delete_rows(18, 2)
    imported(client, made, saved(book), "元")
    assert set(controls_of(made.filing).values()) == {""}
    assert outcomes(made.filing, *CONTROLS[:3]) == [Outcome.NOT_APPLICABLE] * 3


@pytest.mark.parametrize(
    "table", ["项目", "所属单位", "重点工作任务", "关键数据", "存在问题", "改进措施", "效果性指标"]
)
def test_every_free_table_of_the_document_has_a_template_and_a_file(client, table):
    made = filled(AS_MEANT)
    client.force_login(made.filer)
    for page in ("table_template", "table_file"):
        address = reverse(f"evaluations:{page}", kwargs={"filing_id": made.filing.pk, "table": table})
        answer = client.get(address)
        assert (answer.status_code, answer.content[:2]) == (200, b"PK")
        assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("table", ["重点工作任务", "关键数据", "存在问题", "改进措施"])
def test_table_with_texts_choices_and_dates_comes_back_as_it_was(client, table):
    made = filled(AS_MEANT)
    client.force_login(made.filer)
    address = {"filing_id": made.filing.pk, "table": table}
    kept = made.filing.table_rows.filter(table=table, deleted_at__isnull=True)
    before = sheet_of(made.filing)
    names = list(kept.values_list("position", flat=True))
    data = client.get(reverse("evaluations:table_file", kwargs=address)).content
    posted = {"file": SimpleUploadedFile("x.xlsx", data), "way": "replace"}
    preview = client.post(reverse("evaluations:table_import", kwargs=address), posted)
    assert preview.status_code == 302, preview.content.decode()
    stored = client.post(preview.url, {"agree": "1"})
    assert (stored.status_code, unquote(stored.url).endswith(f"#table:{table}")) == (303, True)
    after = sheet_of(made.filing)
    assert kept.count() == len(names)
    assert after.totals["合计"].score == before.totals["合计"].score
    assert {one.id: one.outcome for one in after.checks} == {one.id: one.outcome for one in before.checks}


def test_template_lists_the_choices_of_the_document(client):
    made = opened()
    client.force_login(made.filer)
    address = reverse("evaluations:table_template", kwargs={"filing_id": made.filing.pk, "table": "存在问题"})
    book = load_workbook(io.BytesIO(client.get(address).content))
    rules = book.worksheets[0].data_validations.dataValidation
    assert [rule.type for rule in rules] == ["list", "list"]
    assert "政府采购执行率" in rules[1].formula1
