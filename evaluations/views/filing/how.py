"""The one line below a row of 实时测算: what decided its points."""

from decimal import Decimal

from rubrics.scoring import wording
from rubrics.scoring.results import Line, Sheet, Step

PART = "part"
AFTERWARDS = frozenset({"rounding", "reason_missing", "value", "item", "unproven"})
"""Steps that decide nothing by themselves, or of which there are many."""
LONGEST = 64


def how_of(line: Line, sheet: Sheet) -> str:
    """Return what decided the points of a row: its band, its veto, or what each of its parts got."""
    parts = [_part(step) for step in line.steps if step.key == PART]
    if parts:
        return "；".join(parts)
    deciding = [step for step in line.steps if step.key not in AFTERWARDS]
    said = wording.sentence(deciding[-1], sheet).rstrip("。") if deciding else ""
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"


def _part(step: Step) -> str:
    award = step.data.get("award")
    got = wording.points(award.quantize(Decimal("0.01"))) if isinstance(award, Decimal) else "未得出"
    return f"{step.data.get('title')} {got}"
