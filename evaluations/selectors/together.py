"""Who of the department is on which stage now, which office looks after it, and who worked on it last."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from evaluations import clock
from evaluations.access import Person
from evaluations.models import Change, Filing

from .stages import stage_of

BESIDE = {"evidence": "@evidence", "workbook": "@workbook"}
"""Pages beside the stages -> what stands for the stage of somebody who is there; no stage is called so."""
HERE_SECONDS = 90
"""So long somebody counts as being there after the last sign of life; pages send one every half minute."""
RECENT = 2_000
"""So many changes are looked through for who worked on a stage last."""


def here_now(filing: Filing, person: Person) -> dict[str, str]:
    """Return stage, or page beside them -> names of the others who are active on it. One query and the clock's."""
    since = clock.now() - timedelta(seconds=HERE_SECONDS)
    there = filing.presences.filter(seen_at__gte=since).exclude(user=person).select_related("user")
    names: dict[str, list[str]] = defaultdict(list)
    for presence in there.order_by("user_id"):
        names[presence.stage].append(str(presence.user))
    return {stage: "、".join(found) for stage, found in names.items()}


def offices_of(filing: Filing) -> dict[str, str]:
    """Return stage -> 责任科室. One query."""
    return dict(filing.offices.exclude(office="").values_list("stage", "office"))


@dataclass(frozen=True, slots=True)
class LastWork:
    """Who changed something on a stage last, and when."""

    who: str
    at: datetime


def last_work_of(filing: Filing) -> Mapping[int, LastWork]:
    """Return stage number from 0 -> its latest change. One query."""
    found: dict[int, LastWork] = {}
    recent: list[Change] = list(filing.changes.select_related("by").order_by("-id")[:RECENT])
    for change in recent:
        stage = stage_of(filing.version, change.address)
        if stage is not None:
            found.setdefault(stage, LastWork(str(change.by), change.at))
    return found
