"""The indicator tree: points of every level, and on each row what a person fills in or how the points came about."""

from .page import Page
from rubrics.scoring.types import Block


def tree_body(page: Page, block: Block) -> tuple[object, ...]:
    return ()
