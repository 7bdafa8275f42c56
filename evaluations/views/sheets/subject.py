"""The table that a sheet is of: found in the filing's document, with the unit that was chosen for it."""

from dataclasses import dataclass

from django.http import Http404

from evaluations.models import Filing
from evaluations.resources.layout import Layout
from evaluations.resources.tables import can_be_imported, layout_of
from rubrics.scoring import address as addresses
from rubrics.scoring.types import Document, Field, Table
from rubrics.scoring.units import UNITS, Unit
from rubrics.selectors.programs import document_for


@dataclass(frozen=True, slots=True)
class Subject:
    """`chooser` is the field that holds the unit of the amounts, None where the document fixes it."""

    filing: Filing
    document: Document
    table: Table
    chooser: Field | None

    @property
    def units(self) -> tuple[str, ...]:
        """The units that may be chosen."""
        return self.chooser.options if self.chooser else ()

    @property
    def chosen(self) -> str:
        """The unit that the filing has, '' where none is chosen yet. One query."""
        if self.chooser is None:
            return ""
        answer = self.filing.answers.filter(key=addresses.figure(self.chooser.id)).first()
        return answer.value if answer and answer.value in self.units else ""

    @property
    def about(self) -> str:
        """What stands below the title of a sheet."""
        return f"{self.filing.department.name}　{self.filing.cycle.year} 年度"

    @property
    def file_name(self) -> str:
        return f"{self.table.title}_{self.filing.department.name}_{self.filing.cycle.year}"

    def unit(self, name: str) -> Unit | None:
        """Return a unit that may be chosen by its name, else None."""
        return UNITS.get(name) if name in self.units else None

    def layout(self, unit: str) -> Layout:
        """Return the layout of the table's sheet with the chosen unit."""
        return layout_of(self.document, self.table, self.unit(unit))


def subject_or_404(filing: Filing, name: str) -> Subject:
    """Return a table whose rows the filer adds. Raises Http404 for any other name."""
    document = document_for(filing.version)
    table = next((one for one in document.tables if one.id == name and can_be_imported(one)), None)
    if table is None:
        raise Http404
    chooser = next((field for field in document.inputs if field.id == table.unit_from), None)
    return Subject(filing, document, table, chooser)
