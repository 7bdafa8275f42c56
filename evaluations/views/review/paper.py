"""The filing as a document: its chapters as the report prints them, with changes, comments and scores in place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from evaluations.report.blocks import Grid, Heading, Note, Notes, Paragraph, Runs, ScoreSheet, WrittenTable
from rubrics.scoring import address as addresses
from rubrics.scoring import narrative
from rubrics.scoring.types import ChapterPart, PartKind

from .basis import names_of
from .comments import Card, Mark, marks_at
from .grids import PaperGrid, paper_grid
from .marks import Pieces, aligned, is_changed, quoted
from .mentions import figures_of, mentioned
from .places import PlaceLink
from .printed import Path, PrintedChapter, PrintedPart, Walker, source_before, source_of_seen
from .scores import ScoreRow
from .seen import Seen

LINES = (Heading, Paragraph, WrittenTable)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or title inside a chapter. `level` is 0 for text; `address` is where a comment would stand."""

    anchor: str
    address: str
    level: int
    number: str
    pieces: Pieces
    changed: bool
    marks: tuple[Mark, ...]
    table: WrittenTable | None = None
    """The line is a table; `pieces` are its words, to be compared."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of a chapter prints; `scores` stands for the 自评表, which the page prints with both scores."""

    anchor: str
    address: str
    lines: tuple[Line, ...]
    grids: tuple[PaperGrid, ...]
    notes: tuple[Note, ...]
    scores: bool
    figures: tuple[PlaceLink, ...]
    marks: tuple[Mark, ...]

    @property
    def says(self) -> str:
        """Where a comment on the whole part would stand; '' when each of its lines has a place of its own."""
        return "" if any(line.address for line in self.lines) else self.address

    @property
    def marked_inside(self) -> frozenset[int]:
        """The comments whose numbers stand at a line or a row of it."""
        marks = [line.marks for line in self.lines]
        marks += [row.marks for grid in self.grids for row in grid.rows]
        return frozenset(mark.number for own in marks for mark in own)

    @property
    def changes(self) -> int:
        return sum(line.changed for line in self.lines) + sum(grid.changes for grid in self.grids)


@dataclass(frozen=True, slots=True)
class PaperChapter:
    """A chapter; `strip` are the scores of what it tells."""

    anchor: str
    level: int
    title: str
    parts: tuple[Part, ...]
    strip: tuple[ScoreRow, ...] = ()

    @property
    def changes(self) -> int:
        return sum(part.changes for part in self.parts)

    @property
    def marks(self) -> int:
        found = {mark.number for part in self.parts for mark in part.marks}
        found |= {number for part in self.parts for number in part.marked_inside}
        return len(found | {mark.number for row in self.strip for mark in row.marks})

    @property
    def has_scores(self) -> bool:
        return any(part.scores for part in self.parts)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the parts of one paper share. `old` are the parts of the round before, by their place."""

    seen: Seen
    cards: tuple[Card, ...]
    old: Mapping[Path, PrintedPart]
    old_rows: Mapping[str, tuple[str, ...]]


def paper_of(seen: Seen, cards: tuple[Card, ...], rows: tuple[ScoreRow, ...]) -> tuple[PaperChapter, ...]:
    """Return the chapters in print order, each scored line under the first chapter that tells of it."""
    before = source_before(seen)
    printed_before = list(Walker(before).chapters()) if before else []
    setting = Setting(
        seen,
        cards,
        {part.path: part for chapter in printed_before for part in chapter.parts},
        {table: tuple(row.key for row in found) for table, found in before.answers.rows.items()}
        if before
        else {},
    )
    printed = list(Walker(source_of_seen(seen)).chapters())
    chapters = [_chapter(setting, one, number) for number, one in enumerate(printed, start=1)]
    strips = _strips(seen, printed, rows)
    return tuple(replace(chapter, strip=strips.get(at, ())) for at, chapter in enumerate(chapters))


def _strips(
    seen: Seen, printed: list[PrintedChapter], rows: tuple[ScoreRow, ...]
) -> dict[int, tuple[ScoreRow, ...]]:
    """Return place of chapter -> the lines that belong below it: named in its title, or scored by its figures."""
    told = [mentioned(seen, chapter) for chapter in printed]
    titles = [_plain(chapter.heading.runs) for chapter in printed]
    found: dict[int, list[ScoreRow]] = {}
    for row in rows:
        if not row.leaf:
            continue
        names = names_of(seen.sheet.lines[row.id])
        at = titles.index(row.title) if row.title in titles else -1
        if at < 0:
            at = next((place for place, words in enumerate(told) if words & names), -1)
        if at >= 0:
            found.setdefault(at, []).append(row)
    return {at: tuple(lines) for at, lines in found.items()}


def _chapter(setting: Setting, printed: PrintedChapter, number: int) -> PaperChapter:
    heading = printed.heading
    parts = [_part(setting, part, f"p{number}-{at}") for at, part in enumerate(printed.parts, start=1)]
    return PaperChapter(f"p{number}", heading.level, heading.number + _plain(heading.runs), tuple(parts))


def _part(setting: Setting, printed: PrintedPart, anchor: str) -> Part:
    part, seen = printed.part, setting.seen
    address = address_of(part)
    old = setting.old.get(printed.path)
    blocks = [block for block in printed.blocks if isinstance(block, LINES)]
    before = [block for block in old.blocks if isinstance(block, LINES)] if old else None
    figures = figures_of(seen, part)
    lines = tuple(_lines(setting, (anchor, address), blocks, before))
    own = marks_at(setting.cards, *([address] if address else []), *(link.address for link in figures))
    told = Part(
        anchor=anchor,
        address=address,
        lines=lines,
        grids=tuple(_grids(setting, printed, old)),
        notes=tuple(note for block in printed.blocks if isinstance(block, Notes) for note in block.notes),
        scores=any(isinstance(block, ScoreSheet) for block in printed.blocks),
        figures=figures,
        marks=(),
    )
    return replace(told, marks=tuple(mark for mark in own if mark.number not in told.marked_inside))


def address_of(part: ChapterPart) -> str:
    """Return where a comment on a whole part stands; '' for a part that no single place holds."""
    if part.kind is PartKind.NARRATIVE:
        return addresses.chapter(part.body)
    return addresses.table(part.body) if part.kind is PartKind.TABLE else ""


def _lines(
    setting: Setting,
    place: tuple[str, str],
    blocks: list[Heading | Paragraph | WrittenTable],
    before: list[Heading | Paragraph | WrittenTable] | None,
) -> Iterator[Line]:
    anchor, address = place
    texts = [_plain(block.runs) for block in blocks]
    old = texts if before is None else [_plain(block.runs) for block in before]
    ids = _block_ids(setting.seen, address)
    for number, (at, pieces) in enumerate(aligned(old, texts), start=1):
        where = _address_of_line(address, ids, at, len(blocks))
        cards = [card for card in setting.cards if where and card.address == where]
        block = blocks[at] if at is not None else None
        yield Line(
            anchor=f"{anchor}-{number}",
            address=where,
            level=block.level if isinstance(block, Heading) else 0,
            number="" if block is None or isinstance(block, WrittenTable) else block.number,
            pieces=quoted(pieces, (card.quote for card in _quoting(setting.cards, address))),
            changed=is_changed(pieces),
            table=block if isinstance(block, WrittenTable) else None,
            marks=marks_at(cards, where) if where else (),
        )


def _address_of_line(address: str, ids: tuple[str, ...], at: int | None, count: int) -> str:
    """Return the block's own address where the narrative prints one line for each block."""
    if at is None or len(ids) != count or at >= len(ids):
        return ""
    return f"{address}#{ids[at]}"


def _block_ids(seen: Seen, address: str) -> tuple[str, ...]:
    if not address.startswith("chapter:"):
        return ()
    blocks = narrative.read_stored(seen.flat.narratives.get(address.removeprefix("chapter:"), ""))
    return () if isinstance(blocks, list) else tuple(block.id for block in blocks)


def _quoting(cards: Iterable[Card], address: str) -> list[Card]:
    return [card for card in cards if card.quote and address and card.address.partition("#")[0] == address]


def _grids(setting: Setting, printed: PrintedPart, old: PrintedPart | None) -> Iterator[PaperGrid]:
    before = [block for block in old.blocks if isinstance(block, Grid)] if old else []
    grids = [block for block in printed.blocks if isinstance(block, Grid)]
    for at, block in enumerate(grids):
        yield paper_grid(
            setting.seen,
            printed.part,
            block,
            before[at] if at < len(before) else None,
            setting.old_rows,
            setting.cards,
        )


def _plain(runs: Runs) -> str:
    return "".join(run.text + run.marks for run in runs)
