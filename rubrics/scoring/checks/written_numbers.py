"""Numbers in a text with the unit behind them: 90.81%, 4,472.93 万元, 24 人. Numbers without a unit mean too much."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from rubrics.scoring.units import MONEY, PURE, PURE_UNIT, UNITS, Unit

_NOT_MEASURES = ("年", "分")
"""A year is a name, and points are told in many ways."""
PRECISE_DIGITS = 4
"""From so many digits on a number that stands near a figure does not do so by chance."""
NEAR_RATE = Decimal("0.001")
NEAR_SHARE = Decimal("0.001")
"""How near a number is to the figure that must be meant: 0.1 percentage points, a thousandth of an amount.

These are the format's own limits (docs/rubric-format.md, section 9), the same for every document.
"""
_WORDS = {"万": UNITS["万元"], "亿": UNITS["亿元"], "％": UNITS["%"]}


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """`value` is canonical, `quantum` the canonical worth of its last decimal; `start` and `end` in the text."""

    value: Decimal
    quantum: Decimal
    unit: Unit
    digits: str
    start: int
    end: int

    @property
    def precise(self) -> bool:
        """Whether it has so many digits that standing near another number is no chance."""
        return len(self.digits.replace(".", "").lstrip("0")) >= PRECISE_DIGITS

    @property
    def dimensions(self) -> set[str]:
        """Those of the figures that it may tell."""
        return {self.unit.dimension, PURE, self.unit.name}

    def says(self, figure: Decimal) -> bool:
        """Whether it is the figure, rounded (half up, or cut off) to the decimals written."""
        return _rounds_to(self.value, self.quantum, figure)

    def tells(self, figure: Decimal, unit: Unit) -> bool:
        """Whether it is the size of the figure: a text has no sign where it says 下降.

        The unit of some figures stands in another cell or nowhere; of them it need only have the digits.
        """
        if unit.dimension == self.unit.dimension and _rounds_to(self.value, self.quantum, abs(figure)):
            return True
        if unit != PURE_UNIT and unit.dimension != self.unit.name:
            return False
        factor = self.unit.factor
        return _rounds_to(self.value / factor, self.quantum / factor, abs(figure))


def _rounds_to(value: Decimal, quantum: Decimal, figure: Decimal) -> bool:
    apart = abs(value - figure)
    return apart <= quantum / 2 or (apart < quantum and abs(value) < abs(figure))


class NumberReader:
    """Finds the numbers of the units that a document knows."""

    def __init__(self, nouns: Iterable[str]) -> None:
        units = {name: unit for name, unit in UNITS.items() if name not in _NOT_MEASURES}
        self.units = {**units, **_WORDS, **{noun: Unit(noun, noun) for noun in nouns}}
        names = "|".join(sorted(map(re.escape, self.units), key=len, reverse=True))
        number = r"(?<![0-9.,\-—~至])(?<![0-9] )([0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(\.[0-9]+)?"
        self.pattern = re.compile(rf"{number}[ \u3000]?({names})(?!分点|次方)")

    def read(self, text: str) -> Iterator[WrittenNumber]:
        """Yield the numbers in order."""
        for match in self.pattern.finditer(text):
            digits = re.sub(r"[,，]", "", match.group(1)) + (match.group(2) or "")
            unit = self.units[match.group(3)]
            places = len(match.group(2) or ".") - 1
            value, quantum = Decimal(digits) * unit.factor, unit.factor.scaleb(-places)
            yield WrittenNumber(value, quantum, unit, digits, match.start(), match.end())


def near(number: WrittenNumber, figure: Decimal) -> bool:
    """Say whether a precise number is so close to the figure that it must be meant, and is not it.

    Close: within a thousandth (percentages: 0.1 points), or two neighbouring digits changed places.
    """
    if not number.precise or number.says(figure) or not figure:
        return False
    apart = abs(number.value - figure)
    if number.unit.dimension == PURE:
        close = apart <= NEAR_RATE
    else:
        close = number.unit.dimension == MONEY and apart <= abs(figure) * NEAR_SHARE
    return close or _swapped_digits(number, figure)


def _swapped_digits(number: WrittenNumber, figure: Decimal) -> bool:
    written = number.digits
    meant = f"{(figure / number.unit.factor).quantize(number.quantum / number.unit.factor):f}"
    if len(written) != len(meant):
        return False
    off = [place for place, (one, other) in enumerate(zip(written, meant, strict=True)) if one != other]
    return (
        len(off) == 2
        and off[1] == off[0] + 1
        and written[off[0]] == meant[off[1]]
        and written[off[1]] == meant[off[0]]
    )
