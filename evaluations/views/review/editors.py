"""审核得分: what a reviewer can put in place of an answer, as boxes; the document says what may be typed where."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from evaluations.selectors.places import place_title
from rubrics.scoring import address as addresses
from rubrics.scoring import wording
from rubrics.scoring.address import EVIDENCE, Address, settled_line
from rubrics.scoring.index import walk
from rubrics.scoring.lines import entries_of
from rubrics.scoring.reading.answers import NA
from rubrics.scoring.results import LineState, Sheet
from rubrics.scoring.rules import Entry, EntryKind
from rubrics.scoring.rules.settled import SETTLED
from rubrics.scoring.types import Criterion, Field, FieldType, Mode

from .places import field_at, given_at, shown_at, unit_at
from .seen import Seen

YES_NO = ("是", "否")


@dataclass(frozen=True, slots=True)
class EditBox:
    """One box. `kind` is choice, number, text or area; `value` is what counts for the verified score now."""

    address: str
    name: str
    title: str
    kind: str
    options: tuple[str, ...]
    value: str
    beside: str
    """What the department filed, or the system computed, as printed."""
    unit: str
    version: int
    corrected: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Editor:
    """The boxes of one line or place, with one reason for what is changed in them."""

    id: str
    boxes: tuple[EditBox, ...]
    reason: str
    problem: str = ""
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was typed into an editor and not stored: texts and problems by address, '' for the reason's."""

    id: str
    texts: Mapping[str, str]
    reason: str
    problems: Mapping[str, str]


def line_editor(seen: Seen, criterion: str, refused: Refusal | None = None) -> Editor | None:
    """Return the editor of a line, None where a person fills nothing in on it."""
    node = next((one for one in walk(seen.document.criteria) if one.id == criterion), None)
    places = list(line_places(node)) if node else []
    line = seen.verified.lines.get(criterion)
    if line is not None and line.state is LineState.NOT_APPLICABLE:
        places = [one for one in places if one[0] != addresses.line(criterion, addresses.SETTLED)]
    return _editor(seen, f"line:{criterion}", places, refused) if places else None


def place_editor(seen: Seen, where: str, refused: Refusal | None = None) -> Editor | None:
    """Return the editor of a figure, a cell or an entry of a line, None for any other place."""
    place = addresses.parse(where)
    if not isinstance(place, Address) or not (place.kind in {"fig", "row"} or is_entry(place)):
        return None
    field = field_at(seen.document, where)
    if field is None or field.given or field.type is FieldType.NARRATIVE:
        return None
    return _editor(seen, where, [(where, place_title(seen.document, seen.flat, where))], refused)


def is_entry(place: Address) -> bool:
    """Whether an address is one of a line's entries that bear on its score."""
    return place.kind == "line" and len(place.path) > 1 and place.path[-1] != addresses.REASON


def line_places(node: Criterion) -> list[tuple[str, str]]:
    """Return address and title of everything that is filled in on a line and bears on its score."""
    found = []
    entries = [entry for entry in entries_of(node) if entry.kind is not EntryKind.OWN]
    for number, entry in enumerate(entries, start=1):
        title = _title(entry, number, len(entries))
        found.append((entry.address, title))
        if entry.evidence:
            found.append((f"{entry.address}/{EVIDENCE}", f"{title} 佐证材料"))
    if node.evidence:
        found.append((addresses.line(node.id, EVIDENCE), "佐证材料"))
    if node.mode is Mode.REVIEWED:
        title = f"核定得分（0 至 {wording.points(node.points)} 分）"
        found.append((addresses.line(node.id, addresses.SETTLED), title))
    return found


def _title(entry: Entry, number: int, count: int) -> str:
    points = f"（{entry.points.normalize():f} 分）"
    return f"{number}．{entry.label}{points}" if count > 1 else f"{entry.label}{points}"


def _editor(seen: Seen, id: str, places: list[tuple[str, str]], refused: Refusal | None) -> Editor:
    mine = refused if refused is not None and refused.id == id else None
    boxes = tuple(
        box
        for number, (where, title) in enumerate(places)
        if (box := _box(seen, where, (f"value-{number}", title), mine)) is not None
    )
    reasons = [one.reason for one in seen.corrections if one.address in {box.address for box in boxes}]
    return Editor(
        id=id,
        boxes=boxes,
        reason=mine.reason if mine else "；".join(dict.fromkeys(reasons)),
        problem=mine.problems.get("", "") if mine else "",
        opened=mine is not None,
    )


def _box(seen: Seen, where: str, face: tuple[str, str], refused: Refusal | None) -> EditBox | None:
    field = field_at(seen.document, where)
    if field is None:
        return None
    name, title = face
    given, unit = given_at(seen.verified_flat, where), unit_at(seen.document, seen.flat, where) or field.unit
    value = "" if given.status == NA else given.text
    return EditBox(
        address=where,
        name=name,
        title=title,
        kind=_kind(field),
        options=_options(field),
        value=refused.texts.get(where, value) if refused else value,
        beside=_beside(seen, where),
        unit="%" if field.type is FieldType.PERCENT else unit.name,
        version=seen.versions.get(where, 0),
        corrected=where in seen.correction_at,
        problem=refused.problems.get(where, "") if refused else "",
    )


def _beside(seen: Seen, where: str) -> str:
    place = addresses.parse(where)
    line = settled_line(place) if isinstance(place, Address) else ""
    if line:
        return f"原计算：{computed_words(seen.verified, line)}；留空即按计算的分"
    return f"填报：{shown_at(seen.document, seen.flat, where) or '未填'}"


def computed_words(sheet: Sheet, line: str) -> str:
    """Return the points that the system gives a row, whatever a reviewer has set there."""
    found = sheet.lines[line]
    set_aside = next((step.data["computed"] for step in found.steps if step.key == SETTLED), found.score)
    return f"{wording.points(set_aside)} 分" if isinstance(set_aside, Decimal) else "没有算出得分"


def _kind(field: Field) -> str:
    if field.type in {FieldType.YES_NO, FieldType.CHOICE}:
        return "choice"
    if field.type in {FieldType.AMOUNT, FieldType.COUNT, FieldType.NUMBER, FieldType.PERCENT}:
        return "number"
    return "area" if field.max_length > 120 else "text"


def _options(field: Field) -> tuple[str, ...]:
    return YES_NO if field.type is FieldType.YES_NO else field.options
