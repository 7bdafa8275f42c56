"""Places of a filing in words, with what was filled in there: for comments, corrections and changes."""

from collections.abc import Iterator
from dataclasses import dataclass

from rubrics.scoring import address as addresses
from rubrics.scoring import narrative, values
from rubrics.scoring.address import EVIDENCE, OPTION, REASON, SCORE, SETTLED, Address, settled_line
from rubrics.scoring.index import TOTAL, columns_of, walk
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.answers import NA, Flat, Given, Reviewed
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.rules import ChecklistRule
from rubrics.scoring.types import Check, CheckForm, Criterion, Document, Field, FieldType, Table
from rubrics.scoring.units import Unit, unit_of

NOTHING = Given("")
LONGEST_NAME = 24
PARTS = {SCORE: "得分", OPTION: "选项", REASON: "未得满分原因", EVIDENCE: "佐证材料", SETTLED: "核定得分"}


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place as a link: its address, what it is called, what stands there."""

    address: str
    title: str
    text: str = ""


def place_title(document: Document, flat: Flat, where: str) -> str:
    """Return what a place is called; an address that the document does not know stands for itself."""
    place = addresses.parse(where)
    if isinstance(place, Problem):
        return where
    name, rest = place.path[0], place.path[1:]
    match place.kind:
        case "fig" | "chapter":
            return _figure(document, name)
        case "row":
            return _cell(document, flat, name, rest)
        case "line":
            return _line(document, name, rest)
        case "check":
            return _check(document, flat, name, rest)
    return table_title(document, name) if place.kind == "table" else desk_of(document).title_of(place)


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
    """Return the unit chosen for the amounts of a cell's table, None where none was to be chosen."""
    place = addresses.parse(where)
    table = _table(document, place.path[0]) if isinstance(place, Address) and place.kind == "row" else None
    if table is None or not table.unit_from:
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


def row_title(document: Document, flat: Flat, table: str, key: str) -> str:
    """Return 第 3 行（名称), or the name of a fixed row."""
    found = _table(document, table)
    if found is not None and key in found.fixed:
        return key
    rows = flat.rows.get(table, ())
    at = next((number for number, row in enumerate(rows, start=1) if row.key == key), 0)
    if not at:
        return "已删去的一行"
    name = rows[at - 1].cells.get(found.row_title, NOTHING).text if found and found.row_title else ""
    return f"第 {at} 行" + (f"（{_short(name)}）" if name else "")


def cells_of_row(document: Document, flat: Flat, table: str, key: str) -> Iterator[PlaceLink]:
    """Yield the typed cells of a row as places."""
    found = _table(document, table)
    for column in found.columns if found else ():
        where = addresses.cell(table, key, column.id)
        if column.type is not FieldType.NARRATIVE and not column.given:
            yield PlaceLink(where, column.title, shown_at(document, flat, where))


def table_title(document: Document, name: str) -> str:
    found = _table(document, name)
    return found.title if found else name


def _figure(document: Document, name: str) -> str:
    titles = {one.id: one.title for one in document.inputs}
    titles |= {one.id: one.title for one in document.ratios}
    return titles.get(name, name)


def _table(document: Document, name: str) -> Table | None:
    found = desk_of(document).table(name)
    return None if isinstance(found, Problem) else found


def _cell(document: Document, flat: Flat, table: str, rest: tuple[str, ...]) -> str:
    words = f"{table_title(document, table)} {row_title(document, flat, table, rest[0])}"
    found = _table(document, table)
    if len(rest) < 2 or found is None:
        return words
    column = next((one.title for one in columns_of(found) if one.id == rest[1]), rest[1])
    return f"{words} {column}"


def _line(document: Document, name: str, rest: tuple[str, ...]) -> str:
    criterion = next((one for one in walk(document.criteria) if one.id == name), None)
    if criterion is None:
        return TOTAL if name == TOTAL else " ".join((name, *rest))
    return " ".join((criterion.title, *(PARTS.get(part) or _item(criterion, part) for part in rest)))


def _item(criterion: Criterion, part: str) -> str:
    if isinstance(criterion.rule, ChecklistRule):
        for number, item in enumerate(criterion.rule.items, start=1):
            if item.id == part:
                return f"第 {number} 条"
    return part


def _check(document: Document, flat: Flat, name: str, rest: tuple[str, ...]) -> str:
    check = next((one for one in document.checks if one.id == name), None)
    if check is None:
        return name
    title = check.title or check.id
    return f"{title}{_case(document, flat, check, rest[0]) if rest else ''} 情况说明"


def _case(document: Document, flat: Flat, check: Check, key: str) -> str:
    """Return what one of several findings of a check is about: a figure of the bureau, or a row."""
    held = desk_of(document).held(key) if check.form is CheckForm.BUREAU else None
    return f" {held.title if held else row_title(document, flat, check.each, key)}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…"
