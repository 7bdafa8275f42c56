"""Whether a part of the outline is printed: its condition, asked of the frozen figures. Nothing is scored."""

from collections.abc import Callable, Mapping

from rubrics.scoring.address import cell, chapter, figure
from rubrics.scoring.formulas import Environment, Formula, compile_formula
from rubrics.scoring.results import Answers, Row, Sheet
from rubrics.scoring.states import Known, Missing
from rubrics.scoring.types import Document, Table

from .figures import Figures
from .notebook import Notebook
from .source import Source


def conditions_of(source: Source) -> Callable[[Formula], bool]:
    """Return the test for the conditions of one report. What cannot be decided is printed, never dropped."""
    figures = Figures(source, Notebook())
    rows = {table.id: rows_of(table, source.answers, source.sheet) for table in source.document.tables}

    def holds(condition: Formula) -> bool:
        compiled = compile_formula(condition)
        values = {need: value_of(need, figures) for need in compiled.needs}
        absent = source.answers.absent_tables
        return compiled(Environment(values, dict(rows), absent_tables=absent)) is not False

    return holds


def value_of(name: str, figures: Figures) -> Known:
    """Return a figure of the sheet, a typed answer or a constant by its name in a formula."""
    source = figures.source
    found = figures.find(name)
    if found is not None:
        return found.value
    if name in source.answers.figures:
        return source.answers.figures[name]
    if name in source.document.constants:
        return source.document.constants[name]
    return Missing((chapter(name) if _is_narrative(name, source.document) else figure(name),))


def rows_of(table: Table, answers: Answers, sheet: Sheet) -> list[dict[str, Known]]:
    """Return the rows of a table with every column, typed and computed, as conditions look at them."""
    typed = {row.key: row for row in answers.rows.get(table.id, ())}
    keys = table.fixed or typed
    columns = [*(field.id for field in table.columns), *(ratio.id for ratio in table.formulas)]
    return [{column: _cell(table, key, column, typed, sheet) for column in columns} for key in keys]


def _cell(table: Table, key: str, column: str, typed: Mapping[str, Row], sheet: Sheet) -> Known:
    address = cell(table.id, key, column)
    if address in sheet.cells:
        return sheet.cells[address].value
    if column in table.fixed.get(key, {}):
        return table.fixed[key][column]
    return typed[key].cells.get(column, Missing((address,))) if key in typed else Missing((address,))


def _is_narrative(name: str, document: Document) -> bool:
    return any(field.id == name and field.type.value == "narrative" for field in document.inputs)
