"""What people enter on the lines, as names of formulas: 勾选.X.项, 选项.X, 原因.X, 佐证.X; and 分值.X."""

from collections.abc import Iterator

from rubrics.scoring import address
from rubrics.scoring.formulas import COUNT, TEXT, TRUTH, Resolved
from rubrics.scoring.index import EVIDENCE_OF, OPTION_OF, POINTS_OF, REASON_OF, TICK_OF, TOTAL, walk
from rubrics.scoring.rules import Entry, EntryKind, Place, RowRule
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
    for entry in one.rule.entries(Place(one.id, one.points)):
        named = _named(entry)
        if named is not None:
            yield named


def _named(entry: Entry) -> tuple[str, Resolved] | None:
    where = address.parse(entry.address)
    if not isinstance(where, address.Address):
        return None
    line, *rest = where.path
    if entry.kind is EntryKind.TICK:
        return ".".join((TICK_OF, line, *rest)), Resolved(TRUTH, address=entry.address)
    if entry.kind in (EntryKind.OPTION, EntryKind.TIER):
        return ".".join((OPTION_OF, line, *rest[:-1])), Resolved(
            TEXT, address=entry.address, options=entry.options
        )
    return None
