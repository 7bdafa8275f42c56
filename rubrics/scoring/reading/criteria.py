"""criteria: the tree of indicators; every node either has parts or a rule, and points add up at every level."""

from collections.abc import Mapping
from decimal import Decimal

from rubrics.scoring import address
from rubrics.scoring.lines import entries_of
from rubrics.scoring.types import Criterion, Mode

from .identifiers import check_criterion_id
from .located import Located
from .modifiers import read_na, read_over, read_vetoes
from .reader import Reader
from .rule_parts import Row
from .rules import read_rule
from .shapes import Keys, decimal, entries, flag, members, one_of, said, yes_no

KEYS = Keys(
    ("points",),
    (
        *("parts", "rule", "label", "wording", "reference", "na", "evidence", "veto"),
        *("reason", "over", "mode", "was"),
    ),
)
_LEAF_ONLY = ("na", "evidence", "veto", "reason", "over", "mode")
_MODES = {mode.value: mode for mode in Mode}
_DEEPEST = 5
LONGEST_WORDING = 3_000


def read_criteria(reader: Reader, node: Located, total: Decimal) -> tuple[Criterion, ...]:
    """Return the tree; the points of the first level add up to the total."""
    found = _read_level(reader, node, 1)
    _check_sum(reader, node, found, total, "总分")
    return found


def _read_level(reader: Reader, node: Located, level: int) -> tuple[Criterion, ...]:
    if level > _DEEPEST:
        reader.refuse_key(node, f"指标超过 {_DEEPEST} 级", "请合并层级")
        return ()
    found = []
    for name, member in entries(reader, node).items():
        check_criterion_id(reader, name, member)
        reader.declare("criterion", name, member)
        found.append(_read_criterion(reader, name, member, level))
    return tuple(found)


def _read_criterion(reader: Reader, name: str, node: Located, level: int) -> Criterion:
    found = members(reader, node, KEYS)
    points = decimal(reader, found["points"]) if "points" in found else Decimal(0)
    _check_level(reader, node, found, level)
    if "parts" in found:
        return _read_node(reader, name, found, points, level)
    rule = read_rule(reader, found["rule"], Row(points)) if "rule" in found else None
    made = Criterion(
        name,
        points,
        level,
        rule=rule,
        label=said(reader, found, "label"),
        wording=said(reader, found, "wording", LONGEST_WORDING),
        reference=said(reader, found, "reference"),
        na=read_na(reader, found.get("na")),
        evidence=flag(reader, found, "evidence"),
        vetoes=read_vetoes(reader, found.get("veto")),
        reason=yes_no(reader, found["reason"]) if "reason" in found else True,
        over=read_over(reader, found["over"]) if "over" in found else None,
        mode=one_of(reader, found["mode"], _MODES) if "mode" in found else Mode.COMPUTED,
        was=said(reader, found, "was"),
    )
    _check_reviewed(reader, made, found)
    return made


def _check_reviewed(reader: Reader, made: Criterion, found: Mapping[str, Located]) -> None:
    """Points that a reviewer may set stand at an address of their own, in place of computed ones."""
    if made.mode is not Mode.REVIEWED:
        return
    addresses = [entry.address for entry in entries_of(made)]
    if address.line(made.id, address.SCORE) in addresses:
        reader.refuse_key(found["mode"], "这一行的得分由人填，审核人本来就可以改", "请删去 mode")
    where = address.line(made.id, address.SETTLED)
    if any(one == where or one.startswith(f"{where}/") for one in addresses):
        reader.refuse_key(found["rule"], f"“{address.SETTLED}”是审核人核定得分的地方", "请给这一条换一个名称")


def _read_node(
    reader: Reader, name: str, found: Mapping[str, Located], points: Decimal, level: int
) -> Criterion:
    parts = _read_level(reader, found["parts"], level + 1)
    _check_sum(reader, found["parts"], parts, points, "本级分值")
    return Criterion(
        name,
        points,
        level,
        parts,
        label=said(reader, found, "label"),
        wording=said(reader, found, "wording", LONGEST_WORDING),
        reference=said(reader, found, "reference"),
        was=said(reader, found, "was"),
    )


def _check_level(reader: Reader, node: Located, found: Mapping[str, Located], level: int) -> None:
    if "parts" in found and "rule" in found:
        reader.refuse_key(found["rule"], "parts 和 rule 只能写一个", "有下级的由下级得分，请删去 rule")
    elif "parts" not in found and "rule" not in found and node.members is not None:
        reader.refuse_key(node, "既没有 parts 也没有 rule", "有下级的写 parts，评分的写 rule")
    if "parts" in found:
        for key in _LEAF_ONLY:
            if key in found:
                reader.refuse_key(found[key], f"有下级的指标不用 {key}", "请写到评分的那一级")
    if reader.levels and level > len(reader.levels):
        reader.refuse_key(
            node, f"是第 {level} 级，levels 只列了 {len(reader.levels)} 级", "请补 levels，或合并层级"
        )


def _check_sum(reader: Reader, node: Located, parts: tuple[Criterion, ...], points: Decimal, of: str) -> None:
    given = sum((part.points for part in parts), Decimal(0))
    if parts and given != points:
        listed = " + ".join(f"{part.points:f}" for part in parts[:8]) + (" + …" if len(parts) > 8 else "")
        reader.refuse_key(node, f"下级分值合计 {given:f}（{listed}），不等于{of} {points:f}", "请核对分值")
