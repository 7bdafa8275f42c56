"""The Django form field for each kind of figure. Nothing is cleaned here: the service's parsers do that, once."""

from django import forms

from rubrics.scoring.types import Field, FieldType
from rubrics.scoring.values.texts import NARRATIVE_LENGTH

NUMBERS = frozenset({FieldType.AMOUNT, FieldType.COUNT, FieldType.NUMBER, FieldType.PERCENT})
NUMBER_ATTRS = {"data-num": "", "inputmode": "decimal", "autocomplete": "off"}
YES_NO = ("是", "否")
NOT_CHOSEN = [("", "请选择")]
NOT_FILLED = [("", "未填")]
LONG_TEXT = 120
"""A text that may be longer than this many characters gets more than one line."""
NARRATIVE_ROWS, TEXT_ROWS = 8, 2
SEGMENTS = 3
"""Up to so many choices stand side by side; more go into a list."""


def form_field(field: Field) -> forms.Field:
    """Return the box for a figure, with unit, source, help and 常见错误 as portal_ui's `field` tag prints them."""
    box = _box(field)
    box.label = field.title
    box.help_text = field.help
    box.required = False
    for name, text in {
        "unit": unit_beside(field),
        "source": field.source,
        "mistakes": field.mistakes,
    }.items():
        setattr(box, name, text)
    return box


def unit_beside(field: Field) -> str:
    """Return the unit that stands beside the box, '' where there is none."""
    if field.type is FieldType.PERCENT:
        return "%"
    return field.unit.name if field.type in NUMBERS else ""


def _box(field: Field) -> forms.Field:
    if field.type is FieldType.YES_NO:
        return choices(YES_NO, open_ended=field.required is not True)
    if field.type is FieldType.CHOICE:
        return choices(field.options, open_ended=field.required is not True)
    return forms.CharField(widget=_text(field))


def _text(field: Field) -> forms.Widget:
    if field.type in NUMBERS:
        return forms.TextInput(attrs=dict(NUMBER_ATTRS))
    if field.type is FieldType.NARRATIVE:
        limit = field.max_length or NARRATIVE_LENGTH
        return forms.Textarea(attrs={"rows": NARRATIVE_ROWS, "data-narrative": "", "data-limit": limit})
    if field.type is FieldType.TEXT and field.max_length > LONG_TEXT:
        return forms.Textarea(attrs={"rows": TEXT_ROWS})
    if field.type is FieldType.DATE:
        return forms.TextInput(attrs={"placeholder": "年-月-日", "autocomplete": "off"})
    return forms.TextInput(attrs={"autocomplete": "off"})


def choices(options: tuple[str, ...], *, open_ended: bool = False) -> forms.ChoiceField:
    """Return a choice: side by side while few, else a list with an empty first entry.

    `open_ended`: an answer can be taken back, so that few choices need one that says 未填.
    """
    pairs = [(option, option) for option in options]
    if len(options) > SEGMENTS:
        return forms.ChoiceField(choices=NOT_CHOSEN + pairs, widget=forms.Select)
    return forms.ChoiceField(choices=(NOT_FILLED if open_ended else []) + pairs, widget=forms.RadioSelect)


def lock(box: forms.Field) -> None:
    """Have a box show its content and take none, without a word about it: the page says why once."""
    by_choice = isinstance(box.widget, forms.RadioSelect | forms.Select | forms.CheckboxInput)
    box.widget.attrs["disabled" if by_choice else "readonly"] = True
