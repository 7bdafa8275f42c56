"""A narrative in memory: blocks with stable ids; a figure is an atom, so text and table cannot disagree."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from rubrics.scoring.clusters import written_length
from rubrics.scoring.states import Prose

OPEN_FIGURE = "\ufffc"
"""Stands in plain text where a figure's value is not known (yet)."""
MOST_INLINES = 500
"""Words and figures of one line, or of one cell with the breaks between its lines."""


class BlockType(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBER = "number"
    """An item of a numbered list; its number is its place, not text."""
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Words:
    text: str


@dataclass(frozen=True, slots=True)
class FigureMark:
    """A place where a figure is shown: `id` is an input, a ratio or a dotted name (得分.编外人员控制率)."""

    id: str


type Inline = Words | FigureMark


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table; it lies over `columns` x `rows` places. An empty one has no line, a line is never empty."""

    lines: tuple[tuple[Inline, ...], ...] = ()
    columns: int = 1
    rows: int = 1


type TableRows = tuple[tuple[TableCell, ...], ...]


@dataclass(frozen=True, slots=True)
class NarrativeBlock:
    """One line: never empty, no outer spaces, neighbouring words joined. `level` 1-3 for headings, else 0.

    A table has `rows` and no inlines of its own; a row holds the cells that begin in it (`grids.laid`).
    """

    type: BlockType
    inlines: tuple[Inline, ...]
    level: int = 0
    id: str = ""
    rows: TableRows = ()

    @property
    def empty(self) -> bool:
        return not self.inlines and not self.rows

    @property
    def marked(self) -> Iterator[FigureMark]:
        """The figures shown in the block, in order."""
        lines = [self.inlines, *(line for row in self.rows for cell in row for line in cell.lines)]
        return (inline for line in lines for inline in line if isinstance(inline, FigureMark))


type Blocks = tuple[NarrativeBlock, ...]


def tidy(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return the inlines with neighbouring words joined, empty ones gone and the outer spaces trimmed."""
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        if isinstance(inline, Words) and isinstance(last, Words):
            joined[-1] = Words(last.text + inline.text)
        else:
            joined.append(inline)
    if joined and isinstance(joined[0], Words):
        joined[0] = Words(joined[0].text.lstrip())
    if joined and isinstance(joined[-1], Words):
        joined[-1] = Words(joined[-1].text.rstrip())
    return tuple(inline for inline in joined if inline != Words(""))


def plain_of(block: NarrativeBlock, figures: Mapping[str, str]) -> str:
    """Return the block's text; `figures`: id -> shown text, an unknown one is left open.

    A table is a line for each row, a tab between its cells; a cell of many lines breaks its row's line.
    """
    rows = ("\t".join(_told(cell, figures) for cell in row) for row in block.rows)
    return "\n".join(rows).strip() if block.rows else _spoken(block.inlines, figures)


def _told(cell: TableCell, figures: Mapping[str, str]) -> str:
    return "\n".join(_spoken(line, figures) for line in cell.lines)


def _spoken(inlines: tuple[Inline, ...], figures: Mapping[str, str]) -> str:
    return "".join(i.text if isinstance(i, Words) else figures.get(i.id, OPEN_FIGURE) for i in inlines)


def plain(blocks: Blocks, figures: Mapping[str, str]) -> str:
    """Return the narrative's text, a line for each block."""
    return "\n".join(plain_of(block, figures) for block in blocks)


def prose(blocks: Blocks, figures: Mapping[str, str]) -> Prose:
    """Return what the checks read: the text with figures filled in, and the headings with their level."""
    heads = tuple((b.level, plain_of(b, figures)) for b in blocks if b.type is BlockType.HEADING)
    return Prose(plain(blocks, figures), heads)


def figure_ids(blocks: Blocks) -> tuple[str, ...]:
    """Return the figures shown in the text, in order, each once."""
    return tuple(dict.fromkeys(mark.id for block in blocks for mark in block.marked))


def character_count(blocks: Blocks, figures: Mapping[str, str]) -> int:
    """Return the number of characters as a person counts them, without spaces and line ends (字数)."""
    parts = (inline for block in blocks for line in _lines_of(block) for inline in line)
    return sum(written_length(_spoken((inline,), figures)) for inline in parts)


def _lines_of(block: NarrativeBlock) -> Iterator[tuple[Inline, ...]]:
    if not block.rows:
        yield block.inlines
    for row in block.rows:
        for cell in row:
            yield from cell.lines


def with_ids(blocks: Blocks, previous: Blocks = ()) -> Blocks:
    """Return the blocks with stable ids: unchanged and edited ones keep `previous` ids, new ones get one.

    A new id is made from the block's content, so that reading the same text twice gives the same ids.
    """
    kept = _kept_ids(blocks, previous)
    taken = {block.id for block in previous} | set(kept.values())
    done: list[NarrativeBlock] = []
    for at, block in enumerate(blocks):
        name = kept.get(at) or _new_id(block, taken)
        taken.add(name)
        done.append(replace(block, id=name))
    return tuple(done)


def _content(block: NarrativeBlock) -> tuple[object, ...]:
    return (block.type, block.level, block.inlines, *([block.rows] if block.rows else []))


def _kept_ids(blocks: Blocks, previous: Blocks) -> dict[int, str]:
    """Return position -> id for blocks that are the same as before, or stand where one was edited."""
    old, new = [_content(b) for b in previous], [_content(b) for b in blocks]
    kept: dict[int, str] = {}
    for tag, start, end, to, to_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and end - start == to_end - to):
            kept |= {to + step: previous[start + step].id for step in range(end - start)}
    return kept


def _new_id(block: NarrativeBlock, taken: set[str]) -> str:
    for turn in range(len(taken) + 1):
        digest = hashlib.sha256(f"{turn}|{_content(block)!r}".encode("utf-8", "backslashreplace")).hexdigest()
        if f"b{digest[:10]}" not in taken:
            return f"b{digest[:10]}"
    return f"b{digest}"
