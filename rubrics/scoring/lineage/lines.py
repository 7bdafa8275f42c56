"""Any part of a document in one line, and what of a long line has changed."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum

from rubrics.scoring.formulas import Formula
from rubrics.scoring.types import Mode
from rubrics.scoring.units import Unit

_CONTEXT, _SHORT = 8, 60
_MODES = {
    Mode.COMPUTED: "系统计算，不能改分",
    Mode.EDITABLE: "系统计算，填报人可以改",
    Mode.ENTERED: "填报人填分",
    Mode.REVIEWED: "系统计算，审核人可以核定",
}


def change(before: str, after: str) -> str:
    """Return “由…改为…”; of long lines only the piece that differs, with a little around it."""
    if len(before) > _SHORT and len(after) > _SHORT:
        before, after = _pieces(before, after)
    return f"由“{before or '无'}”改为“{after or '无'}”"


def _pieces(before: str, after: str) -> tuple[str, str]:
    """Return both lines without what they share at the beginning and the end."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    head, tail = max(0, start - _CONTEXT), max(0, end - _CONTEXT)
    return _cut(before, head, tail), _cut(after, head, tail)


def _cut(line: str, head: int, tail: int) -> str:
    return ("…" if head else "") + line[head : len(line) - tail] + ("…" if tail else "")


def moved(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """Return what a list gained and lost: 增加 甲；减少 乙."""
    gained, lost = [one for one in after if one not in before], [one for one in before if one not in after]
    said = [f"增加 {'、'.join(gained)}"] if gained else []
    said += [f"减少 {'、'.join(lost)}"] if lost else []
    return "；".join(said) or "次序有调整"


def in_line(value: object) -> str:
    """Return any part of a document in one short line, formulas as written."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Formula):
        return value.text
    if isinstance(value, Unit | StrEnum):
        return value.name if isinstance(value, Unit) else _enumerated(value)
    if isinstance(value, Mapping):
        return "，".join(f"{name}：{in_line(one)}" for name, one in value.items())
    return "、".join(in_line(one) for one in value) if isinstance(value, tuple) else _record(value)


def _enumerated(value: StrEnum) -> str:
    return _MODES[value] if isinstance(value, Mode) else value.value


def _record(value: object) -> str:
    if not is_dataclass(value):
        return "" if value is None else str(value)
    parts = (in_line(getattr(value, one.name)) for one in fields(value))
    return " ".join(part for part in parts if part)
