"""Kinds of rule that hold other rules or the department's own indicators: sum, first_of, own."""

from collections.abc import Callable
from decimal import Decimal

from rubrics.scoring.rules import (
    Alternative,
    FirstOfRule,
    Given,
    Group,
    OwnRule,
    Part,
    Reverse,
    RowRule,
    SumRule,
)
from rubrics.scoring.rules.own_rows import QUALITATIVE
from rubrics.scoring.types import Gives

from .fields import read_unit
from .formulas import early_condition
from .identifiers import check_id
from .located import Located
from .modifiers import read_na, read_over, read_vetoes
from .reader import Reader
from .rule_parts import DEEPEST, Found, Row, add_up, points_in
from .rules_scaled import REVERSES, TARGET_SIGNS, read_tiers
from .shapes import Keys, decimal, entries, members, one_of, said

type ReadRule = Callable[[Reader, Located, Row], RowRule]
_PART = Keys(("points", "rule"), ("na", "veto", "label"))
_ALTERNATIVE = Keys(("rule",), ("when", "label"))
_GIVEN = Keys(("类", "符号"), ("单位", "分值"))
_SIGNS = {**TARGET_SIGNS, QUALITATIVE: QUALITATIVE}
FREE = "不限"


def read_sum(reader: Reader, found: Found, row: Row, read_rule: ReadRule) -> SumRule:
    """Return a sum; its parts add up to the row's points."""
    node = found["parts"]
    parts = []
    for name, member in entries(reader, node).items():
        check_id(reader, name, member)
        inside = members(reader, member, _PART)
        points = points_in(reader, inside["points"], row) if "points" in inside else Decimal(0)
        rule = _inner(reader, inside, row.inside(points), read_rule)
        na = read_na(reader, inside.get("na"))
        if na is not None and na.gives is Gives.RESCALE:
            reader.refuse(inside["na"], "一部分不能按比例折算", "请写 gives: full 或 gives: zero")
        vetoes = read_vetoes(reader, inside.get("veto"))
        if rule is not None:
            parts.append(Part(name, points, rule, na, vetoes, said(reader, inside, "label")))
    add_up(reader, node, sum((part.points for part in parts), Decimal(0)), row)
    return SumRule(tuple(parts))


def _inner(reader: Reader, found: Found, row: Row, read_rule: ReadRule) -> RowRule | None:
    if "rule" not in found:
        return None
    if row.depth > DEEPEST:
        reader.refuse(found["rule"], f"规则套了 {DEEPEST} 层以上", "请拆成几个指标")
        return None
    rule = read_rule(reader, found["rule"], row)
    if isinstance(rule, OwnRule):
        reader.refuse(found["rule"], "个性化指标要自成一行", "请把它写成单独的三级指标")
    return rule


def first_of(reader: Reader, found: Found, row: Row, read_rule: ReadRule) -> FirstOfRule:
    """Return alternatives, each worth all the points."""
    node = found["alternatives"]
    alternatives = []
    for name, member in entries(reader, node).items():
        check_id(reader, name, member)
        inside = members(reader, member, _ALTERNATIVE)
        rule = _inner(reader, inside, row.inside(row.points), read_rule)
        when = early_condition(reader, inside["when"]) if "when" in inside else None
        if rule is not None:
            alternatives.append(Alternative(name, rule, when, said(reader, inside, "label")))
    if len(alternatives) < 2:
        reader.refuse_key(node, "至少要有两种算法", "请补上，或直接写那一种 rule")
    chosen = said(reader, found, "chosen")
    if chosen and chosen not in {one.id for one in alternatives}:
        names = "、".join(one.id for one in alternatives)
        reader.refuse(found["chosen"], f"没有叫“{chosen}”的算法", f"可以写：{names}")
    return FirstOfRule(tuple(alternatives), chosen)


def own(reader: Reader, found: Found, row: Row) -> OwnRule:
    """Return a container of the department's own indicators."""
    groups = _groups(reader, found["groups"], row)
    signs = _signs(reader, found["signs"]) if "signs" in found else OwnRule(()).signs
    names = {group.name: group for group in groups}
    given = tuple(
        _given(reader, name, one, names, row)
        for name, one in (entries(reader, found["given"]) if "given" in found else {}).items()
    )
    reverse = one_of(reader, found["reverse"], REVERSES) if "reverse" in found else Reverse.RATIO
    tiers = read_tiers(reader, found["tiers"]) if "tiers" in found else ()
    if QUALITATIVE in signs and "signs" in found and not tiers:
        reader.refuse_key(found["signs"], "定性指标要有 tiers", "请写 tiers: {达成: 80%~100%, …}")
    over = read_over(reader, found["over"]) if "over" in found else None
    return OwnRule(groups, given, signs, reverse, tiers, over)


def _groups(reader: Reader, node: Located, row: Row) -> tuple[Group, ...]:
    groups = []
    for name, member in entries(reader, node).items():
        check_id(reader, name, member)
        groups.append(Group(name, None if member.text == FREE else decimal(reader, member)))
    fixed = [group.points for group in groups if group.points is not None]
    total = sum(fixed, Decimal(0))
    if (len(fixed) == len(groups) and total != row.points) or total > row.points:
        add_up(reader, node, total, row)
    return tuple(groups)


def _signs(reader: Reader, node: Located) -> tuple[str, ...]:
    """Return the signs of `≥ ＝ ≤ 定性`."""
    found = []
    for word in (node.text or "").split():
        piece = Located(word, node.path, node.line, node.column)
        found.append(one_of(reader, piece, _SIGNS))
    if not found:
        reader.refuse(node, "没有写符号", "请写 ≥ ＝ ≤ 定性 中的几个，用空格隔开")
    return tuple(dict.fromkeys(found))


def _given(reader: Reader, name: str, node: Located, groups: dict[str, Group], row: Row) -> Given:
    check_id(reader, name, node)
    found = members(reader, node, _GIVEN)
    group = one_of(reader, found["类"], {one: one for one in groups}) if "类" in found and groups else ""
    sign = one_of(reader, found["符号"], _SIGNS) if "符号" in found else "≥"
    unit = said(reader, found, "单位")
    if unit:
        read_unit(reader, found["单位"])
    points = points_in(reader, found["分值"], row) if "分值" in found else None
    limit = groups[group].points if group in groups else None
    if points is not None and limit is not None and points > limit:
        reader.refuse(found["分值"], f"{points} 大于“{group}”的分值 {limit}", "请核对分值")
    return Given(name, group, sign, unit, points)
