"""Bands: `{≥ 90%: 1, ≥ 75%: 0.7, 其余: 0}`. The first that holds wins, so their order must make sense."""

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from rubrics.scoring.characters import excerpt
from rubrics.scoring.formulas import BARE, Formula
from rubrics.scoring.formulas.tree import Number, Unary
from rubrics.scoring.types import Band

from .formulas import check_dimension, early_number
from .located import Located
from .reader import Reader
from .shapes import decimal, entries

REST = "其余"
_CONDITION = re.compile(r"\s*(>=|<=|==|≥|≤|＝|=|<|>|＜|＞|≧|≦)\s*(.*\S)\s*", re.DOTALL)
_SIGNS = {">=": "≥", "<=": "≤", "==": "=", "＝": "=", "＜": "<", "＞": ">", "≧": "≥", "≦": "≤"}
_FALLING, _RISING = ("≥", ">"), ("≤", "<")


def read_sign(reader: Reader, node: Located, written: str) -> tuple[str, Located] | None:
    """Return the sign of `≥ 90%` and the bound as a node of its own; None with a problem when there is none."""
    match = _CONDITION.fullmatch(written)
    if not match:
        reader.refuse(node, f"“{excerpt(written)}”不是分档条件", "请写成 ≥ 90%、< 5%、= 0 或 其余")
        return None
    sign = _SIGNS.get(match.group(1), match.group(1))
    offset = node.offset + match.start(2) if node.offset >= 0 else -1
    return sign, Located(match.group(2), node.path, node.line, node.column, offset=offset)


def read_bands(
    reader: Reader,
    node: Located,
    dimension: str,
    gives: Callable[[Reader, Located], str],
) -> tuple[Band, ...]:
    """Return bands written as condition: result. `dimension` is that of the value, '' when unknown."""
    bands = []
    for name, member in entries(reader, node).items():
        key = Located(name, member.path, member.key_line, member.key_column)
        bands.append(_band(reader, key, dimension, gives(reader, member)))
    found = tuple(band for band in bands if band is not None)
    if len(found) == len(bands):
        check_order(reader, node, found)
    return found


def _band(reader: Reader, key: Located, dimension: str, result: str) -> Band | None:
    if key.text == REST:
        return Band(REST, None, result)
    read = read_sign(reader, key, key.text or "")
    if read is None:
        return None
    sign, bound = read
    formula = early_number(reader, bound)
    if formula.dimension and dimension:
        check_dimension(reader, bound, formula.dimension, dimension)
    return Band(sign, formula, result)


def check_order(reader: Reader, node: Located, bands: tuple[Band, ...]) -> None:
    """Note bands that no value can reach, and values that no band catches."""
    rest = [at for at, band in enumerate(bands) if band.sign == REST]
    if not rest:
        reader.refuse_key(node, "缺少 其余", "请在最后写 其余，使每个值都有归处")
    elif rest[0] != len(bands) - 1:
        reader.refuse_key(node, "其余 不在最后", "其余 后面的档永远轮不到，请移到最后")
    bounded = [band for band in bands if band.sign in _FALLING + _RISING]
    if len({band.sign in _FALLING for band in bounded}) > 1:
        reader.refuse_key(node, "分档里 ≥ 和 ≤ 混用", "请全用 ≥ 从高到低，或全用 ≤ 从低到高")
        return
    for before, after in pairwise(bounded):
        _check_pair(reader, node, before, after)


def _check_pair(reader: Reader, node: Located, before: Band, after: Band) -> None:
    first, second = number_of(before.bound), number_of(after.bound)
    if first is None or second is None:
        return
    falling = before.sign in _FALLING
    if first == second and before.sign in ("<", ">") and after.sign in ("≤", "≥"):
        return
    if (first > second) if falling else (first < second):
        return
    said = f"{after.sign} {after.bound.text if after.bound else ''}"
    reader.refuse_key(
        _named(node, after) or node,
        f"“{said}”这一档永远轮不到",
        f"前一档已包含它；请{'从高到低' if falling else '从低到高'}排列",
    )


def _named(node: Located, band: Band) -> Located | None:
    """Return the member of the mapping that the band was read from."""
    wanted = (band.sign, band.bound.text if band.bound else "")
    for name, member in (node.members or {}).items():
        match = _CONDITION.fullmatch(name)
        if match and (_SIGNS.get(match.group(1), match.group(1)), match.group(2)) == wanted:
            return member
    return None


def number_of(formula: Formula | None) -> Decimal | None:
    """Return the number that a bound writes, None when it is a figure."""
    tree = formula.tree if formula else None
    if isinstance(tree, Unary) and isinstance(tree.operand, Number):
        return -tree.operand.value
    return tree.value if isinstance(tree, Number) else None


def read_grades(reader: Reader, node: Located, total: Decimal) -> tuple[Band, ...]:
    """Return the grades, written the other way round: `{优: ≥ 90, …, 差: 其余}`; bounds are points of the total."""
    bands = []
    for name, member in entries(reader, node).items():
        if member.text == REST:
            bands.append(Band(REST, None, name))
            continue
        read = read_sign(reader, member, member.text or "")
        if read is not None:
            bands.append(Band(read[0], _grade_bound(reader, read[1], total), name))
    check_order(reader, node, tuple(bands))
    return tuple(bands)


def _grade_bound(reader: Reader, node: Located, total: Decimal) -> Formula:
    formula = early_number(reader, node)
    number = number_of(formula)
    if number is None or formula.dimension not in ("", BARE, "零", "分"):
        reader.refuse(node, "等级的界限要写分数", "请写 ≥ 90 这样的数")
    elif number > total:
        reader.refuse(node, f"界限大于总分 {total}", "请核对")
    return formula


def points_text(most: Decimal) -> Callable[[Reader, Located], str]:
    """Return the reader of a band's points, from 0 to `most`."""

    def read(reader: Reader, node: Located) -> str:
        number = decimal(reader, node)
        if number > most:
            reader.refuse(node, f"{number} 大于这一项的分值 {most}", "请核对分值")
        return str(number)

    return read


def best(bands: tuple[Band, ...]) -> Decimal:
    """Return the most that bands of points give."""
    return max((Decimal(band.gives) for band in bands), default=Decimal(0))
