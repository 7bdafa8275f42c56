"""What was noticed while a file was read: cells that are wrong, and what will not be taken, to be agreed to."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """How much a remark matters."""

    WRONG = "wrong"
    """Nothing is imported until it is mended in the file."""
    LEFT_OUT = "left_out"
    """Something of the file is not taken, or taken although hidden: the person must agree."""
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: `place` names a cell (C12), a row, a sheet or nothing; `todo` is '' where nothing is to be done."""

    weight: Weight
    place: str
    what: str
    todo: str = ""


def wrong(place: str, what: str, todo: str) -> Remark:
    """Return what must be mended in the file."""
    return Remark(Weight.WRONG, place, what, todo)


def left_out(place: str, what: str, todo: str = "") -> Remark:
    """Return what is not taken, or what a person may not have seen."""
    return Remark(Weight.LEFT_OUT, place, what, todo)


def note(place: str, what: str) -> Remark:
    """Return what is good to know."""
    return Remark(Weight.NOTE, place, what)
