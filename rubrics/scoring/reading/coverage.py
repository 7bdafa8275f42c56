"""Stages: everything that is filled in stands on exactly one page, and pages name only what exists."""

from collections.abc import Iterator

from rubrics.scoring.characters import excerpt
from rubrics.scoring.index import walk
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Block, BlockKind, Document, Field, FieldType, Stage

from .located import Located, nodes, problem_at, problem_at_key
from .reader import Reader
from .shapes import ALL
from .stages import SIGNS

_ENTERS = (BlockKind.FIELDS, BlockKind.GRID, BlockKind.LIST, BlockKind.TEXT)
"""Blocks that are the place of what they show; an equation may show a figure again."""


def check_coverage(reader: Reader, document: Document) -> list[Problem]:
    """Return what is on no page, on two, or on a page by a name that does not exist."""
    return [
        *_unknown_items(reader, document),
        *_inputs_once(reader, document),
        *_tables_once(reader, document),
        *_every_criterion(reader, document),
    ]


def _blocks(document: Document) -> Iterator[tuple[Stage, Block]]:
    for stage in document.stages:
        for block in stage.blocks:
            yield stage, block


def _known(document: Document) -> dict[BlockKind, set[str]]:
    """Return what each kind of block may name."""
    typed = {field.id for field in document.inputs if field.type is not FieldType.NARRATIVE}
    ratios = {ratio.id for ratio in document.ratios}
    return {
        BlockKind.FIELDS: typed,
        BlockKind.EQUATION: typed | ratios | set(SIGNS.values()),
        BlockKind.GRID: {table.id for table in document.tables if table.fixed},
        BlockKind.LIST: {table.id for table in document.tables if not table.fixed},
        BlockKind.TEXT: {field.id for field in document.inputs if field.type is FieldType.NARRATIVE},
        BlockKind.RATIOS: ratios | {ALL},
        BlockKind.SCORING: {one.id for one in walk(document.criteria)} | {ALL},
        BlockKind.CHECKS: {check.id for check in document.checks} | {ALL},
    }


_WHAT = {
    BlockKind.FIELDS: "字段（叙述写在 text 里）",
    BlockKind.EQUATION: "字段、比率或运算符号",
    BlockKind.GRID: "固定行的表",
    BlockKind.LIST: "可以加行的表",
    BlockKind.TEXT: "叙述",
    BlockKind.RATIOS: "比率",
    BlockKind.SCORING: "指标",
    BlockKind.CHECKS: "勾稽",
}


def _unknown_items(reader: Reader, document: Document) -> Iterator[Problem]:
    known = _known(document)
    for stage, block in _blocks(document):
        for name in block.items:
            if name not in known[block.kind]:
                what = f"{block.kind.value} 里的“{excerpt(name)}”不是{_WHAT[block.kind]}"
                yield problem_at(_node(reader, stage, block.kind, name), what, "请核对名称，或换一种块")


def _node(reader: Reader, stage: Stage, kind: BlockKind, name: str) -> Located:
    """Return where a stage writes `name`; the last place when it does so twice."""
    place = reader.place("stage", stage.id)
    found = [node for node in nodes(place) if f".{kind.value}" in node.path and node.text == name]
    return found[-1] if found else place


def _places(document: Document, kinds: tuple[BlockKind, ...], name: str) -> list[tuple[Stage, BlockKind]]:
    return [
        (stage, block.kind)
        for stage, block in _blocks(document)
        if block.kind in kinds
        for item in block.items
        if item == name
    ]


def _inputs_once(reader: Reader, document: Document) -> Iterator[Problem]:
    for field in document.inputs:
        entered = _places(document, _ENTERS, field.id)
        if len(entered) > 1:
            yield _twice(reader, field.id, entered)
        elif not entered and not _places(document, (BlockKind.EQUATION,), field.id):
            yield _nowhere(reader, field)


def _nowhere(reader: Reader, field: Field) -> Problem:
    block = "text" if field.type is FieldType.NARRATIVE else "fields"
    what = f"“{field.id}”不在任何阶段里，没有地方填"
    return problem_at_key(reader.place("figure", field.id), what, f"请写进 stages 某一阶段的 {block}")


def _twice(reader: Reader, name: str, places: list[tuple[Stage, BlockKind]]) -> Problem:
    stages = dict.fromkeys(stage.id for stage, _ in places)
    what = f"“{name}”在 stages 里写了 {len(places)} 次（{'、'.join(stages)}）"
    return problem_at(_node(reader, *places[-1], name), what, "每项只在一处填，请删去多余的")


def _tables_once(reader: Reader, document: Document) -> Iterator[Problem]:
    for table in document.tables:
        entered = _places(document, _ENTERS, table.id)
        if len(entered) > 1:
            yield _twice(reader, table.id, entered)
        elif not entered:
            what = f"表“{table.id}”不在任何阶段里，没有地方填"
            block = "grid" if table.fixed else "list"
            yield problem_at_key(reader.place("figure", table.id), what, f"请写进 stages 某一阶段的 {block}")


def _every_criterion(reader: Reader, document: Document) -> Iterator[Problem]:
    named = [
        name for _, block in _blocks(document) if block.kind is BlockKind.SCORING for name in block.items
    ]
    counts: dict[str, int] = {}
    for one in walk(document.criteria):
        if one.id in named or (one.level == 1 and ALL in named):
            for leaf in walk((one,)):
                counts[leaf.id] = counts.get(leaf.id, 0) + 1
    for one in walk(document.criteria):
        if one.rule is not None and counts.get(one.id, 0) != 1:
            what = f"指标“{one.id}”{'不在任何阶段里' if one.id not in counts else '在 stages 里写了不止一次'}"
            yield problem_at_key(reader.place("criterion", one.id), what, f"请在一个阶段写 scoring: {ALL}")
