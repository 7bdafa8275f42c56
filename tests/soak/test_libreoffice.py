"""LibreOffice opens every workbook that we write, saves it again, and nothing of it is lost."""

import re
import subprocess
from urllib.parse import unquote

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from evaluations.resources.book.reading import read_book
from evaluations.resources.marking import Mark, marked
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.filing.made import filled
from tests.evaluations.sheets.test_organisation import uploaded
from tests.evaluations.workbook.offline import Offline, brought

pytestmark = [pytest.mark.django_db, pytest.mark.soak]
FILTER = "xlsx:Calc MS Excel 2007 XML"


@pytest.fixture
def office(tmp_path):
    """`office(data)`: the file as LibreOffice saves it."""

    def through(data):
        given, folder = tmp_path / "表.xlsx", tmp_path / "saved"
        given.write_bytes(data)
        home = f"-env:UserInstallation=file://{tmp_path}/home"
        command = ["soffice", home, "--headless", "--convert-to", FILTER, "--outdir", str(folder), str(given)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / "表.xlsx").read_bytes()

    return through


def texts(data):
    """Every visible sheet as its cells' texts, empty ones and formulas left out."""
    book = read_book(data)
    return {
        grid.name: {
            cell.name: cell.text for cells in grid.cells.values() for cell in cells.values() if cell.exact
        }
        for grid in book.sheets()
    }


def test_workbook_of_a_filing_filled_in_by_libreoffice_says_what_was_typed(office):
    made = filled()
    untouched = Offline(made.filing)
    again = brought(made.filing, office(untouched.saved()))
    assert {key: again[key] for key in ("changed", "added", "removed", "troubles", "remarks")} == {
        "changed": [], "added": [], "removed": [], "troubles": [], "remarks": [],
    }  # fmt: skip
    untouched.put("fig:调整预算数", 9400)
    changed = brought(made.filing, office(untouched.saved()))["changed"]
    assert [(where, mine[0]) for where, _, _, mine in changed] == [("fig:调整预算数", "9400")]


def passwords_made(client):
    """The list of one-time passwords of two accounts, one of whose names begins as a formula does."""
    client.force_login(factories.member(Role.SYSTEM_ADMIN))
    people = [["reviewer-01", "示例丙", "审核人"], ["reviewer-02", "@示例丁", "审核人"]]
    made = client.post(uploaded(client, "accounts", people)).content.decode()
    sealed = re.search(r'name="sealed" value="([^"]+)"', made)[1]
    listed = client.post(re.search(r'action="([^"]+/passwords)"', made)[1], {"sealed": sealed})
    assert unquote(listed["Content-Disposition"]).endswith("一次性密码清单.xlsx")
    assert texts(listed.content)["一次性密码"].keys() >= {"C4", "C5"}
    return listed.content


def test_every_other_workbook_is_the_same_after_libreoffice(office, client):
    made = filled()
    client.force_login(made.filer)
    table = {"filing_id": made.filing.pk, "table": "项目"}
    books = [
        client.get(reverse("evaluations:table_template", kwargs=table)).content,
        client.get(reverse("evaluations:table_file", kwargs=table)).content,
        client.get(reverse("evaluations:check_file", kwargs={"filing_id": made.filing.pk})).content,
        marked(Offline(made.filing).saved(), [Mark("2预算编制与绩效目标", "C8", "不对", "请改")]),
    ]
    client.force_login(factories.member(Role.SYSTEM_ADMIN))
    books += [
        client.get(reverse(f"evaluations:{name}_template")).content for name in ("departments", "accounts")
    ]
    client.force_login(factories.member(Role.RUBRIC_ADMIN))
    presets = {"cycle_id": made.filing.cycle_id, "version_id": made.filing.version_id}
    books += [
        client.get(reverse("evaluations:presets_template", kwargs={**presets, "which": which})).content
        for which in ("bureau", "targets", "previous")
    ]
    books.append(passwords_made(client))
    for data in books:
        assert texts(office(data)) == texts(data)


def test_live_sums_are_added_up_anew_by_libreoffice(office, client, tmp_path):
    made = filled()
    client.force_login(made.filer)
    table = {"filing_id": made.filing.pk, "table": "项目"}
    data = client.get(reverse("evaluations:table_file", kwargs=table)).content
    kept, changed = tmp_path / "kept.xlsx", tmp_path / "changed.xlsx"
    kept.write_bytes(data)
    book = load_workbook(kept)
    sheet = book.worksheets[0]
    sums = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=SUM(")]
    for cell in sums:
        sheet.cell(row=4, column=cell.column).value = 1
    expected = [
        sum(float(sheet.cell(row=row, column=cell.column).value or 0) for row in range(4, cell.row - 1))
        for cell in sums
    ]
    book.save(changed)
    changed.write_bytes(office(changed.read_bytes()))
    found = load_workbook(changed, data_only=True).worksheets[0]
    assert sums
    assert [found[cell.coordinate].value for cell in sums] == pytest.approx(expected, abs=0.001)
