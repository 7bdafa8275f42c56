"""What was noticed while a file was read: cells that are wrong, and what will not be taken, to be agreed to."""

from collections.abc import Iterable, Sequence
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


def remarks_as_data(remarks: Iterable[Remark]) -> list[list[str]]:
    """Return remarks as they are kept until a file is confirmed."""
    return [[one.weight.value, one.place, one.what, one.todo] for one in remarks]


def remarks_of(data: Iterable[Sequence[str]]) -> list[Remark]:
    """Return remarks out of what was kept."""
    return [Remark(Weight(weight), place, what, todo) for weight, place, what, todo in data]
