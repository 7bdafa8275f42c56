"""Narratives in print: titles go on with the numbering of their chapter, lists are numbered one level below."""

from dataclasses import replace

from rubrics.scoring.narrative import Blocks, BlockType, NarrativeBlock, TableCell, TableRows, head_rows

from .blocks import Block, Heading, Paragraph, Run, Runs, WrittenCell, WrittenTable
from .figures import Figures
from .numbering import Counter, ordinal
from .places import spoken

BULLET = "——"


def marked(blocks: list[Block], notes: tuple[int, ...]) -> list[Block]:
    """Return the blocks of a narrative with the marks of its origin behind its last words."""
    last = blocks[-1] if blocks else None
    if notes and isinstance(last, WrittenTable):
        return [*blocks, Paragraph((Run("", notes=notes),))]
    if not notes or not isinstance(last, Heading | Paragraph) or not last.runs:
        return blocks
    end = replace(last.runs[-1], notes=(*last.runs[-1].notes, *notes))
    return [*blocks[:-1], replace(last, runs=(*last.runs[:-1], end))]


class Prose:
    """Prints narratives one after the other, counting titles with the counter of the chapters."""

    def __init__(self, figures: Figures, counter: Counter) -> None:
        self._figures = figures
        self._counter = counter
        self._anchors = 0

    def heading(self, level: int, runs: Runs, *, listed: bool = False) -> Heading:
        """Return the next numbered title of `level`."""
        self._anchors += 1
        return Heading(
            level, ordinal(level, self._counter.next(level)), runs, f"title-{self._anchors}", listed
        )

    def plain_heading(self, level: int, runs: Runs, *, listed: bool = False) -> Heading:
        """Return a title without a number; it does not count."""
        self._anchors += 1
        return Heading(level, "", runs, f"title-{self._anchors}", listed)

    def narrative(self, blocks: Blocks, level: int) -> list[Block]:
        """Return the blocks of a narrative in a chapter of `level`. A list begins at one after any other text."""
        depth, item, printed = level, 0, list[Block]()
        for block in blocks:
            if block.type is BlockType.HEADING:
                depth = level + block.level
            item = item + 1 if block.type is BlockType.NUMBER else 0
            printed.append(self._block(block, depth, item))
        return printed

    def _block(self, block: NarrativeBlock, depth: int, item: int) -> Block:
        if block.rows:
            return self._table(block.rows)
        runs = spoken(block.inlines, self._figures)
        match block.type:
            case BlockType.HEADING:
                return self.heading(depth, runs)
            case BlockType.NUMBER:
                return Paragraph(runs, ordinal(depth + 1, item))
            case BlockType.BULLET:
                return Paragraph(runs, BULLET)
        return Paragraph(runs)

    def _table(self, rows: TableRows) -> WrittenTable:
        printed = tuple(
            tuple(WrittenCell(self._lines(cell), cell.columns, cell.rows) for cell in row) for row in rows
        )
        head = head_rows(rows)
        return WrittenTable(printed[:head], printed[head:])

    def _lines(self, cell: TableCell) -> tuple[Runs, ...]:
        return tuple(spoken(line, self._figures) for line in cell.lines)
