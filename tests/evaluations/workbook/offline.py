"""A workbook as somebody fills it in away from the portal: cells found by their hidden keys, as the reader does."""

from io import BytesIO

from openpyxl import load_workbook

from evaluations.resources.workbook.making import choosers_of, understand_workbook, workbook_of
from evaluations.resources.workbook.mine import as_data
from evaluations.resources.workbook.three_ways import compare
from evaluations.selectors.at_revision import content_at, content_now
from evaluations.selectors.filings import versions_of
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from rubrics.selectors.programs import document_for

KEYS, VALUE = 1, 3


class Offline:
    """The file that a filing gives now, opened in a spreadsheet."""

    def __init__(self, filing, data=None):
        self.filing = filing
        self.book = load_workbook(BytesIO(data or workbook_of(filing, "下载")))

    def cell(self, address):
        """The cell of a box, or of a column in a row."""
        for sheet in self.book.worksheets:
            columns = {}
            for row in sheet.iter_rows():
                key = str(row[0].value or "")
                if key.startswith("@"):
                    columns = {str(cell.value): cell.column for cell in row[1:] if cell.value}
                elif key == address:
                    return sheet.cell(row=row[0].row, column=VALUE)
                elif key and address.startswith(f"{key}/") and address.removeprefix(f"{key}/") in columns:
                    return sheet.cell(row=row[0].row, column=columns[address.removeprefix(f"{key}/")])
        raise LookupError(address)

    def put(self, address, value):
        self.cell(address).value = value

    def row_of(self, address):
        """The sheet and the number of a row's, or a box's, line."""
        for sheet in self.book.worksheets:
            for row in sheet.iter_rows(max_col=KEYS):
                if row[0].value == address:
                    return sheet, row[0].row
        raise LookupError(address)

    def add(self, table, **cells):
        """Write a row into the first empty line of a table."""
        sheet, number = self.row_of(f"@table:{table}")
        columns = {str(cell.value): cell.column for cell in sheet[number][1:] if cell.value}
        number += 1
        while sheet.cell(row=number, column=KEYS).value:
            number += 1
        while any(sheet.cell(row=number, column=at).value is not None for at in columns.values()):
            number += 1
        for name, value in cells.items():
            sheet.cell(row=number, column=columns[name]).value = value

    def remove(self, address):
        sheet, number = self.row_of(address)
        sheet.delete_rows(number)

    def saved(self):
        stream = BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def brought(filing, data):
    """What a file changes, as it is kept; a problem of the whole file as it is."""
    filing.refresh_from_db()
    found = understand_workbook(data, filing)
    if not isinstance(found, tuple):
        return found
    mine, revision = found
    return {"revision": revision, **as_data(mine)}


def compared(filing, kept):
    filing.refresh_from_db()
    return compare(
        kept,
        content_at(filing, kept["revision"]),
        content_now(filing),
        choosers_of(document_for(filing.version)),
    )


def online(actor, filing, **values):
    """Save on the page; addresses with __ for : and ___ for /."""
    places = {key.replace("___", "/").replace("__", ":"): text for key, text in values.items()}
    versions = versions_of(filing)
    result = save_fields(
        actor=actor,
        filing=filing,
        values={where: Typed(text, versions.get(where, 0)) for where, text in places.items()},
    )
    assert result.ok, result
    filing.refresh_from_db()
    return filing.revision
