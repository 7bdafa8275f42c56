"""The stored form: schema-bound JSON, read by a strict walker (types, attributes, depth, size)."""

import json
import re

from rubrics.scoring import strict_json
from rubrics.scoring.characters import broken
from rubrics.scoring.problems import Problem

from .blocks import (
    MOST_INLINES,
    Blocks,
    BlockType,
    FigureMark,
    Inline,
    NarrativeBlock,
    TableCell,
    TableRows,
    Words,
    tidy,
)
from .grids import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, laid
from .text_form import LONGEST_MARK, MOST_BLOCKS, read_text_form

LONGEST_STORED = 2_000_000
_DEEPEST = 12
BREAK: dict[str, object] = {"type": "break"}
"""Between two lines of a cell."""
_STORED = re.compile(r'\s*\{\s*"type"\s*:\s*"doc"')
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_LISTS = {"bullet": BlockType.BULLET, "number": BlockType.NUMBER}


class _RefusedError(Exception):
    """Leaves the walker; becomes a Problem in `read_json`."""


def read_stored(text: str) -> Blocks | list[Problem]:
    """Return the blocks of a narrative as stored: JSON, or the text form typed on a page without script."""
    return read_json(text) if _STORED.match(text) else read_text_form(text)


def read_json(text: str) -> Blocks | list[Problem]:
    """Return the blocks that a JSON document holds, or the first thing that the schema does not allow."""
    try:
        return _walk(_load(text))
    except _RefusedError as refused:
        return [
            Problem("", f"正文结构不合规定：{refused}", "请在编辑框里重新编辑这一段，不要粘贴带格式的内容")
        ]


def to_json(blocks: Blocks) -> str:
    """Return the canonical stored form: keys in order, no spaces."""
    content = [_block_json(block) for block in blocks]
    return json.dumps({"type": "doc", "content": content}, ensure_ascii=False, separators=(",", ":"))


def _load(text: str) -> object:
    if len(text) > LONGEST_STORED:
        raise _RefusedError("太大")
    try:
        return strict_json.load(text, deepest=_DEEPEST, odd=_refuse)
    except strict_json.NotJSONError as problem:
        raise _RefusedError(str(problem)) from None


def _refuse(what: str) -> object:
    raise _RefusedError(what)


def _walk(document: object) -> Blocks:
    node = _node(document, {"type", "content"})
    content = _content_of(node, MOST_BLOCKS)
    blocks = [_block(item) for item in content]
    ids = [block.id for block in blocks]
    if len(set(ids)) != len(ids):
        raise _RefusedError("两段用了同一个编号")
    if sum(cell.columns * cell.rows for block in blocks for row in block.rows for cell in row) > MOST_CELLS:
        raise _RefusedError("表格太大")
    return tuple(block for block in blocks if not block.empty)


def _node(value: object, keys: set[str]) -> dict[str, object]:
    if not isinstance(value, dict) or set(value) - keys or not isinstance(value.get("type"), str):
        raise _RefusedError("有不认识的内容")
    return value


def _content_of(node: dict[str, object], most: int) -> list[object]:
    content = node.get("content", [])
    if not isinstance(content, list) or len(content) > most:
        raise _RefusedError("内容太多，或不是列表")
    return content


def _block(value: object) -> NarrativeBlock:
    node = _node(value, {"type", "attrs", "content"})
    attributes = node.get("attrs")
    if not isinstance(attributes, dict) or not _ID.fullmatch(str(attributes.get("id", ""))):
        raise _RefusedError("有一段没有编号")
    if node["type"] == "table" and set(attributes) == {"id"}:
        return NarrativeBlock(BlockType.TABLE, (), id=attributes["id"], rows=_rows(node))
    block_type, level = _block_type(str(node["type"]), attributes)
    return NarrativeBlock(
        block_type, tidy(_inline(item) for item in _content_of(node, MOST_INLINES)), level, attributes["id"]
    )


def _block_type(name: str, attributes: dict[str, object]) -> tuple[BlockType, int]:
    level, kind = attributes.get("level"), attributes.get("list")
    if name == "heading" and set(attributes) == {"id", "level"} and type(level) is int and level in (1, 2, 3):
        return BlockType.HEADING, level
    if name == "paragraph" and set(attributes) == {"id"}:
        return BlockType.PARAGRAPH, 0
    if name == "list_item" and set(attributes) == {"id", "list"} and isinstance(kind, str) and kind in _LISTS:
        return _LISTS[kind], 0
    raise _RefusedError("有不认识的段落类型或属性")


def _rows(table: dict[str, object]) -> TableRows:
    rows = tuple(_row(item) for item in _content_of(table, MOST_ROWS))
    if rows and laid(rows) is None:
        raise _RefusedError("表格的格对不齐")
    return rows


def _row(value: object) -> tuple[TableCell, ...]:
    node = _node(value, {"type", "content"})
    if node["type"] != "row":
        raise _RefusedError("表格里有不认识的内容")
    return tuple(_cell(item) for item in _content_of(node, MOST_COLUMNS))


def _cell(value: object) -> TableCell:
    node = _node(value, {"type", "attrs", "content"})
    attributes = node.get("attrs")
    if node["type"] != "cell" or not isinstance(attributes, dict) or set(attributes) != {"columns", "rows"}:
        raise _RefusedError("表格里有不认识的内容")
    columns, rows = _span(attributes["columns"], MOST_COLUMNS), _span(attributes["rows"], MOST_ROWS)
    return TableCell(_lines(_content_of(node, MOST_INLINES)), columns, rows)


def _lines(content: list[object]) -> tuple[tuple[Inline, ...], ...]:
    """Return the lines of a cell, which breaks part; an empty one says nothing."""
    lines: list[list[Inline]] = [[]]
    for item in content:
        if item == BREAK:
            lines.append([])
        else:
            lines[-1].append(_inline(item))
    return tuple(line for line in map(tidy, lines) if line)


def _span(value: object, most: int) -> int:
    if type(value) is not int or not 1 <= value <= most:
        raise _RefusedError("合并的格数不对")
    return value


def _inline(value: object) -> Inline:
    if isinstance(value, dict) and value.get("type") == "text":
        return _words(_node(value, {"type", "text"}).get("text"))
    node = _node(value, {"type", "attrs"})
    attributes = node.get("attrs")
    if node["type"] != "figure" or not isinstance(attributes, dict) or set(attributes) != {"id"}:
        raise _RefusedError("有不认识的行内内容")
    return _mark(attributes["id"])


def _words(text: object) -> Words:
    if not isinstance(text, str) or not text or broken(text) or "\n" in text:
        raise _RefusedError("文字为空，或含有控制字符")
    return Words(text)


def _mark(name: object) -> FigureMark:
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_MARK:
        raise _RefusedError("引用的名称不对")
    if broken(name) or re.search(r"[{}\\\n]", name):
        raise _RefusedError("引用的名称不对")
    return FigureMark(name.strip())


def _block_json(block: NarrativeBlock) -> dict[str, object]:
    attributes: dict[str, object] = {"id": block.id}
    name = block.type.value
    if block.type is BlockType.HEADING:
        attributes["level"] = block.level
    elif block.type in _LISTS.values():
        name, attributes["list"] = "list_item", block.type.value
    if block.rows:
        return {"type": name, "attrs": attributes, "content": [_row_json(row) for row in block.rows]}
    return {"type": name, "attrs": attributes, "content": [_inline_json(inline) for inline in block.inlines]}


def _row_json(row: tuple[TableCell, ...]) -> dict[str, object]:
    return {"type": "row", "content": [_cell_json(cell) for cell in row]}


def _cell_json(cell: TableCell) -> dict[str, object]:
    attributes = {"columns": cell.columns, "rows": cell.rows}
    content: list[dict[str, object]] = []
    for line in cell.lines:
        content += [BREAK] if content else []
        content += [_inline_json(inline) for inline in line]
    return {"type": "cell", "attrs": attributes, "content": content}


def _inline_json(inline: Inline) -> dict[str, object]:
    if isinstance(inline, FigureMark):
        return {"type": "figure", "attrs": {"id": inline.id}}
    return {"type": "text", "text": inline.text}
