"""A panel of computed figures."""

from dataclasses import dataclass

from rubrics.scoring.types import Block

from .fields import figure_text
from .page import Page
from .worth import worth_of


@dataclass(frozen=True, slots=True)
class RatioView:
    """A computed figure with what it is worth and why it is formed so."""

    title: str
    text: str
    worth: str
    warned: bool
    note: str


def ratios_body(page: Page, block: Block) -> tuple[RatioView, ...]:
    """Return the computed figures of a `ratios` block."""
    return tuple(_view(page, name) for name in block.items)


def _view(page: Page, name: str) -> RatioView:
    ratio, worth = page.content.index.ratios[name], worth_of(page.content, name)
    return RatioView(
        ratio.title,
        figure_text(page.content, name),
        worth.text if worth else "",
        bool(worth and worth.warned),
        ratio.note,
    )
