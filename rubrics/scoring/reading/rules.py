"""rule: strict keys for every kind, and the reader of each."""

from collections.abc import Callable

from rubrics.scoring.rules import JudgedRule, RowRule

from . import rules_nested, rules_scaled, rules_simple
from .located import Located
from .reader import Reader
from .rule_parts import Found, Row
from .shapes import Keys, members, one_of

KEYS: dict[str, Keys] = {
    "ratio": Keys(("kind", "value"), ("cap",)),
    "bands": Keys(("kind", "value", "bands")),
    "cases": Keys(("kind", "cases")),
    "checklist": Keys(("kind", "items")),
    "choice": Keys(("kind", "options"), ("from",)),
    "deduction": Keys(("kind", "count", "each")),
    "step": Keys(("kind", "value", "full", "each", "lose", "partial")),
    "proportion": Keys(("kind", "done", "planned")),
    "target": Keys(("kind", "value", "sign", "target"), ("reverse",)),
    "tiers": Keys(("kind", "tiers")),
    "judged": Keys(("kind",), ("guide",)),
    "sum": Keys(("kind", "parts")),
    "own": Keys(("kind", "groups"), ("given", "signs", "reverse", "tiers", "over")),
    "first_of": Keys(("kind", "alternatives"), ("chosen",)),
}
_READERS: dict[str, Callable[[Reader, Found, Row], RowRule]] = {
    "ratio": rules_simple.ratio,
    "bands": rules_simple.bands,
    "cases": rules_simple.cases,
    "checklist": rules_scaled.checklist,
    "choice": rules_simple.choice,
    "deduction": rules_simple.deduction,
    "step": rules_scaled.step,
    "proportion": rules_simple.proportion,
    "target": rules_scaled.target,
    "tiers": rules_scaled.tiers,
    "judged": rules_simple.judged,
    "own": rules_nested.own,
}
_NESTED: dict[str, Callable[[Reader, Found, Row, rules_nested.ReadRule], RowRule]] = {
    "sum": rules_nested.read_sum,
    "first_of": rules_nested.first_of,
}


def read_rule(reader: Reader, node: Located, row: Row) -> RowRule:
    """Return the rule; in the place of an unreadable one a judged rule, with its problems noted."""
    kind_node = node.child("kind")
    if kind_node is None:
        every = tuple(dict.fromkeys(key for keys in KEYS.values() for key in keys.known))
        members(reader, node, Keys(("kind",), every))
        return JudgedRule()
    kind = one_of(reader, kind_node, {name: name for name in KEYS})
    if kind_node.text != kind:
        return JudgedRule()
    found = members(reader, node, KEYS[kind])
    if any(key not in found for key in KEYS[kind].required):
        return JudgedRule()
    if kind in _NESTED:
        return _NESTED[kind](reader, found, row, read_rule)
    return _READERS[kind](reader, found, row)
