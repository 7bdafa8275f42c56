"""Modifiers of a row, on any rule: na, veto, over."""

from decimal import Decimal

from rubrics.scoring.types import Gives, NaClause, Over, Veto

from .formulas import early_condition, literal
from .located import Located
from .reader import Reader
from .shapes import Keys, decimal, entries, members, one_of

_NA = Keys(("gives",), ("when",))
_OVER = Keys(("limit",), ("loses",))
_GIVES = {one.value: one for one in Gives}


def read_na(reader: Reader, node: Located | None) -> NaClause | None:
    """Return what a row that does not apply is worth, None when it does not say."""
    if node is None:
        return None
    found = members(reader, node, _NA)
    when = early_condition(reader, found["when"]) if "when" in found else None
    gives = one_of(reader, found["gives"], _GIVES) if "gives" in found else Gives.FULL
    return NaClause(when, gives)


def read_vetoes(reader: Reader, node: Located | None) -> tuple[Veto, ...]:
    """Return the conditions that give 0, each with the words that name it."""
    if node is None:
        return ()
    return tuple(Veto(name, early_condition(reader, one)) for name, one in entries(reader, node).items())


def read_over(reader: Reader, node: Located) -> Over:
    """Return from which share of the target over-fulfilment counts: `130%` or {limit: 130%, loses: 2}."""
    if node.text is not None:
        return Over(_limit(reader, node))
    found = members(reader, node, _OVER)
    limit = _limit(reader, found["limit"]) if "limit" in found else Decimal(1)
    return Over(limit, decimal(reader, found["loses"]) if "loses" in found else Decimal(0))


def _limit(reader: Reader, node: Located) -> Decimal:
    value, unit, _ = literal(reader, node)
    if unit.name != "%" or value <= 1:
        reader.refuse(node, "超额的界限要大于 100%", "请写 130%")
        return Decimal(2)
    return value
