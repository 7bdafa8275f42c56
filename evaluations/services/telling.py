"""Messages are made: after an act of its event, once for each person; or because something is due soon."""

import logging
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction

from evaluations import clock
from evaluations.access import Person
from evaluations.models import Cycle, Event, Filing, Message, RectificationItem, Untold, Window
from evaluations.office_days import before
from evaluations.selectors.cycles import open_in, superior_in
from evaluations.selectors.messages import Told, candidates, concerns, state_told
from evaluations.telling import DUE, TELLINGS, Telling
from evaluations.workflow import State, deadline_of

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 200
SETTLED = timedelta(seconds=20)
"""An event that is older and still untold was left behind by a process that died."""


def announce(event: Event) -> None:
    """Note that an event is to be told, in the transaction of the act; tell it once that holds.

    Whatever goes wrong with telling is logged and leaves the act alone; the sweeper tells it later.
    """
    if event.action in TELLINGS:
        Untold.objects.create(event=event)
        transaction.on_commit(partial(tell, event_id=event.pk), robust=True)


@transaction.atomic
def tell(*, event_id: int) -> int:
    """Make the messages of an event; return how many. Done again, or by two at once, it makes none."""
    untold = Untold.objects.select_for_update().filter(pk=event_id).first()
    if untold is None:
        return 0
    event = Event.objects.select_related(
        "filing__cycle", "filing__department", "filing__version", "filing__part_of__department"
    ).get(pk=event_id)
    filing = event.filing
    made: list[Message] = []
    if filing is not None:
        item = RectificationItem.objects.filter(pk=event.data.get("item")).select_related("filing").first()
        told = Told(filing.cycle, filing.department, filing, state_told(event), item)
        made = _messages(event.action, told, key=f"event/{event.pk}", event=event)
    Message.objects.bulk_create(made, ignore_conflicts=True)
    _seen_by_who_acted(event)
    untold.delete()
    return len(made)


def _seen_by_who_acted(event: Event) -> None:
    """Count as read what a person had been told of a filing before acting on it: it shall not wait in the bar."""
    about = {"filing": event.filing_id, "item": event.data.get("item")}
    earlier = Message.objects.filter(user=event.actor_id, at__lte=event.at, **about)
    earlier.filter(filing__isnull=False, read_at__isnull=True).update(read_at=event.at)


def tell_rest() -> int:
    """Tell the events that were left untold; return of how many. One that cannot be told does not hold up the rest."""
    settled = clock.now() - SETTLED
    left = Untold.objects.filter(event__at__lt=settled).order_by("pk").values_list("pk", flat=True)
    told = 0
    for event_id in left[:MOST_AT_ONCE]:
        try:
            tell(event_id=event_id)
            told += 1
        except Exception:
            logger.exception("event %s could not be told", event_id)
    return told


def remind(*, now: datetime | None = None) -> int:
    """Tell those who owe a filing that is due within the days of the setting; return how many were told.

    Asked for again and again: each person is told once of each deadline.
    """
    moment = now or clock.now()
    if not settings.REMIND_DAYS:
        return 0
    return sum(_remind(cycle, moment) for cycle in Cycle.objects.filter(closed_at__isnull=True))


def _remind(cycle: Cycle, now: datetime) -> int:
    window = cycle.windows.filter(phase=Window.Phase.FILING).first()
    closes = window.closes if window and window.opens <= now else None
    made: list[Message] = []
    for told in _owing(cycle):
        state = State(told.filing.state) if told.filing else State.NOT_STARTED
        deadline = deadline_of(state, closes, told.filing.due if told.filing else None)
        if deadline is not None and _is_near(deadline, now):
            owed = State.AWAITING_SIGNATURE if state is State.AWAITING_SIGNATURE else State.FILLING
            key = f"{DUE}/{cycle.pk}/{told.department.pk}/{deadline.isoformat()}/{owed}"
            made += _messages(DUE, told, key=key, due=deadline)
    Message.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _owing(cycle: Cycle) -> list[Told]:
    """Return the filings of a cycle, and the departments that have none; a department's own share goes with it."""
    filings = cycle.filings.select_related("cycle", "department", "version", "part_of__department")
    held = list(filings.filter(subject_key="", left_out=""))
    begun = set(cycle.filings.values_list("department", flat=True))
    kinds = cycle.rubrics.values("kind")
    waiting = open_in(cycle).filter(kind__in=kinds).exclude(pk__in=begun)
    return [Told(cycle, filing.department, filing, filing.state) for filing in held] + [
        Told(cycle, one, None, "") for one in waiting if superior_in(cycle, one) is None
    ]


def _is_near(deadline: datetime, now: datetime) -> bool:
    return before(deadline, settings.REMIND_DAYS) <= now <= deadline


def _messages(
    kind: str, told: Told, *, key: str, event: Event | None = None, due: datetime | None = None
) -> list[Message]:
    """Return the messages of one event or deadline, one for each person whom it concerns now and who has none."""
    now, made = clock.now(), dict[int, Message]()
    known = {*Message.objects.filter(key=key).values_list("user", flat=True)}
    if event is not None and event.actor_id is not None:
        known.add(event.actor_id)  # who did it knows
    filing: Filing | None = told.filing
    for telling in TELLINGS[kind]:
        for person in candidates(telling, told):
            if person.pk not in known | made.keys() and concerns(person, telling, told):
                made[person.pk] = Message(
                    user=person,
                    key=key,
                    kind=kind,
                    role=telling.to.value,
                    cycle=told.cycle,
                    department=told.department,
                    filing=filing,
                    item=told.item,
                    event=event,
                    due=due or _due_of(telling, filing),
                    at=now,
                    mail_after=_mail_after(person, now),
                )
    return list(made.values())


def _due_of(telling: Telling, filing: Filing | None) -> datetime | None:
    return filing.due if filing is not None and "{due}" in telling.words else None


def _mail_after(person: Person, now: datetime) -> datetime | None:
    return now if settings.MAIL_ON and person.email else None
