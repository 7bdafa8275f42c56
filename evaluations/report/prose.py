"""Narratives in print: numbered as `numbering.text_signs` has it."""

from dataclasses import replace

from rubrics.scoring.checks.headings import bare
from rubrics.scoring.narrative import (
    Blocks,
    BlockType,
    NarrativeBlock,
    TableCell,
    TableRows,
    head_rows,
    plain_of,
)

from .blocks import Block, Heading, Paragraph, Run, Runs, WrittenCell, WrittenTable
from .figures import Figures
from .numbering import Counter, ordinal, text_signs
from .places import spoken


def marked(blocks: list[Block], notes: tuple[int, ...]) -> list[Block]:
    """Return the blocks of a narrative with the marks of its origin behind its last words."""
    last = blocks[-1] if blocks else None
    if notes and isinstance(last, WrittenTable):
        return [*blocks, Paragraph((Run("", notes=notes),))]
    if not notes or not isinstance(last, Heading | Paragraph) or not last.runs:
        return blocks
    end = replace(last.runs[-1], notes=(*last.runs[-1].notes, *notes))
    return [*blocks[:-1], replace(last, runs=(*last.runs[:-1], end))]


def without_title(blocks: Blocks, title: str) -> Blocks:
    """Return a text without a first line that only says again the title under which it is printed."""
    is_line = bool(blocks) and blocks[0].type is not BlockType.TABLE
    return blocks[1:] if is_line and bare(plain_of(blocks[0], {})) == bare(title) else blocks


class Prose:
    """Prints narratives one after the other, counting titles with the counter of the chapters."""

    def __init__(self, figures: Figures, counter: Counter) -> None:
        self._figures = figures
        self._counter = counter
        self._anchors = 0

    def heading(self, level: int, runs: Runs, *, listed: bool = False) -> Heading:
        """Return the next numbered title of `level`."""
        return self._titled(level, ordinal(level, self._counter.next(level)), runs, listed=listed)

    def plain_heading(self, level: int, runs: Runs, *, listed: bool = False) -> Heading:
        """Return a title without a number; it does not count."""
        return self._titled(level, "", runs, listed=listed)

    def _titled(self, level: int, number: str, runs: Runs, *, listed: bool = False) -> Heading:
        self._anchors += 1
        return Heading(level, number, runs, f"title-{self._anchors}", listed)

    def narrative(self, blocks: Blocks, level: int, *, titled: bool = False) -> list[Block]:
        """Return the blocks of a narrative in a chapter of `level`; `titled`: its other parts have titles below it."""
        signs = text_signs(blocks, level, self._counter, titled=titled)
        return [self._block(block, *sign) for block, sign in zip(blocks, signs, strict=True)]

    def _block(self, block: NarrativeBlock, level: int, sign: str) -> Block:
        if block.rows:
            return self._table(block.rows)
        runs = spoken(block.inlines, self._figures)
        if block.type is BlockType.HEADING:
            return self._titled(level, sign, runs)
        return Paragraph(runs, sign)

    def _table(self, rows: TableRows) -> WrittenTable:
        printed = tuple(
            tuple(WrittenCell(self._lines(cell), cell.columns, cell.rows) for cell in row) for row in rows
        )
        head = head_rows(rows)
        return WrittenTable(printed[:head], printed[head:])

    def _lines(self, cell: TableCell) -> tuple[Runs, ...]:
        return tuple(spoken(line, self._figures) for line in cell.lines)
