"""The process that reads a file: capped before the first byte."""

import sys

from evaluations.resources.caps import cap

from . import limits, wire
from .opening import open_book
from .refusal import UnreadableError


def main() -> None:
    """Write the sheets of the file on standard input, a line each."""
    cap()
    out = sys.stdout.buffer
    try:
        opened = open_book(sys.stdin.buffer.read())
    except UnreadableError as error:
        out.write(wire.refused(error))
        return
    sheets = opened.workbook.sheets
    visible = [one for one in sheets if one.visible][: limits.MOST_SHEETS_READ]
    out.write(
        wire.names(
            [one.name for one in sheets if one.visible], [one.name for one in sheets if not one.visible]
        )
    )
    for one in visible:
        try:
            out.write(wire.sheet(opened.grid(one)))
        except UnreadableError as error:
            out.write(wire.refused(error))


if __name__ == "__main__":
    main()
