"""财政预置数 under a box: what the bureau holds, and how far it is from what was typed."""

from dataclasses import dataclass
from decimal import Decimal

from rubrics.scoring import values
from rubrics.scoring.types import Field

from .content import Content


@dataclass(frozen=True, slots=True)
class Preset:
    """`difference` says 多 or 少 by how much, '' where both are the same."""

    text: str
    same: bool
    difference: str


def preset_of(content: Content, field: Field) -> Preset | None:
    """Return the bureau's figure for an input, None where it holds none."""
    held = content.answers.presets.get(field.id)
    if held is None:
        return None
    text = f"财政数 {values.show(held, field.unit, field.places)}"
    typed = content.answers.figures.get(field.id)
    if not isinstance(held, Decimal) or not isinstance(typed, Decimal):
        return Preset(text, same=held == typed, difference="" if held == typed else "未填")
    apart = values.show(abs(typed - held), field.unit, field.places)
    return Preset(text, same=typed == held, difference=f"{'多' if typed > held else '少'} {apart}")
