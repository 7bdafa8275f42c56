"""What a document says, as the page of a version prints it: indicators, checks, pages, figures, limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rubrics.scoring import wording
from rubrics.scoring.index import walk
from rubrics.scoring.lines import entries_of
from rubrics.scoring.types import BlockKind, Check, CheckForm, Criterion, Document, Gives, Mode, Ratio, Table
from rubrics.scoring.units import Unit
from rubrics.scoring.values import show_with_unit

from .rule_words import kind_name, rule_words, said

GIVES = {Gives.FULL: "得满分", Gives.RESCALE: "不计分，其余按比例折算", Gives.ZERO: "得 0 分"}
MODES = {
    Mode.COMPUTED: "得分由系统计算，不能改",
    Mode.EDITABLE: "系统计算，可以写明理由后改",
    Mode.ENTERED: "由填报人填写",
    Mode.REVIEWED: "系统计算，填报人不能改；审核人可以写明理由核定得分",
}
FORMS = {
    CheckForm.HOLDS: "关系成立",
    CheckForm.UNIQUE: "不得重复",
    CheckForm.NUMBERS: "文中的数与填报一致",
    CheckForm.HEADINGS: "标题一致",
    CheckForm.BUREAU: "财政预置的每个数与填报一致",
}
SIGNS = {BlockKind.SCORING: "指标自评", BlockKind.CHECKS: "勾稽核对", BlockKind.RATIOS: "比率"}


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A node of the tree; `words` is empty for one that has parts."""

    anchor: str
    title: str
    path: str
    level: int
    leaf: bool
    points: Decimal
    kind: str
    words: tuple[str, ...]
    conditions: tuple[str, ...]
    wording: str
    was: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check in words."""

    code: str
    title: str
    form: str
    severity: str
    relation: str
    when: str
    says: str


@dataclass(frozen=True, slots=True)
class RatioRow:
    title: str
    formula: str
    note: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """A page of the form with the titles of what stands on it."""

    number: int
    title: str
    help: str
    blocks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A document in words."""

    criteria: tuple[CriterionRow, ...]
    checks: tuple[CheckRow, ...]
    ratios: tuple[RatioRow, ...]
    stages: tuple[StageRow, ...]
    constants: tuple[tuple[str, str], ...]
    grades: tuple[tuple[str, str], ...]
    inputs: int
    tables: int
    leaves: int


def contents_of(document: Document) -> Contents:
    """Return what a document says."""
    criteria = tuple(_criteria(document))
    return Contents(
        criteria=criteria,
        checks=tuple(_check(check) for check in document.checks),
        ratios=tuple(_ratio(one) for one in document.ratios),
        stages=tuple(_stages(document)),
        constants=tuple(
            (name, _constant(value, document.constant_units.get(name)))
            for name, value in document.constants.items()
        ),
        grades=tuple((band.gives, f"{band.sign} {said(band.bound)}".strip()) for band in document.grades),
        inputs=len(document.inputs),
        tables=len(document.tables),
        leaves=sum(row.leaf for row in criteria),
    )


def _criteria(document: Document) -> Iterator[CriterionRow]:
    above = _paths(document.criteria)
    for number, node in enumerate(walk(document.criteria), start=1):
        yield CriterionRow(
            anchor=f"i{number}",
            title=node.title,
            path=above[node.id],
            level=node.level,
            leaf=node.rule is not None,
            points=node.points,
            kind=kind_name(node.rule) if node.rule else "",
            words=rule_words(node.rule) if node.rule else (),
            conditions=tuple(_conditions(node)),
            wording=node.wording,
            was=node.was,
        )


def _paths(criteria: tuple[Criterion, ...], above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for node in criteria:
        found[node.id] = above
        found |= _paths(node.parts, f"{above} / {node.title}" if above else node.title)
    return found


def _conditions(node: Criterion) -> Iterator[str]:
    """Yield what holds beside the rule."""
    if node.rule is None:
        return
    if node.mode is not Mode.COMPUTED or not entries_of(node):
        yield MODES[node.mode]
    if node.na is not None:
        when = f"{said(node.na.when)} 时" if node.na.when is not None else "无此事项时"
        yield f"{when}{GIVES[node.na.gives]}"
    for veto in node.vetoes:
        yield f"有“{veto.name}”（{said(veto.when)}）的，得 0 分"
    if node.evidence:
        yield "没有佐证材料的，得 0 分"
    if node.over is not None:
        loses = f"，扣 {wording.points(node.over.loses)} 分" if node.over.loses else ""
        yield f"达到目标值的 {wording.percent(node.over.limit, 0)} 须说明原因{loses}"
    if node.reason:
        yield "未得满分的，须写原因"


def _check(check: Check) -> CheckRow:
    each = f"逐行（{check.each}）" if check.each else ""
    return CheckRow(
        code=wording.check_name(check),
        title=check.title or check.id,
        form=f"{FORMS[check.form]}{each}",
        severity=check.severity.value,
        relation=said(check.holds) or "、".join(name for names in check.subject.values() for name in names),
        when=said(check.when),
        says=check.says,
    )


def _ratio(ratio: Ratio) -> RatioRow:
    return RatioRow(ratio.title, said(ratio.formula), ratio.note)


def _stages(document: Document) -> Iterator[StageRow]:
    titles = {one.id: one.title for one in document.inputs}
    titles |= {one.id: one.title for one in document.ratios}
    titles |= {table.id: _table_title(table) for table in document.tables}
    for number, stage in enumerate(document.stages, start=1):
        blocks = tuple(
            (block.title, SIGNS.get(block.kind) or "、".join(titles.get(item, item) for item in block.items))
            for block in stage.blocks
        )
        yield StageRow(number, stage.id, stage.help, blocks)


def _table_title(table: Table) -> str:
    return f"{table.title}（表，{len(table.columns) + len(table.formulas)} 列）"


def _constant(value: Decimal, unit: Unit | None) -> str:
    return show_with_unit(value, unit, 2) if unit is not None else f"{value.normalize():f}"
