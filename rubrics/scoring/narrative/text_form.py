"""The small lossless text form: a line is a block; `# ` to `### ` a heading, `- ` and `1. ` a list, `{{id}}` a figure.

A backslash takes the meaning from the sign behind it. Empty lines do not count.
"""

import re
from collections.abc import Container
from dataclasses import dataclass

from rubrics.scoring.characters import broken, excerpt, one_break
from rubrics.scoring.problems import Problem

from .blocks import Blocks, BlockType, FigureMark, Inline, NarrativeBlock, Words, tidy, with_ids

MOST_BLOCKS, MOST_INLINES, LONGEST_MARK = 2_000, 500, 120
_HEAD = re.compile(r"(#{1,3}|-|[0-9]{1,3}\.) +(?=\S)")
_TOKEN = re.compile(r"\\([\\{}#.\-])|\{\{([^{}\\]*)\}\}|(\{\{)")
_LOOKS_LIKE_HEAD = re.compile(r"(#{1,3}|-|[0-9]{1,3}\.)(?= )")


@dataclass(frozen=True, slots=True)
class _Fault:
    at: int
    what: str
    todo: str


def read_text_form(
    text: str, *, known: Container[str] | None = None, previous: Blocks = ()
) -> Blocks | list[Problem]:
    """Return the blocks that `text` writes, or every problem with its line and column.

    `known`: ids that may stand in `{{…}}`; None takes any. `previous`: the stored blocks, whose ids are kept.
    """
    blocks: list[NarrativeBlock] = []
    problems: list[Problem] = []
    for number, line in enumerate(one_break(text).split("\n"), start=1):
        block, faults = _read_line(line.replace("\t", " ").strip(), known)
        indent = len(line) - len(line.lstrip())
        problems += [Problem("", f.what, f.todo, line=number, column=indent + f.at + 1) for f in faults]
        if block.inlines:
            blocks.append(block)
    if len(blocks) > MOST_BLOCKS:
        problems.append(
            Problem("", f"有 {len(blocks):,} 段，超过 {MOST_BLOCKS:,} 段", "请精简，或把附表作为佐证材料上传")
        )
    return problems or with_ids(tuple(blocks), previous)


def to_text_form(blocks: Blocks) -> str:
    """Return the text form: `read_text_form` of it gives the same blocks (ids apart)."""
    lines: list[str] = []
    number = 0
    for block in blocks:
        number = number + 1 if block.type is BlockType.NUMBER else 0
        lines.append(_head_of(block, number) + _body_of(block))
    return "\n".join(lines)


def _read_line(text: str, known: Container[str] | None) -> tuple[NarrativeBlock, list[_Fault]]:
    hidden = broken(text)
    if hidden:
        return NarrativeBlock(BlockType.PARAGRAPH, ()), [_Fault(0, f"含有{hidden}", "请删去后重填")]
    head = _HEAD.match(text)
    start = head.end() if head else 0
    inlines, faults = _read_inlines(text, start, known)
    if len(inlines) > MOST_INLINES:
        faults.append(_Fault(0, "一段里引用的数太多", "请分段"))
    sign = head.group(1) if head else ""
    return NarrativeBlock(_type_of(sign), tidy(inlines), len(sign) if sign.startswith("#") else 0), faults


def _type_of(sign: str) -> BlockType:
    if sign.startswith("#"):
        return BlockType.HEADING
    if sign == "-":
        return BlockType.BULLET
    return BlockType.NUMBER if sign else BlockType.PARAGRAPH


def _read_inlines(text: str, start: int, known: Container[str] | None) -> tuple[list[Inline], list[_Fault]]:
    inlines: list[Inline] = []
    faults: list[_Fault] = []
    at = start
    for match in _TOKEN.finditer(text, start):
        inlines.append(Words(text[at : match.start()]))
        at = match.end()
        escaped, mark, opened = match.groups()
        if escaped is not None:
            inlines.append(Words(escaped))
        elif opened is not None:
            faults.append(
                _Fault(
                    match.start(), "“{{”没有对应的“}}”", "引用请写成 {{名称}}；要写这两个括号本身，请写 \\{{"
                )
            )
        else:
            inlines.append(FigureMark(mark.strip()))
            faults += _mark_faults(mark.strip(), match.start(), known)
    inlines.append(Words(text[at:]))
    return inlines, faults


def _mark_faults(mark: str, at: int, known: Container[str] | None) -> list[_Fault]:
    if mark and len(mark) <= LONGEST_MARK and (known is None or mark in known):
        return []
    what = f"没有叫“{excerpt(mark)}”的数可以引用" if mark else "“{{}}”里没有名称"
    return [_Fault(at, what, "请从“插入数据”里选；要写这几个字本身，请写 \\{{" + excerpt(mark) + "}}")]


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
    parts = ("{{" + i.id + "}}" if isinstance(i, FigureMark) else _escaped(i.text) for i in block.inlines)
    text = "".join(parts)
    head = _LOOKS_LIKE_HEAD.match(text)
    if block.type is not BlockType.PARAGRAPH or not head:
        return text
    return f"{text[: head.end() - 1]}\\{text[head.end() - 1 :]}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("{", "\\{")
