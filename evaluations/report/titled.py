"""What of an outline has titles of its own below a chapter's title, and which chapter prints a text or a table."""

from collections.abc import Iterator, Mapping

from rubrics.scoring.types import Chapter, ChapterPart, Document, FieldType, PartKind, Table


def is_titled(chapter: Chapter, tables: Mapping[str, Table]) -> bool:
    """Say whether a chapter has titles below its own besides those that are written in its texts."""
    return bool(chapter.chapters) or any(has_titled_rows(part, tables) for part in chapter.parts)


def has_titled_rows(part: ChapterPart, tables: Mapping[str, Table]) -> bool:
    """Say whether each row of a table is printed as a title with a text below it."""
    if part.kind is not PartKind.TABLE:
        return False
    columns = tables[part.body].columns
    return any(
        column.type is FieldType.NARRATIVE
        for column in columns
        if not part.columns or column.id in part.columns
    )


def chapters_in(chapters: tuple[Chapter, ...]) -> Iterator[Chapter]:
    """Yield chapters and those below them, in the order of print."""
    for chapter in chapters:
        yield chapter
        yield from chapters_in(chapter.chapters)


def part_of(document: Document, kind: PartKind, body: str) -> tuple[Chapter, ChapterPart] | None:
    """Return the chapter, and its part, that print a text or a table; None where the report has it nowhere."""
    for chapter in chapters_in(document.outline):
        for part in chapter.parts:
            if (part.kind, part.body) == (kind, body):
                return chapter, part
    return None
