"""Comparison signs of the documents: what they compare, and what their opposite is."""

import operator
from collections.abc import Callable
from decimal import Decimal

type Comparing = Callable[[Decimal, Decimal], bool]
COMPARE: dict[str, Comparing] = {
    "<": operator.lt,
    "≤": operator.le,
    "=": operator.eq,
    "≥": operator.ge,
    ">": operator.gt,
}
OPPOSITE = {"<": "≥", "≤": ">", "=": "≠", "≥": "<", ">": "≤"}
