"""A file is read by a process of its own; here its sheets are taken over, one when it is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from evaluations.resources.caps import GaveUpError, run_apart
from rubrics.scoring.problems import Problem

from . import wire
from .cells import Grid
from .refusal import USE_TEMPLATE, UnreadableError

FILE = "file"
"""Where a problem is that concerns the whole file."""
CHILD = "evaluations.resources.book.child"
GAVE_UP = "文件太复杂，读取时超过了限制"


@dataclass(slots=True)
class Book:
    """The sheets of a file by name: those that are visible in order, and the names of the hidden ones."""

    visible: tuple[str, ...]
    hidden: tuple[str, ...]
    lines: dict[str, bytes]
    grids: dict[str, Grid] = field(default_factory=dict)

    def sheets(self, first: str = "") -> Iterator[Grid]:
        """Yield the visible sheets in order, the one called `first` before the others. Raises UnreadableError."""
        for name in sorted(self.lines, key=lambda name: name != first):
            if name not in self.grids:
                self.grids[name] = wire.grid_of(wire.read(self.lines[name]))
            yield self.grids[name]


def read_book(data: bytes) -> Book | Problem:
    """Return the workbook, or why it cannot be read. What the file does to its reader stays in the reader's process."""
    try:
        head, *lines = run_apart(CHILD, data).splitlines()
        said = wire.read(head)
    except UnreadableError as error:
        return Problem(FILE, error.what, error.todo)
    except (GaveUpError, ValueError):
        return Problem(FILE, GAVE_UP, USE_TEMPLATE)
    return Book(
        tuple(said["visible"]), tuple(said["hidden"]), dict(zip(said["visible"], lines, strict=False))
    )
