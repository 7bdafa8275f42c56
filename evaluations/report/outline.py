"""Walks the document's outline: chapters numbered by level, their parts as blocks, notes behind their marks."""

from collections.abc import Iterator
from dataclasses import replace

from rubrics.scoring.address import chapter as chapter_address
from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.states import Missing, NotApplicable
from rubrics.scoring.types import Chapter, ChapterPart, Field, PartKind

from .appendix import checks_grid, explained, explanations_grid
from .blocks import Block, Notes, Paragraph, Run, ScoreSheet, text_of, words
from .evidence import evidence_grid
from .figures import Figures, absence
from .grid import table_blocks
from .mention import FirstMention
from .notebook import Notebook
from .numbering import Counter
from .places import filled, is_open
from .prose import Prose, marked
from .public import HIDDEN
from .rows import TablePrint
from .scores import score_sheet
from .source import Source
from .titled import is_titled

LISTED_LEVELS = 2
"""Chapters of this level or higher stand in the contents."""
NOT_FILLED = Paragraph((Run("（未填）", "open"),))
NO_FILES = Paragraph(words("没有上传佐证材料文件。"))
NOTHING_EXPLAINED = Paragraph(words("没有需要说明的勾稽关系。"))


class Outline:
    """Prints one report; keeps the counters of titles and notes while it walks."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.notebook = Notebook()
        self.figures = Figures(source, self.notebook, FirstMention(source.former_names))
        self._prose = Prose(self.figures, Counter())
        self._tables = {table.id: table for table in source.document.tables}
        self._inputs = {field.id: field for field in source.document.inputs}

    def blocks(self) -> tuple[Block, ...]:
        """Return the chapters in order."""
        return tuple(block for chapter in self.source.document.outline for block in self._chapter(chapter))

    def _chapter(self, chapter: Chapter) -> Iterator[Block]:
        """Yield a chapter: nothing at all when every part of it was left out by its condition."""
        shown = [part for part in chapter.parts if self._is_shown(part)]
        if chapter.parts and not shown and not chapter.chapters:
            return
        title = filled(chapter.title, self.figures)
        heading = self._prose.heading if chapter.numbered else self._prose.plain_heading
        yield heading(chapter.level, title, listed=chapter.level <= LISTED_LEVELS)
        printed = [self._part(part, chapter) for part in shown]
        for part_blocks in printed:
            yield from part_blocks
        if not any(printed) and not chapter.chapters:
            yield NOT_FILLED
        for below in chapter.chapters:
            yield from self._chapter(below)

    def _is_shown(self, part: ChapterPart) -> bool:
        """Say whether a part is printed: not against its condition, and no table of units where there are none."""
        units = self.source.document.units
        is_of_units = part.kind is PartKind.TABLE and units is not None and part.body == units.table
        if is_of_units and part.body in self.source.answers.absent_tables:
            return False
        return part.when is None or self.source.holds(part.when)

    def _part(self, part: ChapterPart, chapter: Chapter) -> list[Block]:
        blocks = self._printed(part, chapter)
        notes = self.notebook.take()
        if notes and blocks and isinstance(blocks[-1], ScoreSheet):
            return [*blocks[:-1], replace(blocks[-1], notes=notes)]
        return [*blocks, Notes(notes)] if notes else blocks

    def _printed(self, part: ChapterPart, chapter: Chapter) -> list[Block]:
        caption = text_of(filled(part.caption, self.figures))
        match part.kind:
            case PartKind.TEXT:
                lines = [
                    line for line in part.body.split("\n") if line.strip() and is_open(line, self.source)
                ]
                return [Paragraph(filled(line, self.figures)) for line in lines]
            case PartKind.NARRATIVE:
                return self._narrative(part.body, chapter)
            case PartKind.TABLE:
                table = TablePrint(self._tables[part.body], self.figures)
                return table_blocks(replace(part, caption=caption), chapter.level, table, self._prose)
            case PartKind.SCORES:
                return [score_sheet(caption, self.figures)]
            case _:
                return [self._listed(part.kind, caption)]

    def _listed(self, kind: PartKind, caption: str) -> Block:
        """Return a list of all that there is of a kind, or the sentence that there is nothing."""
        match kind:
            case PartKind.EVIDENCE:
                return evidence_grid(caption, self.source) if self.source.proofs else NO_FILES
            case PartKind.EXPLANATIONS:
                return (
                    explanations_grid(caption, self.figures) if explained(self.figures) else NOTHING_EXPLAINED
                )
            case _:
                return checks_grid(caption, self.figures)

    def _narrative(self, name: str, chapter: Chapter) -> list[Block]:
        if self.source.hides(name):
            return [Paragraph(words(HIDDEN))]
        blocks = self.source.narratives.get(chapter_address(name), ())
        origin = self.source.answers.sources.get(chapter_address(name), "")
        if blocks:
            titled = is_titled(chapter, self._tables)
            printed = self._prose.narrative(blocks, chapter.level, titled=titled)
            return marked(printed, self.notebook.marks(origin))
        answer = self.source.answers.figures.get(name)
        if isinstance(answer, NotApplicable):
            return [Paragraph(words(f"无此事项：{answer.reason}" if answer.reason else "无此事项。"))]
        if origin or self._wanted(self._inputs.get(name)):
            return [Paragraph((absence(Missing(()), origin),))]
        return []

    def _wanted(self, field: Field | None) -> bool:
        if field is None:
            return False
        return self.source.holds(field.required) if isinstance(field.required, Formula) else field.required
