"""Last year's texts as they were read then: every figure in its place, the computed ones too."""

from dataclasses import dataclass, replace

from rubrics.scoring.program import compile_document
from rubrics.scoring.types import Field

from .content import Content
from .previews import Line, Piece, TableCell, preview_of
from .text_places import TextPlace


@dataclass(frozen=True, slots=True)
class PastText:
    """The words, a line for each block, and their 字数."""

    words: str
    count: int


def past_text_of(content: Content, field: Field) -> PastText | None:
    """Return last year's text of a narrative, None where there is none."""
    past = content.past
    stored = past.narrative(field) if past else ""
    if not past or not stored:
        return None
    then = replace(content, program=compile_document(past.kept.document), sheet=past.sheet)
    preview = preview_of(then, stored, TextPlace())
    return PastText("\n".join(map(_line, preview.lines)), preview.count) if preview else None


def _line(line: Line) -> str:
    rows = (*line.head, *line.body)
    return "\n".join("\t".join(map(_cell, row)) for row in rows) if rows else _words(line.pieces)


def _cell(cell: TableCell) -> str:
    return "\n".join(map(_words, cell.lines))


def _words(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)
