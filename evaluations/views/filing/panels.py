"""A stage as panels: each block of the document with its boxes, its sheet or its text, and what was found there."""

from dataclasses import dataclass

from rubrics.scoring.types import Block, BlockKind

from .counted import CountedFor, counted_for
from .equations import equation_body
from .fields import fields_body
from .findings import Group, grouped, head_of, outcome_of
from .narratives import text_body
from .page import Page, places_here
from .ratios import ratios_body
from .table_bodies import table_body
from .tree import tree_body

type Body = tuple[str, object, frozenset[str]]
"""Template, what it prints, and the places that it holds."""


@dataclass(frozen=True, slots=True)
class Panel:
    """`template` prints `body`; `heads` are the places that it holds; `badge` is severity and word for its head."""

    id: str
    title: str
    note: str
    template: str
    body: object
    heads: frozenset[str]
    groups: tuple[Group, ...]
    badge: tuple[str, str] | None
    counted: CountedFor | None


def panels_of(page: Page) -> list[Panel]:
    """Return the panels of a page in the document's order; a place stands in the first that names it."""
    placed: set[str] = set()
    panels = []
    for at, block in enumerate(page.stage.blocks, start=1):
        if block.kind is not BlockKind.CHECKS:
            panels.append(_panel(page, block, at, frozenset(placed)))
            placed |= panels[-1].heads
    return panels


def _panel(page: Page, block: Block, at: int, placed: frozenset[str]) -> Panel:
    template, body, heads = _body(page, block, placed)
    found = tuple(one for one in page.findings if one.places and head_of(one.places[0]) in heads)
    return Panel(
        id=f"panel-{at}",
        title=_title(page, block, at),
        note=block.note,
        template=f"evaluations/filing/{template}.html",
        body=body,
        heads=heads,
        groups=grouped(found),
        badge=outcome_of(page.content, heads, found),
        counted=counted_for(page.content, heads),
    )


def _title(page: Page, block: Block, at: int) -> str:
    """Return the heading of a panel; one that stands above already is told apart."""
    title = block.title or "、".join(block.items[:3])
    above = [one.title for one in page.stage.blocks[: at - 1]]
    return f"{title}（系统计算）" if title in above and block.kind is BlockKind.RATIOS else title


def _body(page: Page, block: Block, placed: frozenset[str]) -> Body:
    heads = places_here(page, block, placed)
    match block.kind:
        case BlockKind.FIELDS:
            return "fields", fields_body(page, block, heads), heads
        case BlockKind.EQUATION:
            return "fields", equation_body(page, block, heads), heads
        case BlockKind.TEXT:
            return "fields", text_body(page, block, heads), heads
        case BlockKind.GRID | BlockKind.LIST:
            return table_body(page, block)
        case BlockKind.RATIOS:
            return "ratios", ratios_body(page, block), frozenset()
        case _:
            return (
                "tree",
                tree_body(page, block),
                frozenset(one for one in page.own if one.startswith("line:")),
            )
