"""Two years' documents compared: what was renamed (was), added, removed, and how points and limits changed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum

from rubrics.scoring.index import walk
from rubrics.scoring.types import Chapter, Check, Criterion, Document, Field, Ratio, Stage, Table

from .lines import change, in_line, moved


class ChangeKind(StrEnum):
    RENAMED = "更名"
    ADDED = "新增"
    REMOVED = "删去"
    CHANGED = "修改"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. `what` is the kind of thing (字段, 比率, 指标 …); `says` is a sentence a person can read."""

    kind: ChangeKind
    what: str
    name: str
    before: str
    says: str


type Renamed = Callable[[str], str]
"""Puts this year's names into a line of last year's, so that a renaming is told once."""
type _Thing = Field | Ratio | Table | Criterion | Check | Stage
_WORDS = {
    "type": "类型", "unit": "单位", "label": "名称", "required": "必填", "allow_na": "无此事项", "minimum": "下限",
    "maximum": "上限", "places": "小数位", "options": "选项", "min_length": "最少字数", "max_length": "最多字数",
    "formula": "公式", "note": "口径", "points": "分值", "rule": "评分规则", "wording": "评分标准", "na": "不适用时",
    "evidence": "要佐证", "vetoes": "否决", "reason": "要原因", "over": "超额", "mode": "计分方式", "code": "编号",
    "severity": "轻重", "says": "提示语", "holds": "关系", "when": "前提", "tolerance": "容差", "title": "标题",
    "explained_by": "视同说明", "help": "提示", "mistakes": "常见错误", "source": "来源", "minimum_rows": "最少行数",
    "maximum_rows": "最多行数", "fixed": "固定行", "unit_from": "金额单位", "totals": "合计列", "columns": "列",
    "formulas": "计算列", "private": "不公开", "given": "带入", "group": "分组", "level": "级次",
    "carry": "上年可带入", "carry_from": "带入上年的哪一列", "drafts": "建议表述", "targets": "财政下达的列",
}  # fmt: skip
_APART: dict[type, tuple[str, ...]] = {
    Table: ("columns", "formulas"),
    Check: ("places",),
    Stage: ("blocks",),
}
"""What is compared on its own, or follows from what is."""


def compare(before: Document, after: Document) -> tuple[Difference, ...]:
    """Return what changed from one document to the next, in the order of the later one."""
    renamed = _renaming(after)
    found: list[Difference] = list(_head(before, after))
    found += _things("字段", before.inputs, after.inputs, renamed)
    found += _things("表", before.tables, after.tables, renamed)
    found += _columns(before, after, renamed)
    found += _things("比率", before.ratios, after.ratios, renamed)
    found += _things("指标", tuple(walk(before.criteria)), tuple(walk(after.criteria)), renamed)
    found += _things("勾稽", before.checks, after.checks, renamed)
    found += _things("阶段", before.stages, after.stages, renamed)
    found += _stages(before, after, renamed)
    found += _limits(before, after)
    found += _chapters(before, after)
    return tuple(found)


def _renaming(after: Document) -> Renamed:
    pairs = {
        was: name.rpartition(".")[2] for names in former_names(after).values() for name, was in names.items()
    }
    ordered = sorted(pairs, key=len, reverse=True)
    whole = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)") if ordered else None

    def renamed(line: str) -> str:
        return whole.sub(lambda match: pairs[match.group()], line) if whole else line

    return renamed


def former_names(document: Document) -> dict[str, dict[str, str]]:
    """Return kind -> present id -> last year's id of everything that was renamed: inputs, ratios, columns, criteria."""
    groups: dict[str, tuple[_Thing, ...]] = {
        "inputs": document.inputs,
        "tables": document.tables,
        "ratios": document.ratios,
        "criteria": tuple(walk(document.criteria)),
        "checks": document.checks,
    }
    found = {kind: {one.id: one.was for one in things if one.was} for kind, things in groups.items()}
    found["columns"] = {
        f"{table.id}.{column.id}": column.was
        for table in document.tables
        for column in table.columns
        if column.was
    }
    return found


def _head(before: Document, after: Document) -> Iterator[Difference]:
    for key, word in (("total", "总分"), ("title", "名称"), ("reference", "依据"), ("subject", "对象")):
        old, new = getattr(before, key), getattr(after, key)
        if old != new:
            yield Difference(
                ChangeKind.CHANGED, "文件", word, str(old), f"{word}{change(in_line(old), in_line(new))}"
            )
    for key, word in (("grades", "等级"), ("cap", "总分封顶"), ("comparable", "上年可比的前提")):
        old, new = in_line(getattr(before, key)), in_line(getattr(after, key))
        if old != new:
            yield Difference(ChangeKind.CHANGED, "文件", word, old, f"{word}{change(old, new)}")


def _things(
    what: str, before: tuple[_Thing, ...], after: tuple[_Thing, ...], renamed: Renamed
) -> Iterator[Difference]:
    old = {one.id: one for one in before}
    taken: set[str] = set()
    for one in after:
        former = one.was if one.was in old else one.id
        if former not in old:
            yield Difference(ChangeKind.ADDED, what, one.id, "", f"新增{what}“{one.id}”{_worth(one)}")
            continue
        taken.add(former)
        if former != one.id:
            yield Difference(ChangeKind.RENAMED, what, one.id, former, f"{what}“{former}”更名为“{one.id}”")
        yield from _changes(what, old[former], one, renamed)
    for name, gone in old.items():
        if name not in taken and all(name != one.id for one in after):
            yield Difference(ChangeKind.REMOVED, what, name, name, f"删去{what}“{name}”{_worth(gone)}")


def _worth(thing: _Thing) -> str:
    return f"（{thing.points:f} 分）" if isinstance(thing, Criterion) else ""


def _changes(what: str, old: _Thing, new: _Thing, renamed: Renamed) -> Iterator[Difference]:
    for one in fields(new):
        if one.name not in _WORDS or one.name in _APART.get(type(new), ()):
            continue
        was, now = getattr(old, one.name), getattr(new, one.name)
        before, after = renamed(in_line(was)), in_line(now)
        if before != after:
            lists = (
                isinstance(was, tuple)
                and isinstance(now, tuple)
                and all(isinstance(item, str) for item in (*was, *now))
            )
            how = moved(tuple(map(renamed, was)), now) if lists else change(before, after)
            yield Difference(
                ChangeKind.CHANGED, what, new.id, before, f"{what}“{new.id}”的{_WORDS[one.name]}{how}"
            )


def _stages(before: Document, after: Document, renamed: Renamed) -> Iterator[Difference]:
    """Yield what pages gained and lost; their look alone is not compared."""
    old = {stage.id: stage for stage in before.stages}
    for stage in after.stages:
        former = old.get(stage.was) or old.get(stage.id)
        if former is None:
            continue
        was, now = tuple(map(renamed, _items(former))), _items(stage)
        if set(was) != set(now):
            says = f"阶段“{stage.id}”的内容{moved(was, now)}"
            yield Difference(ChangeKind.CHANGED, "阶段", stage.id, "", says)


def _items(stage: Stage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for block in stage.blocks for item in block.items if len(item) > 1))


def _columns(before: Document, after: Document, renamed: Renamed) -> Iterator[Difference]:
    old = {table.id: table for table in before.tables}
    for table in after.tables:
        former = old.get(table.was) or old.get(table.id)
        if former is not None:
            old_columns: tuple[_Thing, ...] = (*former.columns, *former.formulas)
            new_columns: tuple[_Thing, ...] = (*table.columns, *table.formulas)
            yield from _things(f"表“{table.id}”的列", old_columns, new_columns, renamed)


def _limits(before: Document, after: Document) -> Iterator[Difference]:
    for name in dict.fromkeys((*after.constants, *before.constants)):
        old, new = _constant(before, name), _constant(after, name)
        if old == new:
            continue
        kind = ChangeKind.ADDED if not old else ChangeKind.REMOVED if not new else ChangeKind.CHANGED
        says = {
            ChangeKind.ADDED: f"新增常数“{name}”：{new}",
            ChangeKind.REMOVED: f"删去常数“{name}”（{old}）",
        }.get(kind, f"常数“{name}”由 {old} 改为 {new}")
        yield Difference(kind, "常数", name, old, says)


def _constant(document: Document, name: str) -> str:
    if name not in document.constants:
        return ""
    unit = document.constant_units.get(name)
    factor = unit.factor if unit else Decimal(1)
    return f"{(document.constants[name] / factor).normalize():f}{unit.name if unit else ''}"


def _chapters(before: Document, after: Document) -> Iterator[Difference]:
    old, new = dict(_titles(before.outline)), dict(_titles(after.outline))
    for title, was in new.items():
        if was in old:
            yield Difference(ChangeKind.RENAMED, "章节", title, was, f"章节“{was}”改为“{title}”")
        elif title not in old:
            yield Difference(ChangeKind.ADDED, "章节", title, "", f"新增章节“{title}”")
    for title in old:
        if title not in new and title not in new.values():
            yield Difference(ChangeKind.REMOVED, "章节", title, title, f"删去章节“{title}”")


def _titles(chapters: tuple[Chapter, ...]) -> Iterator[tuple[str, str]]:
    for one in chapters:
        yield one.title, one.was
        yield from _titles(one.chapters)
