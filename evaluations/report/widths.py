"""How wide the columns of a grid are: a number is never broken, text shares the rest, a wide grid lies across."""

from dataclasses import dataclass

from .blocks import Cell
from .letters import width

UPRIGHT_EMS, LYING_EMS = 42.0, 61.0
"""What a line of a table holds on an upright and on a lying page, in ems of its type."""
PADDING = 1.0
LONGEST_SHORT = 12.0
"""Up to here an answer of a narrow column stays on one line."""
LONGEST_WISH = 60.0
LEAST_TEXT = 4.5
SHORT_HEAD = 3.0
MARK_EMS = 0.7


@dataclass(frozen=True, slots=True)
class Wish:
    """What a column needs at least, and what it would like to have, in ems."""

    least: float
    best: float


def wish(head: str, side: str, cells: list[Cell]) -> Wish:
    """Return what a column asks for. Its head may take two lines."""
    longest = max((_cell_width(cell) for cell in cells), default=0.0) + PADDING
    heading = (width(head) if width(head) <= SHORT_HEAD else width(head) / 2 + 0.5) + PADDING
    if side == "start":
        return Wish(max(min(longest, LEAST_TEXT), heading), max(min(longest, LONGEST_WISH), heading))
    short = max(min(longest, LONGEST_SHORT) if side == "middle" else longest, heading)
    return Wish(short, short)


def fitted(wishes: list[Wish]) -> tuple[list[int], str]:
    """Return the widths in whole percents that add up to 100, and the look of the grid: '' or `broad`."""
    least = sum(one.least for one in wishes)
    room, look = (UPRIGHT_EMS, "") if least <= UPRIGHT_EMS else (LYING_EMS, "broad")
    spare = max(room - least, 0.0)
    asked = sum(one.best - one.least for one in wishes)
    share = min(spare / asked, 1.0) if asked else 0.0
    return _percents([one.least + share * (one.best - one.least) for one in wishes]), look


def _cell_width(cell: Cell) -> float:
    return max(
        (sum(width(run.text) + MARK_EMS * len(run.notes) for run in line) for line in cell.lines), default=0.0
    )


def _percents(wanted: list[float]) -> list[int]:
    total = sum(wanted)
    cuts = [round(100 * sum(wanted[: at + 1]) / total) for at in range(len(wanted))]
    return [right - left for left, right in zip([0, *cuts], cuts, strict=False)]
