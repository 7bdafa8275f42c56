"""上年 in rows: last year's row of the same key, or of the same name where only one is called so in each year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from evaluations.selectors.past_rows import names_before
from rubrics.scoring import address, values
from rubrics.scoring.formulas.text import length
from rubrics.scoring.reading.answers import FlatRow
from rubrics.scoring.states import Known, Prose, Value
from rubrics.scoring.types import Field, FieldType, Table
from rubrics.scoring.units import Unit

from .content import Content, cell_given
from .previous import Past, change_of, shortened


@dataclass(frozen=True, slots=True)
class PastTable:
    """`was` is what the table was called; `found` leads from a row of this year to the key of the same one then."""

    content: Content
    table: Table
    was: str
    found: Mapping[str, str]

    @property
    def own(self) -> bool:
        """Whether its rows are own indicators, all texts."""
        return self.table.id in self.content.index.criteria

    def value(self, key: str, column: Field) -> Known | None:
        """Return what stood in a cell then, None for nothing."""
        if self.content.past is None or key not in self.found:
            return None
        kept, then = self.content.past.kept, self.found[key]
        if self.own:
            rows = kept.flat.rows.get(self.was, ())
            return cell_given(next((one for one in rows if one.key == then), None), column.id).text or None
        figure = self.content.past.sheet.cells.get(address.cell(self.was, then, column.was or column.id))
        return None if figure is None or not isinstance(figure.value, Value.__value__) else figure.value


def past_table_of(content: Content, table: Table) -> PastTable | None:
    """Return what last year had in the rows of a table, None where it had none of them."""
    if content.past is None:
        return None
    criterion = content.index.criteria.get(table.id)
    was = table.was or (criterion.was if criterion else "") or table.id
    before = names_before(content.document, table, content.past, was)
    now = _names(content, table)
    found = {key: key for key in (*table.fixed, *now) if key in before}
    by_name = _once((name, key) for key, name in before.items())
    once = _once((name, key) for key, name in now.items())
    found |= {key: by_name[name] for name, key in once.items() if key not in found and name in by_name}
    return PastTable(content, table, was, found) if found else None


def _names(content: Content, table: Table) -> dict[str, str]:
    """Return key -> what this year's rows are called, '' for one without a name."""
    source, _, column = table.rows_from.partition(".")
    rows = content.rows(source or table.id)
    names = {row.key: cell_given(row, column or table.row_title).text.strip() for row in rows}
    criterion = content.index.criteria.get(table.id)
    given = getattr(criterion.rule, "given", ()) if criterion else ()
    return {**{one.name: one.name for one in given}, **names}


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return name -> key for the names that stand there only once."""
    found = list(pairs)
    counts = Counter(name for name, _ in found)
    return {name: key for name, key in found if name and counts[name] == 1}


def past_cell(
    past: PastTable | None,
    row: FlatRow | None,
    key: str,
    column: Field,
    typed: Known | None,
    unit: Unit | None,
) -> Past | None:
    """Return last year's content of a cell, None where nothing is known or nothing changed; names are not repeated."""
    if past is None or column.id == past.table.row_title or column.given:
        return None
    value = past.value(key, column)
    if past.own:
        typed = cell_given(row, column.id).text
    if value is None or value == typed:
        return None
    if isinstance(value, Prose):
        return Past(f"上年写了 {length(value)} 字", "", "", None, value.plain)
    shown_in = unit if unit is not None and column.type is FieldType.AMOUNT else column.unit
    field = replace(column, unit=shown_in)
    whole = values.show(value, field.unit, field.places)
    return Past(f"上年 {shortened(whole)}", change_of(past.content, field, typed, value), "", None)
