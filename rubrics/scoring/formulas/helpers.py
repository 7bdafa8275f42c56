"""The names that the byte code of a formula can reach; there are no others."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from rubrics.scoring.states import Known, Missing, NotApplicable, Prose, Undefined

from .evaluate_calls import is_filled
from .numbers import BELOW, NEAR, ZERO, snap
from .text import contains, length, matches

VALUE_TYPES = frozenset((Decimal, bool, date, str, Prose, Missing, NotApplicable, Undefined))
"""What a formula may give. Anything else (timedelta) means that the interpreter must answer."""
type _Row = Mapping[str, Known]


def _some(
    rows: Mapping[str, Sequence[_Row]], absent: Mapping[str, NotApplicable], table: str
) -> Sequence[_Row]:
    """Return the rows of the table; TypeError when there are none, or when the filer said there is no such thing."""
    if table in absent or not rows[table]:
        raise TypeError("no rows")
    return rows[table]


def _total(members: list[Decimal]) -> Decimal:
    return sum(members, ZERO)


def _mean(members: list[Decimal]) -> Decimal:
    return sum(members, ZERO) / len(members)


def _text(value: Known) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _leave_to_interpreter() -> None:
    raise TypeError("left to the interpreter")


HELPERS: dict[str, object] = {
    "BOOL": {True: True, False: False},
    "BELOW": BELOW,
    "NEAR": NEAR,
    "abs": abs,
    "all": all,
    "any": any,
    "contains": contains,
    "count": lambda rows: Decimal(len(rows)),
    "count_true": lambda states: Decimal(sum(states)),
    "filled": is_filled,
    "inapplicable": lambda value: isinstance(value, NotApplicable),
    "leave_to_interpreter": _leave_to_interpreter,
    "length": lambda value: Decimal(length(value)),
    "matches": matches,
    "max": max,
    "mean": _mean,
    "min": min,
    "snap": snap,
    "some": _some,
    "text": _text,
    "total": _total,
}
