"""stages: the pages of a filing and their panels."""

from rubrics.scoring.types import Block, BlockKind, Stage

from .identifiers import check_id
from .located import Located
from .reader import Reader
from .shapes import ALL, Keys, entries, items, members, said, text

_KINDS = tuple(kind.value for kind in BlockKind)
BLOCK_KEYS = Keys((), (*_KINDS, "title", "note"))
STAGE_KEYS = Keys(("blocks",), ("help", "was"))
SIGNS = {"+": "+", "-": "-", "−": "-", "－": "-", "＋": "+", "×": "×", "*": "×", "÷": "÷", "/": "÷"} | {
    sign: sign for sign in "=≤≥<>()"
}
"""What may stand between the figures of an equation, and how it is shown."""


def read_stages(reader: Reader, node: Located) -> tuple[Stage, ...]:
    """Return the stages in the order of filling in."""
    found = []
    for name, member in entries(reader, node).items():
        check_id(reader, name, member)
        reader.declare("stage", name, member)
        parts = members(reader, member, STAGE_KEYS)
        blocks = (
            tuple(_block(reader, one) for one in items(reader, parts["blocks"])) if "blocks" in parts else ()
        )
        if "blocks" in parts and not blocks:
            reader.refuse_key(parts["blocks"], "没有内容", "请至少写一块，如 {fields: […]}")
        kept = tuple(block for block in blocks if block is not None)
        found.append(Stage(name, kept, said(reader, parts, "help"), said(reader, parts, "was")))
    return tuple(found)


def _block(reader: Reader, node: Located) -> Block | None:
    found = members(reader, node, BLOCK_KEYS)
    kinds = [key for key in _KINDS if key in found]
    if len(kinds) != 1:
        if node.members is not None:
            reader.refuse(node, "一块要写、且只写一种内容", f"请写 {'、'.join(_KINDS)} 中的一个")
        return None
    kind = BlockKind(kinds[0])
    return Block(
        kind,
        _items(reader, found[kind.value], kind),
        said(reader, found, "title"),
        said(reader, found, "note"),
    )


def _items(reader: Reader, node: Located, kind: BlockKind) -> tuple[str, ...]:
    if kind in (BlockKind.GRID, BlockKind.LIST):
        return (text(reader, node),)
    if node.text is not None:
        if node.text != ALL or kind not in (BlockKind.SCORING, BlockKind.CHECKS, BlockKind.RATIOS):
            wanted = (
                f"列表，或 {ALL}"
                if kind in (BlockKind.SCORING, BlockKind.CHECKS, BlockKind.RATIOS)
                else "列表"
            )
            reader.refuse(node, f"这里要写{wanted}", "请写成 [甲, 乙]")
        return (ALL,)
    words = (text(reader, item) for item in items(reader, node))
    return tuple(SIGNS.get(word, word) if kind is BlockKind.EQUATION else word for word in words if word)
