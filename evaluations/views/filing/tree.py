"""The indicator tree: points of every level, and on each row what a person fills in or how the points came about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rubrics.scoring.lines import entries_of
from rubrics.scoring.results import Line
from rubrics.scoring.rules import ChoiceRule, DeductionRule, EntryKind, OwnRule, SumRule
from rubrics.scoring.types import Block, Criterion, Mode

from .cells import Cell
from .entries import EntryView, entry_views, evidence_box, reason_box
from .own import OwnBody, own_body
from .page import Page
from .past_lines import past_score_of
from .standing import Standing, lacks_reason, mended_lines, standing_of
from .why import Why, why_of

EVERYTHING = "全部"
COMPUTED, TAKEN, COUNTED = ("lock-fill", "系统计算"), ("lock-fill", "由前页带入"), ("lock-fill", "按次扣分")
REPLACED = ("pencil", "系统计算，可改")
WAYS = {
    EntryKind.TICK: ("check2-square", "逐条判断"),
    EntryKind.SCORE: ("pencil", "评判"),
    EntryKind.OPTION: ("ui-radios", "选择"),
    EntryKind.TIER: ("ui-radios", "分档评判"),
    EntryKind.OWN: ("list-check", "个性化指标"),
}


@dataclass(frozen=True, slots=True)
class LeafView:
    """What stands below a row when it is opened."""

    rank: int
    way: tuple[str, str]
    entries: tuple[EntryView, ...]
    own: OwnBody | None
    reason: Cell | None
    reason_required: bool
    evidence: Cell
    evidence_required: bool
    wording: tuple[str, ...]
    why: Why
    past: str
    standing: Standing
    open: bool


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A node: `level` 1 to 3 for its look, `score` None where something below is missing. `leaf` for scored rows."""

    address: str
    title: str
    level: int
    score: Decimal | None
    points: Decimal
    lost: Decimal | None
    leaf: LeafView | None


@dataclass(frozen=True, slots=True)
class Tree:
    """`count` scored rows; `show` is what was asked for: all, lost or mine."""

    rows: tuple[TreeRow, ...]
    count: int
    lost: int
    mine: int


def tree_body(page: Page, block: Block) -> Tree:
    """Return the tree of a `scoring` block."""
    mended = mended_lines(page.content)
    ranks = {leaf.id: rank for rank, leaf in enumerate(page.content.index.leaves, start=1)}
    rows = tuple(_row(page, node, ranks, mended) for node in _nodes(page, block))
    leaves = [row for row in rows if row.leaf]
    return Tree(
        rows=tuple(row for row in rows if _is_asked(page, row)),
        count=len(leaves),
        lost=sum(bool(row.lost) or row.score is None for row in leaves),
        mine=sum(is_mine(row) for row in leaves),
    )


def is_mine(row: TreeRow) -> bool:
    """Whether a row is filled in by a person."""
    return row.leaf is not None and bool(row.leaf.own or [one for one in row.leaf.entries if one.cell])


def _is_asked(page: Page, row: TreeRow) -> bool:
    if row.leaf is None or page.show not in {"lost", "mine"}:
        return True
    return is_mine(row) if page.show == "mine" else bool(row.lost) or row.score is None


def _nodes(page: Page, block: Block) -> Iterator[Criterion]:
    whole = EVERYTHING in block.items
    for node in page.content.document.criteria:
        yield from _walk(node, block, whole=whole)


def _walk(node: Criterion, block: Block, *, whole: bool) -> Iterator[Criterion]:
    wanted = whole or node.id in block.items
    if wanted:
        yield node
    for part in node.parts:
        yield from _walk(part, block, whole=wanted)


def _row(page: Page, node: Criterion, ranks: dict[str, int], mended: dict) -> TreeRow:
    if node.rule is None:
        total = page.content.sheet.totals[node.id]
        score = total.score if total.complete else None
        lost = total.points - total.score if total.complete else None
        return TreeRow("", node.title, node.level, score, total.points, lost, None)
    line = page.content.sheet.lines[node.id]
    leaf = _leaf(page, node, line, ranks[node.id], standing_of(page.content, line, mended))
    return TreeRow(f"line:{node.id}", node.title, node.level, line.score, node.points, line.lost, leaf)


def _leaf(page: Page, node: Criterion, line: Line, rank: int, standing: Standing) -> LeafView:
    reason = reason_box(page, node)
    asks = lacks_reason(line.steps)
    entries = entry_views(page, node, line)
    evidence = evidence_box(page, node)
    own = own_body(page, node, line) if isinstance(node.rule, OwnRule) else None
    boxes = [reason, evidence, *(one.cell for one in entries if one.cell)]
    empty = any(one.cell and not one.cell.text for one in entries)
    below = line.score is not None and line.score < line.points
    return LeafView(
        rank=rank,
        way=way_of(node),
        entries=entries,
        own=own,
        reason=reason if not own and (below or reason.text or asks) else None,
        reason_required=node.reason and below,
        evidence=evidence,
        evidence_required=node.evidence,
        wording=statements(node.wording),
        why=why_of(page.content, node, line, rank),
        past=past_score_of(page.content, node),
        standing=standing,
        open=empty or asks or any(box.problem for box in boxes) or bool(own),
    )


def way_of(node: Criterion) -> tuple[str, str]:
    """Return icon and word for how a row is scored."""
    entries = entries_of(node)
    if node.mode is Mode.EDITABLE:
        return REPLACED
    if entries:
        return WAYS[entries[0].kind]
    if isinstance(node.rule, DeductionRule):
        return COUNTED
    return TAKEN if _is_taken(node) else COMPUTED


def _is_taken(node: Criterion) -> bool:
    rules = [part.rule for part in node.rule.parts] if isinstance(node.rule, SumRule) else [node.rule]
    return all(isinstance(rule, ChoiceRule) for rule in rules)


_ENDS = re.compile(r"(?<=[。；])")
_BEGINS = re.compile(r"[0-9]{1,2}\.(?![0-9])|[（(][0-9一二三四五六七八九十]{1,3}[）)]")


def statements(words: str) -> tuple[str, ...]:
    """Return 评分标准 with each numbered statement on a line of its own."""
    lines = [""]
    for piece in _ENDS.split(words):
        if _BEGINS.match(piece) and lines[-1]:
            lines.append("")
        lines[-1] += piece
    return tuple(line for line in lines if line.strip())
