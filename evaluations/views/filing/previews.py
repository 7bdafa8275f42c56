"""A text of the report as it will be printed, with its figures filled in."""

from dataclasses import dataclass

from rubrics.scoring import narrative

from .content import Content
from .marks import mark_of
from .text_places import TextPlace


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, or a figure with its title; `open` is a figure without a value."""

    text: str
    title: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell over `columns` x `rows` places."""

    lines: tuple[tuple[Piece, ...], ...]
    columns: int
    rows: int

    @property
    def head_tag(self) -> str:
        """The element in a table's head; an empty cell is the head of nothing."""
        return "th" if self.lines else "td"


@dataclass(frozen=True, slots=True)
class Line:
    """One block of a text (heading, paragraph, bullet, number, table) and the sign that is printed before it."""

    kind: str
    sign: str
    pieces: tuple[Piece, ...]
    head: tuple[tuple[TableCell, ...], ...] = ()
    body: tuple[tuple[TableCell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """A stored text as it will be printed; `count` is 字数."""

    lines: tuple[Line, ...]
    count: int


def preview_of(content: Content, stored: str, place: TextPlace) -> Preview | None:
    """Return a stored narrative as it is printed in its place, None for an empty one or one that cannot be read."""
    blocks = narrative.read_stored(stored) if stored else ()
    if not blocks or isinstance(blocks, list):
        return None
    shown = {name: mark_of(content, name).text for name in narrative.figure_ids(blocks)}
    return Preview(lines_of(content, blocks, place), narrative.character_count(blocks, shown))


def lines_of(content: Content, blocks: narrative.Blocks, place: TextPlace) -> tuple[Line, ...]:
    """Return what is printed of a text in its place, with its figures filled in."""
    lines = []
    for sign, block in place.lines(blocks):
        rows, head = _rows(content, block.rows), narrative.head_rows(block.rows)
        pieces = _pieces(content, block.inlines)
        lines.append(Line(block.type.value, sign, pieces, rows[:head], rows[head:]))
    return tuple(lines)


def _rows(content: Content, rows: narrative.TableRows) -> tuple[tuple[TableCell, ...], ...]:
    return tuple(
        tuple(
            TableCell(tuple(_pieces(content, line) for line in cell.lines), cell.columns, cell.rows)
            for cell in row
        )
        for row in rows
    )


def _pieces(content: Content, inlines: tuple[narrative.Inline, ...]) -> tuple[Piece, ...]:
    return tuple(_piece(content, inline, inlines[at + 1 : at + 2]) for at, inline in enumerate(inlines))


def _piece(content: Content, inline: narrative.Inline, behind: tuple[narrative.Inline, ...]) -> Piece:
    if isinstance(inline, narrative.Words):
        return Piece(inline.text)
    mark = mark_of(content, inline.id)
    after = behind[0].text if behind and isinstance(behind[0], narrative.Words) else ""
    return Piece(mark.text_before(after) or "未填", mark.title, open=not mark.text)
