"""Narratives in print: titles go on with the numbering of their chapter, lists are numbered one level below."""

from rubrics.scoring.narrative import Blocks, BlockType, NarrativeBlock

from .blocks import Block, Heading, Paragraph, Runs
from .figures import Figures
from .numbering import Counter, ordinal
from .places import spoken

BULLET = "——"


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
        """Return the blocks of a narrative in a chapter of `level`."""
        depth, in_list, printed = level, False, list[Block]()
        for block in blocks:
            if block.type is BlockType.HEADING:
                depth = level + block.level
            if block.type is BlockType.NUMBER and not in_list:
                self._counter.restart(depth + 1)
            in_list = block.type is BlockType.NUMBER
            printed.append(self._block(block, depth))
        return printed

    def item(self, runs: Runs, level: int) -> Paragraph:
        """Return the next item of a list whose numbers are of `level`."""
        return Paragraph(runs, ordinal(level, self._counter.next(level)))

    def restart(self, level: int) -> None:
        """Have the next item of `level` be the first."""
        self._counter.restart(level)

    def _block(self, block: NarrativeBlock, depth: int) -> Block:
        runs = spoken(block.inlines, self._figures)
        match block.type:
            case BlockType.HEADING:
                return self.heading(depth, runs)
            case BlockType.NUMBER:
                return self.item(runs, depth + 1)
            case BlockType.BULLET:
                return Paragraph(runs, BULLET)
        return Paragraph(runs)
