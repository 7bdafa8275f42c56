"""What a sheet is read into: cells with their text as a person sees it, and what stands in the way of reading one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


class Cell(NamedTuple):
    """`text` as typed or computed; `trouble` says why it cannot be taken, with `todo`, both '' when it can.

    `exact` is False for a number that a formula gave: it may have more digits than are shown.
    """

    row: int
    column: int
    text: str
    trouble: str = ""
    todo: str = ""
    exact: bool = True

    @property
    def name(self) -> str:
        """The cell as spreadsheets call it: C12."""
        return f"{letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, all four included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


@dataclass(slots=True)
class Grid:
    """One sheet: cells that are not empty by row and column; merged areas; what is hidden; the range it claims."""

    name: str
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    claimed: Area | None = None

    @property
    def rows(self) -> list[int]:
        """The rows that hold something, in order."""
        return sorted(self.cells)

    def row(self, number: int) -> Mapping[int, Cell]:
        """Return the cells of a row by column."""
        return self.cells.get(number, {})

    @property
    def outgrown(self) -> bool:
        """Whether cells stand outside the range that the file claims."""
        claimed = self.claimed
        return claimed is not None and any(
            row > claimed.bottom or max(cells) > claimed.right for row, cells in self.cells.items()
        )


def letters(column: int) -> str:
    """Return the letters of a column, counted from 1: A, Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def position(reference: str) -> tuple[int, int] | None:
    """Return row and column of a reference such as C12, None for anything else."""
    match = _REFERENCE.fullmatch(reference.upper())
    if match is None:
        return None
    return int(match.group(2)), _column(match.group(1))


@lru_cache(maxsize=1024)
def _column(name: str) -> int:
    """Return the number of a column, counted from 1."""
    column = 0
    for sign in name:
        column = column * 26 + ord(sign) - ord("A") + 1
    return column


def area(reference: str) -> Area | None:
    """Return the rectangle of a reference such as A1:B4 or A1, None for anything else."""
    first, _, last = reference.partition(":")
    start, stop = position(first), position(last or first)
    if start is None or stop is None:
        return None
    return Area(
        min(start[0], stop[0]), min(start[1], stop[1]), max(start[0], stop[0]), max(start[1], stop[1])
    )
