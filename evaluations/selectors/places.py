"""Places of a filing in words: what a person calls the place that an address names."""

from rubrics.scoring import address as addresses
from rubrics.scoring.address import EVIDENCE, OPTION, REASON, SCORE, SETTLED
from rubrics.scoring.index import TOTAL, columns_of, walk
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.answers import Flat, Given
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.rules import ChecklistRule
from rubrics.scoring.types import Check, CheckForm, Criterion, Document, Table

NOTHING = Given("")
LONGEST_NAME = 24
PARTS = {SCORE: "得分", OPTION: "选项", REASON: "未得满分原因", EVIDENCE: "佐证材料", SETTLED: "核定得分"}


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


def row_title(document: Document, flat: Flat, table: str, key: str) -> str:
    """Return 第 3 行（名称), or the name of a fixed row."""
    found = table_of(document, table)
    if found is not None and key in found.fixed:
        return key
    rows = flat.rows.get(table, ())
    at = next((number for number, row in enumerate(rows, start=1) if row.key == key), 0)
    if not at:
        return "已删去的一行"
    name = rows[at - 1].cells.get(found.row_title, NOTHING).text if found and found.row_title else ""
    return f"第 {at} 行" + (f"（{_short(name)}）" if name else "")


def table_title(document: Document, name: str) -> str:
    found = table_of(document, name)
    return found.title if found else name


def table_of(document: Document, name: str) -> Table | None:
    found = desk_of(document).table(name)
    return None if isinstance(found, Problem) else found


def _figure(document: Document, name: str) -> str:
    titles = {one.id: one.title for one in document.inputs}
    titles |= {one.id: one.title for one in document.ratios}
    return titles.get(name, name)


def _cell(document: Document, flat: Flat, table: str, rest: tuple[str, ...]) -> str:
    words = f"{table_title(document, table)} {row_title(document, flat, table, rest[0])}"
    found = table_of(document, table)
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
