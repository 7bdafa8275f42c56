"""What was filled in at the places of a filing: for comments, corrections and changes."""

from collections.abc import Iterator
from dataclasses import dataclass

from evaluations.selectors.places import NOTHING, table_of
from rubrics.scoring import address as addresses
from rubrics.scoring import narrative, values
from rubrics.scoring.address import Address, settled_line
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.answers import NA, Flat, Given, Reviewed
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.types import Document, Field, FieldType
from rubrics.scoring.units import Unit, unit_of


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place as a link: its address, what it is called, what stands there."""

    address: str
    title: str
    text: str = ""


def given_at(flat: Flat, where: str) -> Given:
    """Return what is filled in at a figure, an entry, an explanation or a cell; nothing for any other place."""
    place = addresses.parse(where)
    if isinstance(place, Address) and place.kind == "row" and len(place.path) > 2:
        table, key, column = place.path
        row = next((row for row in flat.rows.get(table, ()) if row.key == key), None)
        return row.cells.get(column, NOTHING) if row else NOTHING
    if isinstance(place, Address) and place.kind == "chapter":
        text, source = (found.get(place.path[0], "") for found in (flat.narratives, flat.narrative_sources))
        return Given(narrative_text(text), source=source)
    if isinstance(place, Address) and isinstance(flat, Reviewed) and (line := settled_line(place)):
        settled = flat.settled.get(line)
        return NOTHING if settled is None else Given(settled.text)
    return flat.answers.get(where, NOTHING)


def shown_at(document: Document, flat: Flat, where: str) -> str:
    """Return what is filled in at a place, as printed with its unit; '' where there is nothing."""
    given = given_at(flat, where)
    if given.status == NA:
        return f"无此事项：{given.text}"
    field = field_at(document, where)
    if not given.text or field is None or field.type is FieldType.NARRATIVE:
        return given.text
    unit = unit_at(document, flat, where) or field.unit
    parsed = values.parse(field, given.text, unit=unit if field.type is FieldType.AMOUNT else None)
    if isinstance(parsed, Problem):
        return given.text
    return values.show_with_unit(parsed.value, unit, field.places)


def unit_at(document: Document, flat: Flat, where: str) -> Unit | None:
    """Return the unit chosen for an amount of a table, None for any other cell and where none was to be chosen."""
    place, field = addresses.parse(where), field_at(document, where)
    table = table_of(document, place.path[0]) if isinstance(place, Address) and place.kind == "row" else None
    if table is None or not table.unit_from or field is None or field.type is not FieldType.AMOUNT:
        return None
    return unit_of(given_at(flat, addresses.figure(table.unit_from)).text, document.nouns)


def field_at(document: Document, where: str) -> Field | None:
    """Return what may be typed at a place, None where nothing may."""
    place = addresses.parse(where)
    if isinstance(place, Problem):
        return None
    line = settled_line(place)
    field = desk_of(document).settled_at(line) if line else desk_of(document).field_at(place)
    return None if isinstance(field, Problem) else field


def narrative_text(stored: str) -> str:
    """Return a stored narrative in its text form."""
    blocks = narrative.read_stored(stored) if stored else ()
    return stored if isinstance(blocks, list) else narrative.to_text_form(blocks)


def cells_of_row(document: Document, flat: Flat, table: str, key: str) -> Iterator[PlaceLink]:
    """Yield the typed cells of a row as places."""
    found = table_of(document, table)
    for column in found.columns if found else ():
        where = addresses.cell(table, key, column.id)
        if column.type is not FieldType.NARRATIVE and not column.given:
            yield PlaceLink(where, column.title, shown_at(document, flat, where))
