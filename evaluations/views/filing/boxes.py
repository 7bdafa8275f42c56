"""Boxes of figures: the Django field of each with what is stored, or what was typed and refused, and its marks."""

from django import forms

from evaluations.forms.section import Box
from evaluations.forms.stamps import FILLED, NOT_APPLICABLE, Stamp, stamp
from evaluations.forms.widgets import form_field, lock
from evaluations.selectors.unit_places import FROM_THE_PORTAL
from rubrics.scoring.index import field_address
from rubrics.scoring.reading.answers import Given
from rubrics.scoring.types import Field, FieldType

from .anchors import take_url
from .attempt import Attempt
from .content import Content
from .presets import preset_of
from .previous import past_of, waiting_at
from .texts import narrative_text, shown

REQUIRED, OPTIONAL, UNDECIDED = "必填", "选填", "视情况必填"
GIVEN_NOTE = "由系统按登记信息带入。有误的，请联系系统管理员核对部门信息。"
LINE, MOST_LINES = 54, 14
"""Characters on a line of a text, and lines after which it scrolls on screen; on paper it has all of them."""
TALL = "data-tall"
"""Attribute of a box that is cut to so many lines on screen (fields.css)."""
MARKS = {True: REQUIRED, False: OPTIONAL, None: UNDECIDED}


def box_of(content: Content, field: Field, attempt: Attempt) -> Box:
    """Return the box of one input."""
    address = field_address(field)
    given = stored(content, field)
    box = form_field(field)
    _mark(box, content, field, given)
    if field.given or not content.editing.ok:
        return _locked(box, content, field, given)
    text, status = attempt.kept.get(address, (given.text, given.status))
    _fit(box, text)
    return Box(
        address,
        box,
        text,
        status,
        base_of(content, address, given),
        field.allow_na,
    )


def stored(content: Content, field: Field) -> Given:
    """Return what is stored of an input, as it stands in its box."""
    if field.type is FieldType.NARRATIVE:
        flat = content.flat
        return Given(
            narrative_text(flat.narratives.get(field.id, "")),
            source=flat.narrative_sources.get(field.id, ""),
        )
    given = content.given(field_address(field))
    return Given(shown(field, given), given.status, given.source)


def base_of(content: Content, address: str, given: Given) -> Stamp:
    """Return the stamp of a box that shows what is stored."""
    return stamp(content.version(address), given.text, _plain(given.status))


def source_note(given: Given) -> str:
    """Return the sentence on an answer that the filer did not give, '' for his own."""
    if not given.source or given.source == FROM_THE_PORTAL:
        return ""
    return f"{given.source}，打印时注明。" if given.source.startswith("由") else f"来源：{given.source}。"


def lines_in(text: str, width: int) -> int:
    """Return how many lines a text takes of so many characters each."""
    return sum(-(-len(line) // width) or 1 for line in text.split("\n"))


def _fit(box: forms.Field, text: str) -> None:
    """Give a text as many lines as it has, within reason on screen."""
    if isinstance(box.widget, forms.Textarea):
        lines = lines_in(text, LINE) + 1
        box.widget.attrs["rows"] = max(2, lines)
        if lines > MOST_LINES:
            box.widget.attrs[TALL] = MOST_LINES


def _mark(box: forms.Field, content: Content, field: Field, given: Given) -> None:
    marks = {
        "mark": "" if field.given else MARKS[content.holds(field.required)],
        "preset": preset_of(content, field),
        "past": past_of(content, field),
        "waiting": waiting_at(content, field),
        "take_url": take_url(content.filing, field_address(field)),
    }
    for name, value in marks.items():
        setattr(box, name, value)
    box.help_text = source_note(given) + field.help


def _locked(box: forms.Field, content: Content, field: Field, given: Given) -> Box:
    if field.given:
        box.locked = GIVEN_NOTE  # type: ignore[attr-defined]
    lock(box)
    absent = given.status == NOT_APPLICABLE
    return Box(field_address(field), box, f"无此事项：{given.text}" if absent else given.text)


def _plain(status: str) -> str:
    return NOT_APPLICABLE if status == NOT_APPLICABLE else FILLED
