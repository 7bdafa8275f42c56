"""ReportContext: all that is printed, and nothing else. The HTML page and the PDF are made from it alone."""

import re
from dataclasses import dataclass, replace
from datetime import date

from rubrics.scoring.types import Chapter, PartKind

from .appendix import EXPLANATIONS_TITLE, SCORING_TITLE, explained, explanations_grid, own_grids, scoring_grid
from .blocks import Appendix, Block, Heading, Notes, Runs, text_of, words
from .evidence import EVIDENCE_TITLE, evidence_grid
from .figures import Figures
from .mention import FirstMention
from .notebook import Notebook
from .outline import Outline
from .places import filled, is_open
from .source import Mark, Source

SEAL_PLACE = re.compile(r"[（(](?:单位)?(?:公章|盖章|签章|印章)[）)]")


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents; `level` 1 stands out, 2 is indented."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ReportContext:
    """The report of one filing. `watermark` is 草稿, 审签稿 or ''; `date_text` the day of submission, '' before it."""

    title: str
    department: str
    number: str
    code: str
    """校验码, '' before it is sealed."""
    cover: tuple[Runs, ...]
    date_text: str
    watermark: str
    edition: str
    """公开版, or '' for a print with everything on it."""
    contents: tuple[ContentsEntry, ...]
    blocks: tuple[Block, ...]
    mark: Mark | None = None
    """Of a print before sending."""

    @property
    def identifier(self) -> str:
        """What the file is known by: the number, before sending the digest of the content."""
        return self.mark.content if self.mark else self.number


def report_context(source: Source) -> ReportContext:
    """Return what the report of a frozen filing prints: title page, chapters of the outline, appendices."""
    outline = Outline(source)
    title = text_of(
        filled(source.document.report_title or source.document.title, Figures(source, Notebook()))
    )
    cover = _cover(outline)
    blocks = (*outline.blocks(), *_appendices(outline))
    return ReportContext(
        title=title,
        department=source.department,
        number=source.number,
        code=source.code,
        cover=cover,
        date_text="" if source.mark else day_text(source.submitted_on),
        watermark=source.watermark,
        edition=source.edition,
        contents=_contents(blocks),
        blocks=blocks,
        mark=source.mark,
    )


def _cover(outline: Outline) -> tuple[Runs, ...]:
    """Return the lines of the title page; the name of the department where the document has none.

    No note stands on it, so no figure on it bears a mark. A print before sending shows no place for the seal: nobody
    is to set it there.
    """
    lines = tuple(
        tuple(replace(run, notes=()) for run in line)
        for line in _cover_lines(outline.source, outline.figures.mention)
    )
    return tuple(map(_unsealed, lines)) if outline.source.mark else lines


def _cover_lines(source: Source, mention: FirstMention) -> tuple[Runs, ...]:
    if not source.document.cover:
        return (words(f"部门名称（公章）：{source.department}{mention.take()}"),)
    figures = Figures(source, Notebook(), mention)
    return tuple(filled(line, figures) for line in source.document.cover if is_open(line, source))


def _unsealed(line: Runs) -> Runs:
    return tuple(replace(run, text=SEAL_PLACE.sub("", run.text)) for run in line)


def day_text(day: date) -> str:
    """Return a day as an official document dates itself: 2021年3月20日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _appendices(outline: Outline) -> list[Block]:
    """Return the scoring in words; explanations of checks, and the list of files, where no chapter prints them."""
    found: list[tuple[str, list[Block]]] = [(SCORING_TITLE, _scoring(outline))]
    if explained(outline.figures) and not _prints(outline, PartKind.EXPLANATIONS):
        found.append((EXPLANATIONS_TITLE, [explanations_grid("", outline.figures)]))
    if outline.source.proofs and not _prints(outline, PartKind.EVIDENCE):
        found.append((EVIDENCE_TITLE, [evidence_grid("", outline.source)]))
    printed: list[Block] = []
    for at, (title, blocks) in enumerate(found, start=1):
        number = f"附件{at}" if len(found) > 1 else "附件"
        printed += [Appendix(number, title, f"appendix-{at}"), *blocks]
    return printed


def _scoring(outline: Outline) -> list[Block]:
    blocks: list[Block] = [scoring_grid(outline.figures), *own_grids(outline.figures)]
    notes = outline.notebook.take()
    return [*blocks, Notes(notes)] if notes else blocks


def _prints(outline: Outline, kind: PartKind) -> bool:
    return any(_has(chapter, kind) for chapter in outline.source.document.outline)


def _has(chapter: Chapter, kind: PartKind) -> bool:
    own = any(part.kind is kind for part in chapter.parts)
    return own or any(_has(below, kind) for below in chapter.chapters)


def _contents(blocks: tuple[Block, ...]) -> tuple[ContentsEntry, ...]:
    entries = []
    for block in blocks:
        if isinstance(block, Heading) and block.listed:
            entries.append(ContentsEntry(block.level, block.number + text_of(block.runs), block.anchor))
        elif isinstance(block, Appendix):
            entries.append(ContentsEntry(1, f"{block.number}　{block.title}", block.anchor))
    return tuple(entries)
