"""drafts: 建议表述 of a narrative, in the text form that a filer could type."""

import re

from rubrics.scoring import narrative
from rubrics.scoring.characters import excerpt

from .formulas import template
from .located import Located
from .reader import Reader
from .shapes import items, texts

_LONGEST = 1_000
_NOT_A_NAME = re.compile(r"[|+*/()（）,，\s=<>≥≤≠−]")


def read_drafts(reader: Reader, node: Located) -> tuple[str, ...]:
    """Return the drafted texts; each place in them is one figure's name, since a filer can quote nothing else."""
    drafts = texts(reader, node, _LONGEST)
    for item in items(reader, node):
        _check(reader, item)
    return drafts


def _check(reader: Reader, item: Located) -> None:
    blocks = narrative.read_text_form(item.text or "")
    if isinstance(blocks, list):
        reader.refuse(item, blocks[0].what, blocks[0].todo)
        return
    template(reader, item, None, {})
    for name in narrative.figure_ids(blocks):
        if _NOT_A_NAME.search(name):
            reader.refuse(
                item, f"“{excerpt(name)}”不是一个数的名称", "建议表述里只写 {{名称}}，不写算式和单位"
            )
