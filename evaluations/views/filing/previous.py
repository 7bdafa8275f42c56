"""上年数 under a box: what last year's answer was and from where, how it changed, and what may be taken over."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from evaluations.selectors.past_rows import past_rows
from rubrics.scoring import address, values
from rubrics.scoring.address import Address
from rubrics.scoring.formulas.dependencies import dependencies_of
from rubrics.scoring.formulas.text import length
from rubrics.scoring.index import field_address
from rubrics.scoring.lineage import former_names
from rubrics.scoring.presets import NUMBERS
from rubrics.scoring.reading.answers import TO_CONFIRM, Given
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.states import Known, NotApplicable, Prose, Value
from rubrics.scoring.types import Field, FieldType, Table
from rubrics.scoring.units import UNITS

from .content import Content, cell_given
from .past_texts import PastText, past_text_of
from .presets import Press
from .texts import narrative_text

TAKE_PAST, CONFIRM, WHOLE_PAGE, TAKE_ROWS = "past", "confirm", "page", "rows"
LONGEST = 40
_TOKEN = re.compile(r"\{\{([^{}|]+)")
PERCENT, POINTS = UNITS["%"], " 个百分点"


@dataclass(frozen=True, slots=True)
class Past:
    """`change` says by how much this year differs, or why that is not said; `origin` where last year's comes from."""

    text: str
    change: str
    origin: str
    press: Press | None
    whole: str = ""
    """Last year's words where they are too long to stand below a box: shown when they are asked for."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What was taken over and waits for the filer's word."""

    text: str
    press: Press | None


def past_of(content: Content, field: Field) -> Past | None:
    """Return last year's answer for an input, None where nothing is to be said of it."""
    if field.given:
        return None
    compares = field.type in NUMBERS or field.carry
    origin = _origin(content, field) if compares else ""
    value = content.answers.previous.get(field.id)
    absent = content.past.value(field) if content.past and value is None else None
    if isinstance(absent, NotApplicable):
        return Past("上年无此事项", "", origin, _press(content, field))
    if value is None:
        return Past("上年未填", "", origin, None) if compares and _asked(content, field) else None
    if isinstance(value, Prose):
        text = past_text_of(content, field) or PastText(value.plain, length(value))
        return Past(f"上年写了 {text.count} 字", "", origin, _press(content, field), text.words)
    whole = values.show(value, field.unit, field.places)
    change = change_of(content, field, content.answers.figures.get(field.id), value)
    long = whole if len(whole) > LONGEST else ""
    return Past(f"上年 {shortened(whole)}", change, origin, _press(content, field), long)


def past_at(content: Content, key: str, typed: Known | None) -> Past | None:
    """Return last year's figure for a cell of a fixed row by its key, None where nothing is known."""
    field, value = desk_of(content.document).held(key), content.answers.previous.get(key)
    if field is None or value is None:
        return None
    shown = shortened(values.show(value, field.unit, field.places))
    return Past(f"上年 {shown}", change_of(content, field, typed, value), _origin(content, field), None)


def _asked(content: Content, field: Field) -> bool:
    """Say whether last year's form had the input at all."""
    return content.past is not None and (field.was or field.id) in content.past.sheet.figures


def _origin(content: Content, field: Field) -> str:
    if content.past is not None and field.id in content.past.figures(content.document):
        return content.past.origin
    return content.flat.previous_origins.get(field.id, content.past.origin if content.past else "")


def shortened(text: str) -> str:
    """Return the beginning of words that are too long to stand below a box."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…（{len(text)} 字）"


def change_of(content: Content, field: Field, typed: Known | None, last: Known | None) -> str:
    """Say how far this year is from last year, amount and rate."""
    if field.type not in NUMBERS or not isinstance(typed, Decimal) or not isinstance(last, Decimal):
        return ""
    reason = incomparable(content)
    if reason:
        return reason
    if typed == last:
        return "与上年相同"
    word, apart = ("增" if typed > last else "减"), abs(typed - last)
    if field.unit == PERCENT:
        return f"{word} {values.show(apart, field.unit, field.places).removesuffix('%')}{POINTS}"
    amount = f"{word} {values.show(apart, field.unit, field.places)}"
    if last == 0:
        return f"{amount}，上年为零不算增减率"
    return f"{amount}，{values.show(apart / abs(last), PERCENT, content.document.rounding.ratios)}"


def incomparable(content: Content) -> str:
    """Say why last year's figures do not compare, '' where they do or the document leaves it open."""
    condition = content.document.comparable
    if condition is None or content.holds(condition) is not False:
        return ""
    said = []
    for name in dependencies_of(condition).figures:
        field, value = content.index.fields.get(name), content.answers.figures.get(name)
        if field is not None and isinstance(value, Value.__value__):
            said.append(f"{field.title}为“{values.show(value, field.unit, field.places)}”")
    return f"不可比：{'，'.join(said)}"


def _press(content: Content, field: Field) -> Press | None:
    if not can_be_taken(content, field):
        return None
    return Press("带入上年内容", f"{TAKE_PAST}|{field_address(field)}")


def can_be_taken(content: Content, field: Field) -> bool:
    """Say whether last year's content can be taken over: the document allows it, it is there, the place is empty."""
    if not (field.carry and content.editing.ok) or not carried_text(content, field):
        return False
    if field.type is FieldType.NARRATIVE:
        return field.id not in content.flat.narratives
    return field_address(field) not in content.flat.answers


def carried_text(content: Content, field: Field) -> str:
    """Return last year's content as it would be typed this year; tokens of renamed figures have the new names."""
    if field.type is FieldType.NARRATIVE:
        text = narrative_text(content.past.narrative(field)) if content.past else ""
        return _TOKEN.sub(lambda token: "{{" + _present(content, token.group(1).strip()), text)
    value = content.answers.previous.get(field.id)
    return "" if value is None else values.show(value, field.unit, field.places)


def _present(content: Content, name: str) -> str:
    names = former_names(content.document)
    present = {was: id for kind in ("inputs", "ratios") for id, was in names[kind].items()}
    return present.get(name, name)


def taken_on(content: Content, fields: Iterable[Field]) -> list[Field]:
    """Return the inputs among some that can be taken over now."""
    return [field for field in fields if can_be_taken(content, field)]


def waiting_at(content: Content, field: Field) -> Waiting | None:
    """Return the mark of an input that was taken over and is not confirmed, None for any other."""
    where = field_address(field)
    if not content.flat.waits(where):
        return None
    return Waiting("待确认：由上年带入，确认以前不算已填。", _confirm(content, where))


def waiting_row(content: Content, given: Given, where: str) -> Waiting | None:
    """Return the mark of a row that was taken over and is not confirmed, by what stands in the cell that names it."""
    return Waiting("待确认", _confirm(content, where)) if given.status == TO_CONFIRM else None


def _confirm(content: Content, where: str) -> Press | None:
    return Press("确认无误", f"{CONFIRM}|{where}") if content.editing.ok else None


def waits(content: Content, place: Address) -> bool:
    """Say whether what stands in a cell was taken over and is not confirmed yet."""
    table, key, column = place.path
    row = next((one for one in content.rows(table) if one.key == key), None)
    return cell_given(row, column).status == TO_CONFIRM


@dataclass(frozen=True, slots=True)
class PastRows:
    """How many rows of last year a table can be filled with, from where, and the button."""

    count: int
    origin: str
    press: Press


def past_rows_of(content: Content, table: Table) -> PastRows | None:
    """Return last year's rows for a table that is empty, None where none can be taken over."""
    empty = not content.rows(table.id) and table.id not in content.answers.absent_tables
    if content.past is None or not (empty and content.editing.ok):
        return None
    count = len(past_rows(content.document, table, content.past))
    press = Press(f"带入上年的 {count} 行", f"{TAKE_ROWS}|{address.table(table.id)}")
    return PastRows(count, content.past.origin, press) if count else None
