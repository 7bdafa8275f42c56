"""The rows of a table as the report shows them: typed and computed cells, units in the head, totals from the sheet."""

from dataclasses import dataclass

from rubrics.scoring.address import cell
from rubrics.scoring.results import Figure, Row
from rubrics.scoring.states import Known, Missing
from rubrics.scoring.types import Field, FieldType, Ratio, Table
from rubrics.scoring.units import MONEY, Unit, unit_of

from .blocks import Run
from .figures import Figures
from .public import HIDDEN

NUMBERS = frozenset({FieldType.AMOUNT, FieldType.COUNT, FieldType.NUMBER, FieldType.PERCENT})
SHORT = frozenset({FieldType.YES_NO, FieldType.DATE, FieldType.YEAR, FieldType.CHOICE})


@dataclass(frozen=True, slots=True)
class TablePrint:
    """One table of the filing: which columns are printed, and what stands in each cell."""

    table: Table
    figures: Figures

    def chosen(self, ids: tuple[str, ...]) -> tuple[Field | Ratio, ...]:
        """Return the columns of these ids in their order; without ids, all of the table."""
        every: dict[str, Field | Ratio] = {field.id: field for field in self.table.columns}
        every |= {ratio.id: ratio for ratio in self.table.formulas}
        return tuple(every[name] for name in ids if name in every) if ids else tuple(every.values())

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as submitted; those of a fixed table in the document's order."""
        typed = self.figures.source.answers.rows.get(self.table.id, ())
        if not self.table.fixed:
            return typed
        known = {row.key: row for row in typed}
        return tuple(known.get(key, Row(key, {})) for key in self.table.fixed)

    def unit(self, column: Field | Ratio) -> Unit:
        """Return the unit in the head of a column: for money the one chosen for the table."""
        chosen = self.figures.source.answers.figures.get(self.table.unit_from)
        money = column.unit.dimension == MONEY or (
            isinstance(column, Field) and column.type is FieldType.AMOUNT
        )
        if money and isinstance(chosen, str):
            return unit_of(chosen, self.figures.source.document.nouns) or column.unit
        return column.unit

    def title(self, column: Field | Ratio) -> str:
        """Return the head of a column: 预算数（元）."""
        name = self.unit(column).name
        return f"{column.title}（{name}）" if name not in ("", "%", "‰", "年") else column.title

    def value(self, row: Row, column: Field | Ratio) -> Known:
        """Return what stands in a cell, typed or computed."""
        found = self.figures.source.sheet.cells.get(cell(self.table.id, row.key, column.id))
        if found is not None:
            return found.value
        if column.id in self.table.fixed.get(row.key, {}):
            return self.table.fixed[row.key][column.id]
        return row.cells.get(column.id, Missing((cell(self.table.id, row.key, column.id),)))

    def run(self, row: Row, column: Field | Ratio) -> Run:
        """Return a cell's text with its marks."""
        if self.hides(column):
            return Run(HIDDEN)
        address = cell(self.table.id, row.key, column.id)
        value = self.value(row, column)
        if isinstance(value, Missing) and isinstance(column, Field) and column.required is not True:
            return Run("—")
        return self.figures.in_cell(Figure(address, column.title, value, self.unit(column), column.places))

    def hides(self, column: Field | Ratio) -> bool:
        """Whether this edition leaves a column out."""
        return self.figures.source.hides(f"{self.table.id}.{column.id}")

    def total(self, column: Field | Ratio) -> Run | None:
        """Return the total of a column as the sheet has it, or None where there is none."""
        found = self.figures.source.sheet.figures.get(f"{self.table.id}.{column.id}")
        if found is None:
            return None
        return self.figures.in_cell(
            Figure(found.address, found.title, found.value, self.unit(column), found.places, found.source)
        )

    def side(self, column: Field | Ratio) -> str:
        """Return where the text of a column stands: numbers at the end, short answers in the middle."""
        if isinstance(column, Ratio) or column.type in NUMBERS:
            return "end"
        return "middle" if column.type in SHORT else "start"


def is_narrative(column: Field | Ratio) -> bool:
    """Tell whether a column holds chapters of text."""
    return isinstance(column, Field) and column.type is FieldType.NARRATIVE
