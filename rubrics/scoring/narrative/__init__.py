"""Narratives: schema-bound blocks, stored JSON, the lossless text form, and the prose that checks read."""

from .blocks import (
    OPEN_FIGURE,
    Blocks,
    BlockType,
    FigureMark,
    Inline,
    NarrativeBlock,
    TableCell,
    TableRows,
    Words,
    character_count,
    figure_ids,
    plain,
    plain_of,
    prose,
    tidy,
    with_ids,
)
from .grids import head_rows, laid
from .stored import read_json, read_stored, to_json
from .text_form import read_text_form, to_text_form

__all__ = [
    "OPEN_FIGURE", "BlockType", "Blocks", "FigureMark", "Inline", "NarrativeBlock", "TableCell", "TableRows",
    "Words", "character_count", "figure_ids", "head_rows", "laid", "plain", "plain_of", "prose", "read_json",
    "read_stored", "read_text_form", "tidy", "to_json", "to_text_form", "with_ids",
]  # fmt: skip
