"""From the bytes of a file to its sheets, or to a problem that says what the file is and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rubrics.scoring.problems import Problem

from . import limits
from .cells import Grid
from .package import Package
from .parts import SheetPart, Workbook, read_parts
from .refusal import USE_TEMPLATE, UnreadableError
from .sheet import Shared, read_sheet
from .strings import read_strings
from .styles import read_styles

FILE = "file"
"""Where a problem is that concerns the whole file."""


@dataclass(slots=True)
class Book:
    """A workbook whose sheets are read when they are asked for."""

    package: Package
    workbook: Workbook
    shared: Shared
    grids: dict[str, Grid] = field(default_factory=dict)

    @property
    def visible(self) -> tuple[SheetPart, ...]:
        return tuple(sheet for sheet in self.workbook.sheets if sheet.visible)

    @property
    def hidden(self) -> tuple[str, ...]:
        """Names of the sheets that are hidden."""
        return tuple(sheet.name for sheet in self.workbook.sheets if not sheet.visible)

    def sheets(self, first: str = "") -> Iterator[Grid]:
        """Yield the visible sheets in order, the one called `first` before the others."""
        wanted = sorted(self.visible, key=lambda sheet: sheet.name != first)
        for sheet in wanted[: limits.MOST_SHEETS_READ]:
            if sheet.name not in self.grids:
                self.grids[sheet.name] = read_sheet(self.package, sheet.path, sheet.name, self.shared)
            yield self.grids[sheet.name]


def open_book(data: bytes) -> Book:
    """Return the workbook. Raises UnreadableError."""
    package = Package(data)
    workbook = read_parts(package)
    if not any(sheet.visible for sheet in workbook.sheets):
        raise UnreadableError("文件里没有能看见的工作表", USE_TEMPLATE)
    strings, styles = read_strings(package, workbook.strings), read_styles(package, workbook.styles)
    return Book(package, workbook, Shared(strings, styles, workbook.from_1904))


def read_book(data: bytes) -> Book | Problem:
    """Return the workbook, or why it cannot be read."""
    try:
        return open_book(data)
    except UnreadableError as error:
        return Problem(FILE, error.what, error.todo)
