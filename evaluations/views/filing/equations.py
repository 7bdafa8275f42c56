"""Boxes in the order of their formula: a + b = c, a ÷ b = ratio. A figure put in the wrong place is seen at once."""

from decimal import Decimal

from crispy_forms.layout import LayoutObject

from evaluations.forms.layout import Printed, Row
from rubrics.scoring.types import Block

from .fields import FieldsBody, figure_text, laid_out, operand
from .lines_of_bands import line_of_ratio
from .page import Page
from .worth import worth_of

PLAIN = 5
"""a + b = c: three operands with a sign between each two."""
MINUS = "\N{MINUS SIGN}"
SIGNS = {"-": MINUS, "/": "÷", "*": "×", "(": "（", ")": "）"}


def equation_body(page: Page, block: Block, heads: frozenset[str]) -> FieldsBody:
    """Return the boxes, signs and computed values of an `equation` block."""
    placed: set[str] = set()
    objects = [_item(page, item, heads, placed) for item in block.items]
    plain = len(objects) == PLAIN and all(_is_sign(page, item) for item in block.items[1::2])
    whys = [why for item in block.items if (why := why_below(page, item)) is not None]
    return laid_out(page.form, [Row("eq" if plain else "eq-flow", objects), *whys])


def _item(page: Page, item: str, heads: frozenset[str], placed: set[str]) -> LayoutObject:
    index = page.content.index
    if item in index.ratios:
        return computed(page, item)
    if item in index.fields:
        seen = item in placed
        placed.add(item)
        return operand(page, index.fields[item], frozenset() if seen else heads)
    return Printed("evaluations/filing/sign.html", sign=SIGNS.get(item, item))


def _is_sign(page: Page, item: str) -> bool:
    return item not in page.content.index.fields and item not in page.content.index.ratios


def why_below(page: Page, item: str) -> LayoutObject | None:
    """Return 怎么算的 of a ratio: why it is formed so, and where it falls; None for anything else."""
    ratio = page.content.index.ratios.get(item)
    if ratio is None:
        return None
    value = page.content.sheet.figures[item].value
    line = line_of_ratio(page.content.program, item, value if isinstance(value, Decimal) else None)
    if line is None and not ratio.note:
        return None
    return Printed("evaluations/filing/ratio_why.html", line=line, note=ratio.note)


def computed(page: Page, name: str) -> Printed:
    """Return a computed value with what it is worth."""
    worth = worth_of(page.content, name)
    return Printed(
        "partials/calc.html",
        label=page.content.index.ratios[name].title,
        text=figure_text(page.content, name),
        note=worth.text if worth else "",
        look="differs" if worth and worth.warned else "",
    )
