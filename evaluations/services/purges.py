"""What the sealed history says was cleared: by which a cleared link is told from an altered one.

The event of a purge names the rows that it cleared, and gives each seal that no longer fits the one that fits since.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from evaluations.models import Event, Snapshot
from evaluations.models.fields import Clearable
from evaluations.workflow import Action

from . import events
from .seals import holds

NUMBER, ROWS, SEALS = "purge", "cleared", "seals"
"""In the event's data: which purge it is; table -> its rows; table -> row -> [its seal, the one that fits since]."""
SEALED = {"event": Event, "snapshot": Snapshot}


NAMES = {
    "amendmentfile": "更正依据",
    "change": "修改",
    "commententry": "审核意见",
    "event": "办理记录",
    "objection": "反馈意见",
    "objectionanswer": "反馈意见的答复",
    "objectionfile": "反馈意见的材料",
    "rectificationentry": "整改情况",
    "rectificationfile": "整改材料",
    "returnnotice": "退回意见书",
    "settlement": "抽查复核的处理",
    "signedscan": "审签单扫描件",
    "snapshot": "定格内容",
    "stampedcopy": "盖章件",
}
"""What a row of a table is called that can be cleared."""


@dataclass(slots=True)
class Purges:
    """`seals`: (table, row) -> its seal and the new one. `rows`: table -> row -> number of its last purge."""

    seals: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    rows: dict[str, dict[int, int]] = field(default_factory=dict)

    def seal_of(self, row: Event | Snapshot) -> str:
        """Return the seal that a row must have; '' where its own is not the one that a purge found."""
        key = str(row._meta.model_name), row.pk
        former, now = self.seals.get(key, (row.sha, row.sha))
        return now if former == row.sha else ""

    def fits(self, event: Event) -> bool:
        """Whether an event is as the portal sealed it, or as a purge left it."""
        return holds(events.text_of(event), self.seal_of(event))


def purges() -> Purges:
    """Return what was cleared; an event that is not sealed by the portal says nothing.

    The last one first: it may have cleared an earlier one's reason.
    """
    found = Purges()
    for event in told_of_purges().order_by("-id"):
        if event.chain == f"filing/{event.filing_id}" and found.fits(event):
            _add(found, event.data)
    return found


def told_of_purges() -> Any:
    """Return the events of purges."""
    return Event.objects.filter(action=Action.PURGE.value, filing__isnull=False)


def next_number() -> int:
    """Return the number of the next purge. Call while nobody else can make one."""
    return max((event.data[NUMBER] for event in told_of_purges()), default=0) + 1


def _add(found: Purges, data: dict[str, Any]) -> None:
    """Take over what an earlier purge says of rows that no later one wrote."""
    for table, seals in data[SEALS].items():
        for pk, (former, now) in seals.items():
            found.seals.setdefault((table, int(pk)), (former, now))
    for table, rows in data[ROWS].items():
        known = found.rows.setdefault(table, {})
        for pk in rows:
            known.setdefault(pk, data[NUMBER])


def clearable_tables() -> dict[str, Any]:
    """Return the tables whose rows bear the number of the purge that cleared them."""
    models = apps.get_app_config("evaluations").get_models()
    return {str(model._meta.model_name): model for model in models if issubclass(model, Clearable)}


def broken_purges(found: Purges) -> Iterator[str]:
    """Yield the rows that say they were cleared and no event does, or that an event names and do not."""
    for table, model in sorted(clearable_tables().items()):
        told = found.rows.get(table, {})
        marked = dict(model._default_manager.filter(purged__isnull=False).values_list("pk", "purged"))
        name = NAMES[table]
        for pk in sorted(marked):
            if told.get(pk) != marked[pk]:
                yield f"{name} {pk}：标为已清除，没有办理记录"
        there = model._default_manager.filter(pk__in=[pk for pk in told if pk not in marked])
        for pk in there.order_by("pk").values_list("pk", flat=True):
            yield f"{name} {pk}：登记为已清除的内容没有清除的标记"
