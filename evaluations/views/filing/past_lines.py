"""上年 in the indicator tree: what last year's row came to, and what was ticked, chosen, scored and written then."""

from rubrics.scoring import values
from rubrics.scoring.address import EVIDENCE, REASON, SCORE, Address
from rubrics.scoring.formulas.text import length
from rubrics.scoring.types import Criterion, Field

from .content import Content
from .previous import Past, change_of, shortened
from .worth import short_points


def past_score_of(content: Content, node: Criterion) -> str:
    """Return what the same row came to last year and where that comes from, '' where nothing is known."""
    past = content.past
    line = past.sheet.lines.get(node.was or node.id) if past else None
    if past is None or line is None or line.score is None:
        return ""
    return f"上年得 {short_points(line.score)} / {short_points(line.points)} 分（{past.origin}）"


def past_entry(content: Content, place: Address, field: Field) -> Past | None:
    """Return last year's answer at a place of a row, None where there is none or it is the same.

    An empty score has none: what the row came to stands above it.
    """
    if content.past is None:
        return None
    node = content.index.criteria[place.path[0]]
    was = str(Address(place.kind, (node.was or node.id, *place.path[1:])))
    value, typed = content.past.kept.answers.entries.get(was), content.answers.entries.get(str(place))
    if value is None or value == typed or (place.path[-1] == SCORE and typed is None):
        return None
    if place.path[-1] in {REASON, EVIDENCE}:
        words = str(value)
        return Past(f"上年写了 {length(words)} 字", "", "", None, words)
    shown = shortened(values.show(value, field.unit, field.places))
    return Past(f"上年 {shown}", change_of(content, field, typed, value), "", None)
