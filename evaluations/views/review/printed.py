"""The report's own chapters, walked for the page: the blocks of every part, with the part they come from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils import timezone

from evaluations.report.blocks import Block, Heading
from evaluations.report.conditions import conditions_of
from evaluations.report.frozen import narratives_of, source_of_snapshot
from evaluations.report.outline import LISTED_LEVELS, Outline
from evaluations.report.places import filled
from evaluations.report.source import Source
from rubrics.scoring.types import Chapter, ChapterPart

from .seen import Seen

type Path = tuple[int, ...]
"""Where a part stands in the document's outline: chapter, chapter below, …, part."""


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """One part of a chapter as the report prints it."""

    path: Path
    part: ChapterPart
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PrintedChapter:
    """A chapter with its title; those below follow it."""

    chapter: Chapter
    heading: Heading
    parts: tuple[PrintedPart, ...]


class Walker(Outline):
    """Walks the outline as the report does, and keeps chapters and parts apart."""

    def chapters(self) -> Iterator[PrintedChapter]:
        """Yield the chapters in print order."""
        for at, chapter in enumerate(self.source.document.outline):
            yield from self._printed_chapters(chapter, (at,))

    def _printed_chapters(self, chapter: Chapter, path: Path) -> Iterator[PrintedChapter]:
        if chapter.when is not None and not self.source.holds(chapter.when):
            return
        shown = [
            (at, part)
            for at, part in enumerate(chapter.parts)
            if part.when is None or self.source.holds(part.when)
        ]
        if chapter.parts and not shown and not chapter.chapters:
            return
        title = filled(chapter.title, self.figures)
        make = self._prose.heading if chapter.numbered else self._prose.plain_heading
        heading = make(chapter.level, title, listed=chapter.level <= LISTED_LEVELS)
        parts = tuple(PrintedPart((*path, at), part, tuple(self._part(part, chapter))) for at, part in shown)
        yield PrintedChapter(chapter, heading, parts)
        for at, below in enumerate(chapter.chapters):
            yield from self._printed_chapters(below, (*path, len(chapter.parts) + at))


def source_of_seen(seen: Seen) -> Source:
    """Return what the page prints from: the filing as it was sent."""
    filing = seen.filing
    sent = filing.submitted_at or filing.opened_at
    source = Source(
        document=seen.document,
        sheet=seen.sheet,
        answers=seen.answers,
        department=filing.department.name,
        submitted_on=timezone.localtime(sent).date(),
        narratives=narratives_of(seen.document, seen.flat),
    )
    return replace(source, holds=conditions_of(source))


def source_before(seen: Seen) -> Source | None:
    """Return what was sent in the round before, None in the first."""
    return source_of_snapshot(seen.before, "") if seen.before else None
