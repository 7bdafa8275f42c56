"""Texts of the report: typed in the text form, shown below with their figures filled in."""

from crispy_forms.layout import LayoutObject

from evaluations.forms.layout import Place
from rubrics.scoring.index import field_address
from rubrics.scoring.types import Block

from .fields import FieldsBody, laid_out
from .page import Page, inputs_of
from .text_places import place_of_input
from .written import figures_told, written_of


def text_body(page: Page, block: Block, heads: frozenset[str]) -> FieldsBody:
    """Return the texts of a `text` block, one below the other."""
    fields = [field for field in inputs_of(page.content, block) if field_address(field) in heads]
    figures = figures_told(page.content) if fields and page.content.editing.ok else ()
    objects: list[LayoutObject] = [
        Place(
            field_address(field),
            template="evaluations/filing/narrative.html",
            written=written_of(
                page.content,
                field,
                page.content.flat.narratives.get(field.id, ""),
                figures,
                place_of_input(page.content, field.id),
            ),
            writable=page.content.editing.ok,
            alone=len(fields) == 1,
        )
        for field in fields
    ]
    return laid_out(page.form, objects)
