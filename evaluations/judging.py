"""Which of a reviewer's corrections hold: none whose ground the department changed afterwards."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Max, Q

from rubrics.scoring import address as addresses
from rubrics.scoring import made_of
from rubrics.scoring.address import REASON, settled_line
from rubrics.scoring.problems import Problem
from rubrics.selectors.programs import program_of

from .models import Correction, Filing


@dataclass(frozen=True, slots=True)
class Judged:
    """The corrections that hold, and those that are 待复核: the answer under them is another by now."""

    held: list[Correction]
    to_recheck: list[Correction]


def judged(filing: Filing, until: int | None = None) -> Judged:
    """Return the corrections of a filing by whether they hold for what was sent as revision `until`. Two queries.

    One whose answer was changed between it and that revision holds no more; a change after it was not sent yet
    (None: what stands now counts). Points that were set on a row have every place under them that the row is made of.
    """
    live = list(filing.corrections.filter(withdrawn_at__isnull=True).select_related("by"))
    if not live:
        return Judged([], [])
    asked = Q(address__in={where for one in live for where in _places(one.address)})
    settled = [one.revision for one in live if _settled(one.address)]
    if settled:
        asked |= Q(revision__gt=min(settled))
    changes = filing.changes.filter(asked)
    if until is not None:
        changes = changes.filter(revision__lte=until)
    latest = dict(changes.values_list("address").annotate(Max("revision")))
    held, to_recheck = [], []
    for one in live:
        line = _settled(one.address)
        own = _under(filing, line, latest) if line else latest.get(one.address, 0)
        if own > one.revision:
            to_recheck.append(one)
        elif all(latest.get(where, 0) <= one.revision for where in _places(one.address)):
            held.append(one)
    return Judged(held, to_recheck)


def _settled(where: str) -> str:
    """Return the row whose points a correction sets, '' for any other."""
    place = addresses.parse(where)
    return "" if isinstance(place, Problem) else settled_line(place)


def _under(filing: Filing, line: str, latest: dict[str, int]) -> int:
    """Return the last revision in which something was changed that a row is made of."""
    heads = _made_of(filing.version.document_id).get(line, frozenset())
    return max((revision for where, revision in latest.items() if _head(where) in heads), default=0)


@lru_cache(maxsize=64)
def _made_of(digest: str) -> dict[str, frozenset[str]]:
    """Return row -> all that its points rest on, and what is filled in on it."""
    own = made_of.of_lines(program_of(digest).index)
    return {line: heads | {addresses.line(line), addresses.table(line)} for line, heads in own.items()}


def _head(where: str) -> str:
    """Return the place that a changed address belongs to: its table, or the row that it is filled in on."""
    place = addresses.parse(where)
    if isinstance(place, Problem):
        return ""
    if place.kind == "row":
        return addresses.table(place.path[0])
    if place.kind == "line":
        return "" if place.path[-1] == REASON else addresses.line(place.path[0])
    return where


def _places(where: str) -> tuple[str, ...]:
    """Return the place, and the row it is a cell of: a row that is removed takes its cells along."""
    address = addresses.parse(where)
    if isinstance(address, Problem) or address.kind != "row":
        return (where,)
    return where, addresses.cell(*address.path[:2])
