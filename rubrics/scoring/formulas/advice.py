"""Advice on a number that lacks its unit: “10 缺单位：想写 10% 吗”."""

from decimal import Decimal

from rubrics.scoring.units import DAYS, MONEY, PURE, SCORE

from .checking import Checked
from .dimensions import BARE, is_number
from .tree import Number


def misfit(side: Checked, wanted: str, beside: str) -> tuple[str, str]:
    """Return what is wrong with `side` (it should be `wanted`, next to one of `beside`), and what to do."""
    if side.dimension != BARE:
        return f"“{side.dimension}”和“{beside}”不能相加减或比较", _remedy(wanted)
    if not isinstance(side.tree, Number) or not is_number(wanted):
        return f"这一项没有单位，和“{beside}”不能相加减或比较", _remedy(wanted)
    number = _plain(side.tree.value)
    if wanted == PURE:
        return f"{number} 缺单位：想写 {_percent(side.tree.value)} 吗", "没有单位的数只能乘除；比率请写百分数"
    unit = {MONEY: "万元", DAYS: "天", SCORE: "分"}.get(wanted, wanted)
    return f"{number} 缺单位：想写 {number} {unit} 吗", "没有单位的数只能乘除，请补上单位"


def _remedy(wanted: str) -> str:
    return "日期只能加减天数，如“决算批复日 + 20 天”" if wanted == DAYS else "请检查两边的单位"


def _percent(value: Decimal) -> str:
    """10 was meant as 10%, 0.1 and 1 as parts of one."""
    return f"{_plain(value if value > 1 else value * 100)}%"


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
