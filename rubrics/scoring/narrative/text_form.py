"""The small lossless text form: a line is a block; `# ` to `### ` a heading, `- ` and `1. ` a list, `{{id}}` a figure.

A backslash takes the meaning from the sign behind it. Empty lines only end a table (`text_tables`).
"""

import re
from collections.abc import Container, Iterable

from rubrics.scoring.characters import broken, excerpt, one_break
from rubrics.scoring.problems import Problem

from .blocks import (
    MOST_INLINES,
    Blocks,
    BlockType,
    FigureMark,
    Inline,
    NarrativeBlock,
    Words,
    tidy,
    with_ids,
)
from .grids import MOST_CELLS
from .text_tables import Fault, is_row, read_table, write_table

MOST_BLOCKS, LONGEST_MARK = 2_000, 120
_HEAD = re.compile(r"(#{1,3}|-|[0-9]{1,3}\.) +(?=\S)")
_TOKEN = re.compile(r"\\([\\{}#.\-|<^])|\{\{([^{}\\]*)\}\}|(\{\{)")
_LOOKS_LIKE_HEAD = re.compile(r"(#{1,3}|-|[0-9]{1,3}\.)(?= )")


def read_text_form(
    text: str, *, known: Container[str] | None = None, previous: Blocks = ()
) -> Blocks | list[Problem]:
    """Return the blocks that `text` writes, or every problem with its line and column.

    `known`: ids that may stand in `{{…}}`; None takes any. `previous`: the stored blocks, whose ids are kept.
    """
    blocks: list[NarrativeBlock] = []
    problems: list[Problem] = []
    rows: list[tuple[int, str]] = []
    for number, line in enumerate([*one_break(text).split("\n"), ""], start=1):
        written = line.replace("\t", " ").strip()
        if is_row(written) and not broken(written):
            rows.append((number, written))
            continue
        if rows:
            table, wrong = read_table(rows, lambda cell: _read_inlines(cell, 0, known))
            problems += [_problem(fault, at) for at, fault in wrong]
            blocks += [NarrativeBlock(BlockType.TABLE, (), rows=table)] if table else []
            rows = []
        block, faults = _read_line(written, known)
        indent = len(line) - len(line.lstrip())
        problems += [_problem(fault, number, indent) for fault in faults]
        if block.inlines:
            blocks.append(block)
    return problems or _too_much(blocks) or with_ids(tuple(blocks), previous)


def _problem(fault: Fault, line: int, indent: int = 0) -> Problem:
    return Problem("", fault.what, fault.todo, line=line, column=indent + fault.at + 1)


def _too_much(blocks: list[NarrativeBlock]) -> list[Problem]:
    cells = sum(cell.columns * cell.rows for block in blocks for row in block.rows for cell in row)
    todo = "请精简，或把附表作为佐证材料上传"
    if len(blocks) > MOST_BLOCKS:
        return [Problem("", f"有 {len(blocks):,} 段，超过 {MOST_BLOCKS:,} 段", todo)]
    return [Problem("", f"表格共有 {cells:,} 格，超过 {MOST_CELLS:,} 格", todo)] if cells > MOST_CELLS else []


def to_text_form(blocks: Blocks) -> str:
    """Return the text form: `read_text_form` of it gives the same blocks (ids apart)."""
    lines: list[str] = []
    number, before = 0, False
    for block in blocks:
        lines += [""] if before and block.rows else []
        before = bool(block.rows)
        number = number + 1 if block.type is BlockType.NUMBER else 0
        written = (
            write_table(block.rows, _written) if block.rows else _head_of(block, number) + _body_of(block)
        )
        lines.append(written)
    return "\n".join(lines)


def _read_line(text: str, known: Container[str] | None) -> tuple[NarrativeBlock, list[Fault]]:
    hidden = broken(text)
    if hidden:
        return NarrativeBlock(BlockType.PARAGRAPH, ()), [Fault(0, f"含有{hidden}", "请删去后重填")]
    head = _HEAD.match(text)
    start = head.end() if head else 0
    read, faults = _read_inlines(text, start, known)
    inlines = tidy(read)
    if len(inlines) > MOST_INLINES:
        faults.append(Fault(0, "一段里引用的数太多", "请分段"))
    sign = head.group(1) if head else ""
    return NarrativeBlock(_type_of(sign), inlines, len(sign) if sign.startswith("#") else 0), faults


def _type_of(sign: str) -> BlockType:
    if sign.startswith("#"):
        return BlockType.HEADING
    if sign == "-":
        return BlockType.BULLET
    return BlockType.NUMBER if sign else BlockType.PARAGRAPH


def _read_inlines(text: str, start: int, known: Container[str] | None) -> tuple[list[Inline], list[Fault]]:
    inlines: list[Inline] = []
    faults: list[Fault] = []
    at = start
    for match in _TOKEN.finditer(text, start):
        inlines.append(Words(text[at : match.start()]))
        at = match.end()
        escaped, mark, opened = match.groups()
        if escaped is not None:
            inlines.append(Words(escaped))
        elif opened is not None:
            faults.append(
                Fault(
                    match.start(), "“{{”没有对应的“}}”", "引用请写成 {{名称}}；要写这两个括号本身，请写 \\{{"
                )
            )
        else:
            inlines.append(FigureMark(mark.strip()))
            faults += _mark_faults(mark.strip(), match.start(), known)
    inlines.append(Words(text[at:]))
    return inlines, faults


def _mark_faults(mark: str, at: int, known: Container[str] | None) -> list[Fault]:
    if mark and len(mark) <= LONGEST_MARK and (known is None or mark in known):
        return []
    what = f"没有叫“{excerpt(mark)}”的数可以引用" if mark else "“{{}}”里没有名称"
    return [Fault(at, what, "请从“插入数据”里选；要写这几个字本身，请写 \\{{" + excerpt(mark) + "}}")]


def _head_of(block: NarrativeBlock, number: int) -> str:
    match block.type:
        case BlockType.HEADING:
            return "#" * block.level + " "
        case BlockType.BULLET:
            return "- "
        case BlockType.NUMBER:
            return f"{(number - 1) % 999 + 1}. "
    return ""


def _body_of(block: NarrativeBlock) -> str:
    text = _written(block.inlines)
    if block.type is BlockType.PARAGRAPH and is_row(text):
        return f"\\{text}"
    head = _LOOKS_LIKE_HEAD.match(text)
    if block.type is not BlockType.PARAGRAPH or not head:
        return text
    return f"{text[: head.end() - 1]}\\{text[head.end() - 1 :]}"


def _written(inlines: Iterable[Inline]) -> str:
    return "".join("{{" + i.id + "}}" if isinstance(i, FigureMark) else _escaped(i.text) for i in inlines)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("{", "\\{")
