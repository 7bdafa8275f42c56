"""Kinds of rule that scale or add up: step, target, tiers, checklist."""

import re
from decimal import Decimal

from rubrics.scoring.characters import excerpt
from rubrics.scoring.rules import (
    ChecklistRule,
    Item,
    ItemWay,
    Partial,
    Reverse,
    StepRule,
    TargetRule,
    Threshold,
    Tier,
    TiersRule,
)

from .bands import number_of, read_sign
from .formulas import early_condition, early_number
from .identifiers import check_id
from .located import Located
from .reader import Reader
from .rule_parts import Found, Row, add_up, loss, points_in, same_dimension
from .shapes import Keys, entries, flag, members, one_of, said

_ITEM = Keys(("points",), ("when", "judged", "evidence", "text"))
_RANGE = re.compile(r"\s*([0-9]{1,3}(?:\.[0-9]{1,2})?)%\s*[~～—-]\s*([0-9]{1,3}(?:\.[0-9]{1,2})?)%\s*")
_AROUND = re.compile(r"(.*)±(.*)", re.DOTALL)
TARGET_SIGNS = {"≥": "≥", "≤": "≤", "=": "=", ">=": "≥", "<=": "≤", "＝": "="}
REVERSES = {one.value: one for one in Reverse}


def checklist(reader: Reader, found: Found, row: Row) -> ChecklistRule:
    """Return a checklist; its items add up to the row's points."""
    node = found["items"]
    items = tuple(_item(reader, name, one, row) for name, one in entries(reader, node).items())
    add_up(reader, node, sum((item.points for item in items), Decimal(0)), row)
    return ChecklistRule(items)


def _item(reader: Reader, name: str, node: Located, row: Row) -> Item:
    check_id(reader, name, node)
    if node.text is not None:
        return Item(name, points_in(reader, node, row))
    found = members(reader, node, _ITEM)
    points = points_in(reader, found["points"], row) if "points" in found else Decimal(0)
    when = early_condition(reader, found["when"]) if "when" in found else None
    judged = flag(reader, found, "judged")
    if when is not None and judged:
        reader.refuse_key(found["judged"], "when 和 judged 只能写一个", "由系统判断的不评分，请删去其中一个")
    way = ItemWay.COMPUTED if when is not None else ItemWay.JUDGED if judged else ItemWay.TICKED
    evidence = flag(reader, found, "evidence")
    return Item(name, points, way, when, evidence, said(reader, found, "text", 1_000))


def step(reader: Reader, found: Found, row: Row) -> StepRule:
    """Return a step rule; `partial` says what a step begun and not finished loses."""
    value = early_number(reader, found["value"])
    full = _threshold(reader, found["full"])
    each = early_number(reader, found["each"])
    same_dimension(reader, found["each"], each, value)
    for part in (full.bound, full.centre):
        if part is not None:
            same_dimension(reader, found["full"], part, value)
    width = number_of(each)
    if width is not None and width <= 0:
        reader.refuse(found["each"], "每一步的宽度要大于 0", "请写 1% 这样的数")
    partial = one_of(reader, found["partial"], {one.value: one for one in Partial})
    return StepRule(value, full, each, loss(reader, found["lose"], row), partial)


def _threshold(reader: Reader, node: Located) -> Threshold:
    written = node.text or ""
    around = _AROUND.fullmatch(written)
    if around:
        centre = around.group(1).strip()
        return Threshold(
            "±",
            early_number(reader, _piece(node, around.group(2), around.start(2))),
            early_number(reader, _piece(node, around.group(1), 0)) if centre else None,
        )
    read = read_sign(reader, node, written)
    if read is None or read[0] == "=":
        if read is not None:
            reader.refuse(node, "满分条件不能用 =", "请写 ≤ 100%、≥ 90% 或 ± 10%")
        return Threshold("≤", early_number(reader, Located("0", node.path, node.line, node.column)))
    return Threshold(read[0], early_number(reader, read[1]))


def _piece(node: Located, written: str, start: int) -> Located:
    lead = len(written) - len(written.lstrip())
    offset = node.offset + start + lead if node.offset >= 0 else -1
    return Located(written.strip(), node.path, node.line, node.column, offset=offset)


def target(reader: Reader, found: Found, _row: Row) -> TargetRule:
    """Return a target rule; ≤ and = must say how an excess is scaled."""
    value, goal = early_number(reader, found["value"]), early_number(reader, found["target"])
    same_dimension(reader, found["target"], goal, value)
    sign = one_of(reader, found["sign"], TARGET_SIGNS)
    if "reverse" in found:
        return TargetRule(value, sign, goal, one_of(reader, found["reverse"], REVERSES))
    if sign != "≥":
        reader.refuse_key(
            found["sign"], f"符号 {sign} 要写 reverse", "请写 reverse: ratio 或 reverse: linear"
        )
    return TargetRule(value, sign, goal)


def tiers(reader: Reader, found: Found, _row: Row) -> TiersRule:
    """Return a tiers rule."""
    return TiersRule(read_tiers(reader, found["tiers"]))


def read_tiers(reader: Reader, node: Located) -> tuple[Tier, ...]:
    """Return tiers such as {达成: 80%~100%, …}: best first, from 100% down to 0%, without gaps."""
    found = [_tier(reader, name, one) for name, one in entries(reader, node).items()]
    expected = Decimal(1)
    for tier, member in zip(found, (node.members or {}).values(), strict=True):
        if tier.high != expected:
            reader.refuse(
                member, f"上限应为 {_percent(expected)}", "各档要从 100% 接到 0%，不留空档、不重叠，高的在前"
            )
        expected = tier.low
    if found and expected != 0:
        reader.refuse_key(node, f"最低一档到 {_percent(expected)} 为止", "最低一档要到 0%")
    return tuple(found)


def _tier(reader: Reader, name: str, node: Located) -> Tier:
    match = _RANGE.fullmatch(node.text or "")
    if not match:
        reader.refuse(node, f"“{excerpt(node.text or '')}”不是一档的范围", "请写成 80%~100%")
        return Tier(name, Decimal(0), Decimal(0))
    first, second = (Decimal(part) / 100 for part in match.groups())
    if first == second:
        reader.refuse(node, "这一档没有宽度", "请写成 80%~100%")
    return Tier(name, min(first, second), max(first, second))


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"
