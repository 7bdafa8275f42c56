"""The parsed pattern of 匹配."""

from collections.abc import Callable
from dataclasses import dataclass

type Test = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Single:
    """One character that passes the test."""

    test: Test


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: "tuple[Piece, ...]"


@dataclass(frozen=True, slots=True)
class Either:
    choices: "tuple[Piece, ...]"


@dataclass(frozen=True, slots=True)
class Repeat:
    part: "Piece"
    least: int
    most: int | None
    """None: without end."""


type Piece = Single | Sequence | Either | Repeat


def repeats(piece: Piece) -> bool:
    """Say whether a quantifier stands anywhere in `piece`."""
    match piece:
        case Single():
            return False
        case Sequence():
            return any(map(repeats, piece.parts))
        case Either():
            return any(map(repeats, piece.choices))
        case Repeat():
            return True
