"""Last year of the same department, as the portal has it: figures and texts under this year's names."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from evaluations.models import Cycle, Filing
from evaluations.workflow import FINISHED, State
from rubrics.scoring import address as addresses
from rubrics.scoring.presets import Part, held_columns
from rubrics.scoring.reading.answers import NA, Given
from rubrics.scoring.results import Sheet
from rubrics.scoring.states import Known, Missing, Value
from rubrics.scoring.types import Document, Field, Ratio

from .snapshots import Frozen, frozen, latest_snapshot

FROM_PAST = "上年数"
"""The source of an answer that was taken over from last year."""


@dataclass(frozen=True, slots=True)
class Past:
    """`settled`: the year was approved, so that the verified figures count; else those that were sent."""

    year: int
    settled: bool
    kept: Frozen
    formerly: str = ""
    """The department whose last year it is, where that is another one."""

    @property
    def origin(self) -> str:
        """Where the figures come from, in words."""
        whose = f"（{self.formerly}）" if self.formerly else ""
        return f"{self.year} 年度自评{'审定数' if self.settled else '报送数'}{whose}"

    @property
    def sheet(self) -> Sheet:
        return self.kept.verified or self.kept.sheet if self.settled else self.kept.sheet

    def value(self, one: Field | Ratio) -> Known:
        """Return last year's answer under this year's name (`was` leads from one to the other)."""
        figure = self.sheet.figures.get(one.was or one.id)
        return Missing(()) if figure is None else figure.value

    def figures(self, document: Document) -> Mapping[str, Value]:
        """Return every figure that has a value, and every cell of a fixed row by its key (rubrics.scoring.presets)."""
        named: tuple[Field | Ratio, ...] = (*document.inputs, *document.ratios)
        found = {one.id: self.value(one) for one in named} | self._cells(document)
        return {id: value for id, value in found.items() if isinstance(value, Value.__value__)}

    def _cells(self, document: Document) -> dict[str, Known]:
        """Return the cells of the fixed rows that both years have; a row has the same name in both."""
        cells = {
            str(Part(table.id, column.id, row)): addresses.cell(
                table.was or table.id, row, column.was or column.id
            )
            for table in document.tables
            for column in held_columns(table)
            for row in table.fixed
        }
        present = {key: self.sheet.cells[where] for key, where in cells.items() if where in self.sheet.cells}
        return {key: figure.value for key, figure in present.items()}

    def narrative(self, field: Field) -> str:
        """Return the stored text of a narrative, '' for none."""
        return self.kept.flat.narratives.get(field.was or field.id, "")

    def absence(self, field: Field) -> Given | None:
        """Return 无此事项 with its reason where last year said so."""
        given = self.kept.flat.answers.get(f"fig:{field.was or field.id}")
        return given if given is not None and given.status == NA else None


def past_of(filing: Filing) -> Past | None:
    """Return last year in the same place, None where nothing was sent then. Two queries.

    A department that came out of exactly one other, and has no last year of its own, has that one's.
    """
    found = Filing.objects.filter(
        Q(department=filing.department_id) | Q(department__successor=filing.department_id),
        cycle__year=filing.cycle.year - 1,
        cycle__place=filing.cycle.place,
        cycle__mode=Cycle.Mode.FORMAL,
        subject_key=filing.subject_key,
    )
    filings = list(found.select_related("department"))
    own = [one for one in filings if one.department_id == filing.department_id]
    before = own or filings
    snapshot = latest_snapshot(before[0]) if len(before) == 1 else None
    if snapshot is None:
        return None
    kept = frozen(snapshot)
    formerly = "" if own else kept.department
    return Past(filing.cycle.year - 1, State(before[0].state) in FINISHED, kept, formerly)
