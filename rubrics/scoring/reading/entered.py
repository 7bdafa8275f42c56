"""What people enter on the lines, as names of formulas: 勾选.X.项, 选项.X, 原因.X, 佐证.X; and 分值.X."""

from collections.abc import Iterator

from rubrics.scoring import address
from rubrics.scoring.formulas import COUNT, TEXT, TRUTH, Resolved
from rubrics.scoring.index import EVIDENCE_OF, OPTION_OF, POINTS_OF, REASON_OF, TICK_OF, TOTAL, walk
from rubrics.scoring.rules import ChecklistRule, Entry, EntryKind, FirstOfRule, Item, Place, RowRule, SumRule
from rubrics.scoring.types import Criterion
from rubrics.scoring.units import SCORE, UNITS

_POINTS = UNITS["分"]


def entered_names(criteria: tuple[Criterion, ...]) -> dict[str, Resolved]:
    """Return every name that is known of rows before they are scored."""
    found = {f"{POINTS_OF}.{TOTAL}": Resolved(SCORE, _POINTS)}
    for one in walk(criteria):
        found[f"{POINTS_OF}.{one.id}"] = Resolved(SCORE, _POINTS, address.line(one.id), title=one.title)
        found[f"{REASON_OF}.{one.id}"] = Resolved(TEXT, address=address.line(one.id, REASON_OF))
        found[f"{EVIDENCE_OF}.{one.id}"] = Resolved(COUNT, address=address.line(one.id, EVIDENCE_OF))
        found |= dict(_entries(one))
    return found


def _entries(one: Criterion) -> Iterator[tuple[str, Resolved]]:
    if not isinstance(one.rule, RowRule):
        return
    for path, item in _items(one.rule, (one.id,)):
        yield ".".join((TICK_OF, *path)), Resolved(TRUTH, address=address.line(*path))
        if item.evidence:
            where = address.line(*path, EVIDENCE_OF)
            yield ".".join((EVIDENCE_OF, *path)), Resolved(COUNT, address=where)
    for entry in one.rule.entries(Place(one.id, one.points)):
        named = _named(entry)
        if named is not None:
            yield named


def _items(rule: RowRule, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Item]]:
    """Yield every statement of a checklist in the row, ticked, judged or computed, with the path to it."""
    if isinstance(rule, ChecklistRule):
        yield from (((*path, item.id), item) for item in rule.items)
    if isinstance(rule, SumRule):
        for part in rule.parts:
            yield from _items(part.rule, (*path, part.id))
    if isinstance(rule, FirstOfRule):
        for one in rule.alternatives:
            yield from _items(one.rule, (*path, one.id))


def _named(entry: Entry) -> tuple[str, Resolved] | None:
    where = address.parse(entry.address)
    if not isinstance(where, address.Address):
        return None
    line, *rest = where.path
    if entry.kind in (EntryKind.OPTION, EntryKind.TIER):
        return ".".join((OPTION_OF, line, *rest[:-1])), Resolved(
            TEXT, address=entry.address, options=entry.options
        )
    return None
