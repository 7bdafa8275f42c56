"""办理记录 in whole: every event and every change of content in one order, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Concat

from evaluations.models import Change, Event, Filing
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem

from .stages import stage_of

EVENT, CHANGE = "event", "change"
type Entry = Event | Change
INSIDE = (Action.SEND_FOR_SIGNATURE.value, Action.HAND_BACK.value)
"""Acts between the filer and the head of a department."""


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """Which entries: of a kind ('' both), on a stage (from 1, 0: all), at one address and inside it ('' all).

    `until` leaves out changes after a submission's revision, and what went on inside the department after it (None:
    nothing is left out).
    """

    kind: str = ""
    stage: int = 0
    address: str = ""
    until: tuple[int, datetime] | None = None
    """Revision and time of the submission; revision 0 where there is none."""

    @property
    def by_place(self) -> bool:
        """Whether only changes can match: events have no place."""
        return bool(self.stage or self.address)


@dataclass(frozen=True, slots=True)
class Records:
    """A list of references, latest first, that Django's paginator can count and slice. Two queries."""

    found: QuerySet[Any]

    def __len__(self) -> int:
        return self.found.count()

    def __getitem__(self, part: slice) -> list[tuple[str, int]]:
        return [(kind, pk) for _, kind, pk in self.found[part]]


def records_of(filing: Filing, asked: RecordQuery) -> Records:
    """Return references to what matches. At most one query beside those of the page."""
    events = _referred(_events(filing, asked), EVENT)
    changes = _referred(_changes(filing, asked), CHANGE)
    if asked.by_place or asked.kind == CHANGE:
        return Records(changes.order_by("-at", "-pk"))
    if asked.kind == EVENT:
        return Records(events.order_by("-at", "-pk"))
    return Records(events.union(changes, all=True).order_by("-at", "kind", "-pk"))


def entries_of(references: Iterable[tuple[str, int]]) -> list[Entry]:
    """Return the entries that a page refers to, in its order. Two queries."""
    wanted = list(references)
    found: dict[tuple[str, int], Entry] = {}
    for event in Event.objects.filter(pk__in=_keys(wanted, EVENT)).select_related("actor"):
        found[EVENT, event.pk] = event
    for change in Change.objects.filter(pk__in=_keys(wanted, CHANGE)).select_related("by"):
        found[CHANGE, change.pk] = change
    return [found[reference] for reference in wanted]


def _keys(references: Iterable[tuple[str, int]], kind: str) -> list[int]:
    return [pk for one, pk in references if one == kind]


def _referred(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    labelled = rows.order_by().annotate(kind=Concat(Value(kind), Value(""), output_field=CharField()))
    return labelled.values_list("at", "kind", "pk")


def _events(filing: Filing, asked: RecordQuery) -> QuerySet[Event]:
    events = filing.events.all()
    if asked.until is None:
        return events
    return events.exclude(action__in=INSIDE, at__gt=asked.until[1])


def _changes(filing: Filing, asked: RecordQuery) -> QuerySet[Change]:
    changes = filing.changes.all()
    if asked.until is not None:
        changes = changes.filter(revision__lte=asked.until[0])
    if asked.address:
        changes = changes.filter(address__in=_inside(filing, asked.address))
    if asked.stage:
        changes = changes.filter(address__in=_on_stage(filing, asked.stage))
    return changes


def _on_stage(filing: Filing, stage: int) -> list[str]:
    return [where for where in _places(filing) if stage_of(filing.version, where) == stage - 1]


def _inside(filing: Filing, asked: str) -> list[str]:
    """Return the changed addresses that are the one asked for, or a part of it: cells of a row, rows of a table."""
    wanted = addresses.parse(asked)
    if isinstance(wanted, Problem):
        return []
    kind = "row" if wanted.kind == "table" else wanted.kind
    return [where for where in _places(filing) if where == asked or _is_inside(where, kind, wanted.path)]


def _is_inside(where: str, kind: str, path: tuple[str, ...]) -> bool:
    address = addresses.parse(where)
    return not isinstance(address, Problem) and address.kind == kind and address.path[: len(path)] == path


def _places(filing: Filing) -> list[str]:
    return list(filing.changes.order_by().values_list("address", flat=True).distinct())
