"""Where things stand: stages with their blocks, chapters of the printed report."""

from dataclasses import dataclass
from enum import StrEnum

from rubrics.scoring.formulas.tree import Formula


class BlockKind(StrEnum):
    FIELDS = "fields"
    EQUATION = "equation"
    """Fields in formula order: a + b = c, a ÷ b = ratio; items hold ids and the operator signs."""
    GRID = "grid"
    LIST = "list"
    TEXT = "text"
    SCORING = "scoring"
    RATIOS = "ratios"
    CHECKS = "checks"


@dataclass(frozen=True, slots=True)
class Block:
    """A panel of a stage."""

    kind: BlockKind
    items: tuple[str, ...]
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    id: str
    blocks: tuple[Block, ...]
    help: str = ""
    was: str = ""


class PartKind(StrEnum):
    TEXT = "text"
    NARRATIVE = "narrative"
    TABLE = "table"
    SCORES = "scores"
    CHECKS = "checks"
    EXPLANATIONS = "explanations"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class ChapterPart:
    """One thing printed in a chapter. text: {{…}} places; narrative and table: the id; columns: what of the table."""

    kind: PartKind
    body: str = ""
    columns: tuple[str, ...] = ()
    caption: str = ""
    when: Formula | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    level: int
    parts: tuple[ChapterPart, ...] = ()
    chapters: tuple["Chapter", ...] = ()
    numbered: bool = True
    when: Formula | None = None
    """Printed only when it holds; its parts may have conditions of their own."""
    was: str = ""
