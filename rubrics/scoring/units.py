"""Units and dimensions: 元/万元/亿元 convert, percent and per mille are pure, every count noun is its own dimension."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of one dimension; `factor` turns a typed number into the canonical one (元 for money, 1 for pure numbers).

    A value inside the engine is always canonical: 12.5 万元 is Decimal(125000), 5% is Decimal("0.05").
    """

    name: str
    dimension: str
    factor: Decimal = Decimal(1)


MONEY, PURE, DAYS, SCORE, YEARS, CHARACTERS = "金额", "纯数", "天", "分", "年", "字"
PURE_UNIT = Unit("", PURE)
UNITS: dict[str, Unit] = {
    "元": Unit("元", MONEY),
    "万元": Unit("万元", MONEY, Decimal(10_000)),
    "亿元": Unit("亿元", MONEY, Decimal(100_000_000)),
    "%": Unit("%", PURE, Decimal("0.01")),
    "‰": Unit("‰", PURE, Decimal("0.001")),
    "天": Unit("天", DAYS),
    "分": Unit("分", SCORE),
    "年": Unit("年", YEARS),
    "倍": Unit("倍", PURE),
    "字": Unit("字", CHARACTERS),
}


def unit_of(name: str, nouns: tuple[str, ...] = ()) -> Unit | None:
    """Return the unit called `name`; a count noun of the document (人, 个, 次) is its own dimension. None if unknown.

    万元/人 is a unit too: the dimension is that of its two sides, 金额/人.
    """
    if name == "":
        return PURE_UNIT
    if name in UNITS:
        return UNITS[name]
    if name in nouns:
        return Unit(name, name)
    above, slash, below = name.partition("/")
    top, bottom = (
        (unit_of(above, nouns), unit_of(below, nouns)) if slash and above and below else (None, None)
    )
    if top is None or bottom is None or PURE in (top.dimension, bottom.dimension) or "/" in bottom.dimension:
        return None
    return Unit(name, f"{top.dimension}/{bottom.dimension}", top.factor / bottom.factor)
