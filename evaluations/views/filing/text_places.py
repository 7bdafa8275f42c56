"""Where the report prints a text: the level of its chapter and the titles counted before it, as the print does."""

from dataclasses import dataclass, field

from evaluations.report.numbering import Counter, text_signs
from evaluations.report.prose import without_title
from evaluations.report.titled import has_titled_rows, is_titled, part_of
from rubrics.scoring import narrative
from rubrics.scoring.narrative import Blocks
from rubrics.scoring.types import Chapter, ChapterPart, Field, FieldType, PartKind, Table

from .content import Content, cell_given

OUTSIDE = 2
"""The level under which a text is shown that no chapter prints."""


@dataclass(frozen=True, slots=True)
class TextPlace:
    """`counter` has counted the titles before the text; `title` is what its row is printed under, '' without a row."""

    level: int = OUTSIDE
    titled: bool = False
    title: str = ""
    counter: Counter = field(default_factory=Counter)

    def lines(self, blocks: Blocks) -> list[tuple[str, narrative.NarrativeBlock]]:
        """Return what is printed of a text, each block with what stands before it."""
        printed = without_title(blocks, self.title) if self.title else blocks
        signs = text_signs(printed, self.level, self.counter, titled=self.titled)
        return [(sign, block) for (_, sign), block in zip(signs, printed, strict=True)]


def place_of_input(content: Content, name: str) -> TextPlace:
    """Return where a text of its own is printed."""
    found = part_of(content.document, PartKind.NARRATIVE, name)
    if found is None:
        return TextPlace()
    chapter, own = found
    place = TextPlace(chapter.level, is_titled(chapter, content.index.tables))
    for part in chapter.parts[: chapter.parts.index(own)]:
        _count(content, place, part)
    return place


def _count(content: Content, place: TextPlace, part: ChapterPart) -> None:
    """Count the titles of a part that is printed before a text in the same chapter."""
    if part.when is not None and not content.holds(part.when):
        return
    if part.kind is PartKind.NARRATIVE:
        place.lines(_read(content.flat.narratives.get(part.body, "")))
    elif has_titled_rows(part, content.index.tables):
        for _ in content.answers.rows.get(part.body, ()):
            place.counter.next(place.level + 1)


def place_of_cell(content: Content, table: Table, key: str, column: Field) -> TextPlace:
    """Return where the text of a row is printed: below the row's title, behind the row's texts before it."""
    found = part_of(content.document, PartKind.TABLE, table.id)
    if found is None:
        return TextPlace()
    columns = _columns(table, found)
    title = next((one for one in columns if one.type is not FieldType.NARRATIVE), None)
    said = content.cells_of(table.id).get(key, {}).get(title.id) if title else key
    place = TextPlace(found[0].level + 1, title=said if isinstance(said, str) else "")
    row = next((row for row in content.rows(table.id) if row.key == key), None)
    for before in columns:
        if before.id == column.id:
            break
        if before.type is FieldType.NARRATIVE:
            place.lines(_read(cell_given(row, before.id).text))
    return place


def _columns(table: Table, found: tuple[Chapter, ChapterPart]) -> list[Field]:
    columns, chosen = {column.id: column for column in table.columns}, found[1].columns
    return [columns[name] for name in chosen or columns if name in columns]


def _read(stored: str) -> Blocks:
    blocks = narrative.read_stored(stored) if stored else ()
    return () if isinstance(blocks, list) else blocks
