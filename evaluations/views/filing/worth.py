"""What a ratio is worth: the points of the row, or of the part of a row, that is scored by it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rubrics.scoring.results import Step
from rubrics.scoring.units import UNITS
from rubrics.scoring.values import show

from .content import Content

PART, VALUE = "part", "value"


@dataclass(frozen=True, slots=True)
class Worth:
    """`warned`: nothing at all was earned."""

    text: str
    warned: bool


def worth_of(content: Content, ratio: str) -> Worth | None:
    """Return what a ratio is worth, None for one that no row is scored by alone."""
    for line in content.sheet.lines.values():
        for points, award, steps in _scored(line.points, line.score, line.steps):
            if award is not None and _is_by(steps, ratio):
                said = f"得 {short_points(award)} / {short_points(points)} 分"
                return Worth(said, award == 0 and points > 0)
    return None


def _scored(
    points: Decimal, score: Decimal | None, steps: tuple[Step, ...]
) -> Iterator[tuple[Decimal, Decimal | None, tuple[Step, ...]]]:
    """Yield the row, and the parts of it: points, points earned, steps."""
    yield points, score, steps
    for step in steps:
        inner, whole, award = step.data.get("steps"), step.data.get("points"), step.data.get("award")
        if step.key == PART and isinstance(inner, tuple) and isinstance(whole, Decimal):
            yield from _scored(whole, award if isinstance(award, Decimal) else None, inner)


def _is_by(steps: tuple[Step, ...], ratio: str) -> bool:
    cited = [step.data.get("of") for step in steps if step.key == VALUE]
    return any(isinstance(one, Step) and one.data.get("name") == ratio for one in cited)


def short_points(value: Decimal) -> str:
    """Return points without trailing zeros, two places at most."""
    text = show(value, UNITS["分"], 2)
    return text.rstrip("0").rstrip(".") if "." in text else text
