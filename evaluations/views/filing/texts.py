"""What stands in a box: stored texts as they are printed, narratives in their text form."""

from rubrics.scoring import narrative, values
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.answers import Given
from rubrics.scoring.types import Field, FieldType, Table
from rubrics.scoring.units import MONEY, Unit, unit_of

from .content import Content

NUMBERS = frozenset({FieldType.AMOUNT, FieldType.COUNT, FieldType.NUMBER, FieldType.PERCENT})


def shown(field: Field, given: Given, unit: Unit | None = None) -> str:
    """Return a stored text as it stands in the box of `field`; what cannot be read stands as it was stored."""
    if given.status == "na" or field.type not in NUMBERS:
        return given.text
    parsed = values.parse(field, given.text, unit=unit)
    if isinstance(parsed, Problem):
        return given.text
    return parsed.shown.removesuffix("%") if field.type is FieldType.PERCENT else parsed.shown


def narrative_text(stored: str) -> str:
    """Return a stored narrative (JSON or text form) as the text form that is typed."""
    if not stored:
        return ""
    blocks = narrative.read_stored(stored)
    return stored if isinstance(blocks, list) else narrative.to_text_form(blocks)


def unit_for(content: Content, table: Table) -> Unit | None:
    """Return the unit chosen for the amounts of a table, None where the document fixes it or nothing is chosen."""
    chosen = content.answers.figures.get(table.unit_from) if table.unit_from else None
    return unit_of(chosen, content.document.nouns) if isinstance(chosen, str) else None


def unit_name(column: Field, unit: Unit | None) -> str:
    """Return the unit that stands with a column; `unit` is the one chosen for the amounts of its table."""
    if column.type is FieldType.PERCENT:
        return "%"
    if column.type not in NUMBERS:
        return ""
    return unit.name if unit is not None and column.unit.dimension == MONEY else column.unit.name
