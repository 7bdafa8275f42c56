"""报告目录: the chapters with what stands in them, and the lists beside the document."""

from collections.abc import Iterable
from dataclasses import dataclass

from .paper import PaperChapter

DEEPEST = 2


@dataclass(frozen=True, slots=True)
class RailEntry:
    """A line of the rail, as portal_ui's `rail` prints it."""

    title: str
    url: str
    status: str
    word: str
    number: int | None = None


PAPERS = "佐证材料"
CHECKS = RailEntry("勾稽核对", "#checks", "list", "")
COMMENTS = RailEntry("审核意见", "#comments", "list", "")


def rail_of(chapters: Iterable[PaperChapter], *lists: RailEntry) -> tuple[RailEntry, ...]:
    """Return the chapters of the upper levels, each with the changes and comments of itself and what is below; then
    the lists beside the document.
    """
    found: list[RailEntry] = []
    counts: list[tuple[int, int]] = []
    for chapter in chapters:
        if chapter.level <= DEEPEST:
            found.append(RailEntry(chapter.title, f"#{chapter.anchor}", "text", ""))
            counts.append((0, 0))
        if found:
            changes, marks = counts[-1]
            counts[-1] = (changes + chapter.changes, marks + chapter.marks)
    told = (
        RailEntry(entry.title, entry.url, entry.status, _word(changes, marks))
        for entry, (changes, marks) in zip(found, counts, strict=True)
    )
    return (*told, *lists)


def lists_of(rechecks: int, changes: int) -> tuple[RailEntry, ...]:
    """Return the lists of a filing; those that tell of the round before only where there is something in them."""
    to_recheck = RailEntry("待复核", "#rechecks", "ask", f"{rechecks} 处")
    changed = RailEntry("本轮改动清单", "#changes", "list", f"{changes} 处")
    told = [entry for entry, count in ((to_recheck, rechecks), (changed, changes)) if count]
    return (CHECKS, *told, COMMENTS)


def papers_entry(url: str, count: int) -> RailEntry:
    """Return the entry of the files that were sent."""
    return RailEntry(PAPERS, url, "list", f"{count} 个文件" if count else "没有")


def _word(changes: int, marks: int) -> str:
    said = [f"改 {changes}"] if changes else []
    return " · ".join(said + ([f"意见 {marks}"] if marks else []))
