"""Panels of boxes: laid out by crispy in the order of the document; a figure of another page is only shown."""

from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject

from evaluations.forms.layout import Place, Printed, Row
from evaluations.forms.section import SectionForm
from evaluations.selectors.stages import stage_of
from rubrics.scoring import values
from rubrics.scoring.index import field_address, places_of
from rubrics.scoring.types import Block, Field, FieldType
from rubrics.scoring.values import show

from .anchors import place_url
from .content import Content
from .page import Page, inputs_of

SHORT = frozenset(
    {FieldType.AMOUNT, FieldType.COUNT, FieldType.NUMBER, FieldType.PERCENT, FieldType.DATE, FieldType.YEAR}
)
"""Boxes of these stand four in a row, others two."""


@dataclass(frozen=True, slots=True)
class FieldsBody:
    """One form of the page, and the helper that lays out the panel's part of it."""

    form: SectionForm
    helper: FormHelper


def fields_body(page: Page, block: Block, heads: frozenset[str]) -> FieldsBody:
    """Return the boxes of a `fields` block in a grid."""
    fields = inputs_of(page.content, block)
    objects = [operand(page, field, heads) for field in fields]
    return laid_out(page.form, [Row("boxes", objects)])


def laid_out(form: SectionForm, objects: list[LayoutObject]) -> FieldsBody:
    """Return a body that prints the given layout objects."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*objects)
    return FieldsBody(form, helper)


def operand(page: Page, field: Field, heads: frozenset[str]) -> LayoutObject:
    """Return the box of an input, or what was filled in elsewhere with the way there."""
    if field_address(field) not in heads:
        return elsewhere(page.content, field, page.number)
    if is_chooser(page.content, field):
        return Place(
            field_address(field), template="evaluations/filing/chooser.html", bad=_blocks(page, field)
        )
    return Place(
        field_address(field),
        css="box-short" if field.type in SHORT else "box-long",
        beside=page.beside.get(field_address(field), ()),
    )


def is_chooser(content: Content, field: Field) -> bool:
    """Say whether an input is the unit of a table: a chooser beside the table, not a box among boxes."""
    return any(table.unit_from == field.id for table in content.document.tables)


def _blocks(page: Page, field: Field) -> bool:
    where = field_address(field)
    return any(where in finding.places and finding.look == "block" for finding in page.findings)


def elsewhere(content: Content, field: Field, here: int) -> Printed:
    """Return a figure that is filled in on another page or further up, with its value and the way there."""
    where = field_address(field)
    value = content.sheet.figures[field.id].value
    number = stage_of(content.filing.version, where)
    return Printed(
        "evaluations/filing/elsewhere.html",
        label=field.title,
        text=show(value, field.unit, places_of(field)),
        unit=field.unit.name if field.unit.name != "%" else "",
        url=place_url(content, where, here),
        number=0 if number is None or number + 1 == here else number + 1,
    )


def figure_text(content: Content, name: str) -> str:
    """Return a figure of the sheet as printed."""
    figure = content.sheet.figures[name]
    return values.show(figure.value, figure.unit, figure.places)
