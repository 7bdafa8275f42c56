"""Whether a year's task is as the history vouches for: settings, times, versions, documents, and whether it is over."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from evaluations.models import Cycle, CycleRubric, Event, Window
from rubrics.models import RubricDocument, RubricVersion
from rubrics.models import digest_of as body_digest

from .vouching import ROW, History, Kept, Told, cycle_of, differing, digest_of


def broken_tasks(history: History) -> Iterator[str]:
    """Tell what is missing or another than the event of its act says; a task of which no event tells is left out."""
    told = list(_told(history))
    opened = {one.key for one in told}
    cycles = Cycle.objects.filter(pk__in=[key for key in opened if isinstance(key, int)])
    yield from differing(told, [*_cycles(cycles), *_rubrics(opened), *_windows(opened)])
    yield from _broken_versions(history)


def cycle_said(cycle: Cycle) -> str:
    """Return the digest of how a task is set, for the event of its opening to vouch for."""
    steps = [cycle.levels, cycle.feedback_days, cycle.wants_stamp, cycle.wants_paper]
    return digest_of(cycle.year, cycle.place, cycle.mode, cycle.notice, cycle.sign_off, cycle.late, *steps)


def _told(history: History) -> Iterator[Told]:
    over: dict[int, Event] = {}
    opened: dict[int, Event] = {}
    for event in history.of("open_cycle", "set_window", "close_cycle"):
        cycle, data = cycle_of(event), event.data
        if event.action == "open_cycle":
            opened[cycle] = event
            yield from (Told(event, (cycle, kind), {"version": pk}) for kind, pk in data["versions"].items())
        elif event.action == "close_cycle":
            over[cycle] = event
        elif cycle in opened:
            span = {name: datetime.fromisoformat(data[name]) for name in ("opens", "closes")}
            yield Told(event, (cycle, "window", data["phase"]), span)
    for cycle, event in opened.items():
        row = {ROW: event.data[ROW]} if ROW in event.data else {}
        says = {"title": event.data["title"], "by": event.actor_id, "over": cycle in over}
        yield Told(over.get(cycle, event), cycle, says | row)


def _cycles(cycles: Iterable[Cycle]) -> Iterator[Kept]:
    for one in cycles:
        says = {"title": one.title, "by": one.opened_by_id, "over": one.closed_at is not None}
        yield Kept(one.pk, says | {ROW: cycle_said(one)}, str(one))


def _rubrics(opened: set[object]) -> Iterator[Kept]:
    for one in CycleRubric.objects.select_related("cycle"):
        if one.cycle_id in opened:
            yield Kept((one.cycle_id, one.kind), {"version": one.version_id}, str(one))


def _windows(opened: set[object]) -> Iterator[Kept]:
    for one in Window.objects.select_related("cycle"):
        if one.cycle_id in opened:
            yield Kept(
                (one.cycle_id, "window", one.phase), {"opens": one.opens, "closes": one.closes}, str(one)
            )


STATES = {
    "import_rubric": RubricVersion.State.DRAFT,
    "publish_rubric": RubricVersion.State.PUBLISHED,
    "retire_rubric": RubricVersion.State.RETIRED,
}
"""Act -> the state in which it leaves a version."""


def _broken_versions(history: History) -> Iterator[str]:
    """Compare documents with the names that they are known by, and versions with what was last done to them."""
    for document in RubricDocument.objects.order_by("digest").iterator():
        if body_digest(document.body) != document.digest:
            yield f"指标体系文件 {document}：内容与摘要不符"
    told = [
        Told(one, one.data["version"], {"digest": one.data["digest"], "state": STATES[one.action].value})
        for one in history.of(*STATES)
    ]
    rows = RubricVersion.objects.filter(pk__in={one.key for one in told})
    kept = (Kept(one.pk, {"digest": one.document_id, "state": one.state}, str(one)) for one in rows)
    yield from differing(told, kept)
