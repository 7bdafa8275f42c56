"""A table as a file: the empty template, and the present rows with live sums."""

from django.http import HttpRequest, HttpResponse
from django.views import View

from evaluations.access import filing_for
from evaluations.resources.tables import absence_text
from evaluations.resources.writing import export_book, template_book
from evaluations.resources.writing.export import ExportRow
from evaluations.views.filing.content import Content, load
from evaluations.views.filing.texts import narrative_text
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring import values
from rubrics.scoring.reading.answers import NA, FlatRow
from rubrics.scoring.results import Figure
from rubrics.scoring.states import Missing, NotApplicable, Undefined
from rubrics.scoring.types import Field, FieldType, Table

from .downloads import xlsx
from .subject import Subject, subject_or_404


class TableTemplateView(View):
    """下载模板."""

    def get(self, request: HttpRequest, filing_id: int, table: str) -> HttpResponse:
        """Return the template in the unit asked for, else in the one chosen for the table."""
        subject = subject_or_404(filing_for(request.user, filing_id, Action.READ_CONTENT), table)
        asked = request.GET.get("unit", "")
        unit = asked if asked in subject.units else subject.chosen
        data = template_book(subject.layout(unit), subject.about)
        return xlsx(data, f"模板_{subject.file_name}{f'_{unit}' if unit else ''}")


class TableFileView(View):
    """导出 Excel."""

    def get(self, request: HttpRequest, filing_id: int, table: str) -> HttpResponse:
        """Return the present rows, stored and computed values, stored and live sums."""
        subject = subject_or_404(filing_for(request.user, filing_id, Action.READ_CONTENT), table)
        content = load(subject.filing, request.user)
        layout = subject.layout(subject.chosen)
        rows = [_row(content, subject.table, row) for row in content.rows(table) if not row.blank]
        return xlsx(export_book(layout, subject.about, rows, _totals(content, subject)), subject.file_name)


def _row(content: Content, table: Table, row: FlatRow) -> ExportRow:
    texts = {column.id: _text(column, row) for column in table.columns if not column.control_of}
    computed = {
        ratio.id: _shown(content.sheet.cells.get(addresses.cell(table.id, row.key, ratio.id)))
        for ratio in table.formulas
    }
    return ExportRow(texts, computed)


def _text(column: Field, row: FlatRow) -> str:
    given = row.cells.get(column.id)
    if given is None:
        return ""
    if given.status == NA:
        return absence_text(given.text)
    text = given.text
    return narrative_text(text) if column.type is FieldType.NARRATIVE else text


def _totals(content: Content, subject: Subject) -> dict[str, str]:
    """Return the stored totals as printed, in the unit of the sheet."""
    layout = subject.layout(subject.chosen)
    found = {}
    for column in layout.columns:
        figure = content.sheet.figures.get(f"{layout.name}.{column.id}")
        if column.id in layout.added and figure is not None:
            found[column.id] = _shown(Figure("", "", figure.value, layout.unit_of(column), column.places))
    for id in layout.computed:
        found[id] = _shown(content.sheet.figures.get(f"{layout.name}.{id}"))
    return {id: text for id, text in found.items() if text}


def _shown(figure: Figure | None) -> str:
    if figure is None or isinstance(figure.value, Missing | NotApplicable | Undefined):
        return ""
    return values.show(figure.value, figure.unit, figure.places)
