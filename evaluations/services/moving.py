"""A filing moves from state to state: locked, judged, moved by a conditional update, told by one event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from evaluations import clock
from evaluations.access import Person, decide, deputising_for
from evaluations.models import Filing
from evaluations.workflow import FIRST, NOT_IN_OWN_DEPARTMENT, WITH_BUREAU, Action, State, state_after

from .events import record
from .results import Refused
from .standing import REVIEW, Review
from .summary import age_others
from .telling import announce
from .utterances import SEAL, said_since
from .writing import BUSY


@dataclass(frozen=True, slots=True)
class Moving:
    """A filing held by this transaction, in a state that permits the act."""

    filing: Filing
    actor: Person
    action: Action
    now: datetime


def hold(*, actor: Person, filing: Filing, action: Action) -> Moving:
    """Lock the filing and judge the act; raises Refused with the reason. Call inside a transaction."""
    fresh = lock(filing.pk)
    now = clock.now()
    decision = decide(actor, fresh, action, now)
    if not decision.ok:
        raise Refused(decision.reason)
    return Moving(fresh, actor, action, now)


def lock(filing_id: int) -> Filing:
    """Return the filing as it is now, its row locked until the transaction ends."""
    return (
        Filing.objects.select_for_update(of=("self",))
        .select_related("cycle", "department", "version", "part_of__department")
        .get(pk=filing_id)
    )


def move(moving: Moving, *, data: Mapping[str, object], **columns: object) -> Filing:
    """Put the filing into the state that follows, with other columns, and record the event."""
    filing = moving.filing
    in_place = _in_whose_place(moving)
    before = State(filing.state)
    after = state_after(moving.action, before, filing.round, amending=filing.amending)
    moved = Filing.objects.filter(pk=filing.pk, state=before, revision=filing.revision).update(
        state=after.value, **columns
    )
    if not moved:
        raise Refused(BUSY)
    filing.state = after.value
    for name, value in columns.items():
        setattr(filing, name, value)
    told = {
        "from": before.value,
        "to": after.value,
        "revision": filing.revision,
        SEAL: said_since(filing),
        REVIEW: Review(filing.pk).at(filing.revision, moving.now),
        **in_place,
        **data,
    }
    announce(record(actor=moving.actor, action=moving.action.value, filing=filing, data=told, at=moving.now))
    if (before in WITH_BUREAU) is not (after in WITH_BUREAU):
        transaction.on_commit(
            partial(age_others, filing)
        )  # not before: two that are sent at once hold each other's
    return filing


def _in_whose_place(moving: Moving) -> Mapping[str, object]:
    """Return what the event of a deputy's act tells besides: for whom it was done."""
    if moving.action not in NOT_IN_OWN_DEPARTMENT:
        return {}
    level = FIRST if moving.action is Action.ACCEPT else moving.filing.level
    absent = deputising_for(moving.actor, moving.filing, level)
    return {"for": "、".join(map(str, absent)), "for_users": [one.pk for one in absent]} if absent else {}
