"""From the bytes of a file to its sheets. Runs in a process of its own (`child`), whatever the file does to it."""

from dataclasses import dataclass

from .cells import Grid
from .package import Package
from .parts import SheetPart, Workbook, read_parts
from .refusal import USE_TEMPLATE, UnreadableError
from .sheet import Shared, read_sheet
from .strings import read_strings
from .styles import read_styles


@dataclass(slots=True)
class Opened:
    """A workbook whose sheets are read one at a time."""

    package: Package
    workbook: Workbook
    shared: Shared

    def grid(self, sheet: SheetPart) -> Grid:
        """Return one sheet. Raises UnreadableError."""
        return read_sheet(self.package, sheet.path, sheet.name, self.shared)


def open_book(data: bytes) -> Opened:
    """Return the workbook. Raises UnreadableError."""
    package = Package(data)
    workbook = read_parts(package)
    if not any(sheet.visible for sheet in workbook.sheets):
        raise UnreadableError("文件里没有能看见的工作表", USE_TEMPLATE)
    names = [sheet.name for sheet in workbook.sheets]
    if len(names) != len(set(names)):
        raise UnreadableError("文件里有重名的工作表，分不清读哪一张")
    strings, styles = read_strings(package, workbook.strings), read_styles(package, workbook.styles)
    return Opened(package, workbook, Shared(strings, styles, workbook.from_1904))
