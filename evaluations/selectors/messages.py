"""Messages: who is to be told of what now, what a person was told, and what it comes to in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from evaluations.access import Person, decide, decide_opening, memberships_of, roles_on
from evaluations.models import (
    Amendment,
    Assignment,
    Cycle,
    Department,
    Event,
    Filing,
    Membership,
    Message,
    RectificationItem,
)
from evaluations.rectifying import ItemAct, ItemState
from evaluations.telling import Place, Telling, telling_of, waits
from evaluations.workflow import Action, Role, State

from .rectification import decide_item, roles_on_item

UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Told:
    """What a message is about; `filing` is None before the department has begun."""

    cycle: Cycle
    department: Department
    filing: Filing | None
    state: str
    """Where the act left the filing, or the item; '' where no act moved it."""
    item: RectificationItem | None = None

    @property
    def whose(self) -> str:
        """Whose filing it is, in words."""
        return self.filing.whose if self.filing else str(self.department)


def standing_of(user: Person) -> tuple[frozenset[Role], int]:
    """Return the roles that a person holds today and how many messages are unread, in one query.

    Who holds no role has none to count.
    """
    unread = Message.objects.filter(user=user.pk, read_at__isnull=True).order_by().values("user")
    count = Subquery(unread.annotate(count=Count("pk")).values("count"), output_field=IntegerField())
    held = list(memberships_of(user).annotate(unread=Coalesce(count, 0)).values_list("role", UNREAD))
    return frozenset(Role(role) for role, _ in held), held[0][1] if held else 0


def candidates(telling: Telling, told: Told) -> Iterable[Person]:
    """Return those who stand to a filing as a telling wants, by what holds today; whether it concerns them is asked of
    `concerns`.
    """
    today = timezone.localdate()
    users = get_user_model().objects.filter(is_active=True)
    held = Membership.objects.filter(user=OuterRef("pk"), starts__lte=today).exclude(ends__lt=today)
    if telling.to is Role.REVIEWER:
        when = Q(cycle=told.cycle)
        if told.item is not None:  # followed by whoever reviews the department now
            when |= Q(cycle__closed_at__isnull=True)
        assigned = Assignment.objects.filter(when, department=told.department).filter(
            Q(reviewer=OuterRef("pk"))
            | Q(
                deputies__person=OuterRef("pk"),
                deputies__ended_at=None,
                deputies__starts__lte=today,
                deputies__ends__gte=today,
            )
        )
        return users.filter(Exists(held.filter(role=Role.REVIEWER)), Exists(assigned)).order_by("pk")
    if telling.to is Role.RUBRIC_ADMIN:
        return users.filter(Exists(held.filter(role=Role.RUBRIC_ADMIN))).order_by("pk")
    where, role = told.department.pk, telling.to
    if role is Role.SUPERIOR:
        if told.filing is None or told.filing.part_of is None:
            return []
        where, role = told.filing.part_of.department_id, Role.FILER
    return users.filter(Exists(held.filter(role=role, department=where))).order_by("pk")


def concerns(user: Person, telling: Telling, told: Told) -> bool:
    """Whether a telling still is for a person: what it calls for waits for him, or what it tells still holds."""
    if not user.is_active:
        return False
    if told.filing is None:
        return telling.calls_for is Action.EDIT and decide_opening(user, told.cycle, told.department).ok
    if told.item is not None:
        return _concerns_item(user, telling, told.item, told.state)
    if isinstance(telling.calls_for, Action):
        return decide(user, told.filing, telling.calls_for).ok
    return telling.to in roles_on(user, told.filing) and told.state in {"", told.filing.state}


def _concerns_item(user: Person, telling: Telling, item: RectificationItem, state: str) -> bool:
    if isinstance(telling.calls_for, ItemAct):
        return decide_item(user, item, telling.calls_for, offered=True).ok
    return telling.to in roles_on_item(user, item) and item.state == state


def about(message: Message) -> Told:
    """Return what a message is about, the filing as it is now."""
    filing = message.filing
    if filing is None:  # it may have begun since
        filing = Filing.objects.filter(
            cycle=message.cycle_id, department=message.department_id, subject_key=""
        ).first()
    state = state_told(message.event) if message.event else ""
    return Told(message.cycle, message.department, filing, state, message.item)


def state_told(event: Event) -> str:
    """Return where an event left what it is about: the item, or else the filing; '' for neither."""
    return str(event.data.get("item_to", event.data.get("to", "")))


def still_concerns(message: Message) -> bool:
    """Whether a message that was made still is for its person, who has not read it nor been told anything later."""
    telling = telling_of(message.kind, message.role)
    later = Message.objects.filter(
        user=message.user_id, cycle=message.cycle_id, department=message.department_id, pk__gt=message.pk
    )
    same = {"filing": message.filing_id, "item": message.item_id}
    if telling is None or message.read_at is not None or later.filter(**same).exists():
        return False
    return concerns(message.user, telling, about(message))


def whole_messages() -> QuerySet[Message]:
    """Return messages with all that their words are made from.

    `stands` is the filing's state now, None before it; `asked`: a 更正 of it waits for the bureau.
    """
    asked = Amendment.objects.filter(filing=OuterRef("filing"), state=Amendment.State.ASKED)
    begun = Filing.objects.filter(cycle=OuterRef("cycle"), department=OuterRef("department"), subject_key="")
    return Message.objects.select_related(
        "user",
        "cycle",
        "department",
        "event",
        "item__filing__department",
        "filing__department",
        "filing__cycle",
        "filing__part_of",
    ).annotate(stands=Coalesce("filing__state", Subquery(begun.values("state")[:1])), asked=Exists(asked))


def messages_of(user: Person) -> QuerySet[Message]:
    """Return a person's messages, unread first, each kind the latest first."""
    found = whole_messages().filter(user=user.pk).annotate(was_read=Q(read_at__isnull=False))
    return found.order_by("was_read", "-at", "-pk")


@dataclass(frozen=True, slots=True)
class Said:
    """A message in words; `waits`: what it calls for is still to be done."""

    title: str
    words: str
    task: str
    waits: bool
    calls: bool
    """Whether it calls for anything."""


def said_of(message: Message) -> Said:
    """Return a message in words, as it reads now. No query for one of `whole_messages`."""
    telling = telling_of(message.kind, message.role)
    if telling is None:
        return Said("消息", "这件事已经不用办理。", str(message.cycle), waits=False, calls=False)
    whose = message.filing.whose if message.filing else str(message.department)
    stands: str | None = getattr(message, "stands")  # noqa: B009 - what the query lays beside the columns
    item = ItemState(message.item.state) if message.item else None
    return Said(
        title=telling.title,
        words=telling.words.format(whose=whose, task=message.cycle, due=_moment(message.due)),
        task=str(message.cycle),
        waits=stands is None or (waits(telling, State(stands), item) and _asked_still(message, telling)),
        calls=telling.calls_for is not None,
    )


def _asked_still(message: Message, telling: Telling) -> bool:
    """Whether a request for 更正 that a message is about waits; its state alone does not tell."""
    return telling.calls_for is not Action.AGREE_AMENDMENT or bool(getattr(message, "asked"))  # noqa: B009


def led_to(message: Message) -> tuple[str, dict[str, int]]:
    """Return the route of the page that a message leads to, and its arguments."""
    telling = telling_of(message.kind, message.role)
    if telling is None or telling.place is Place.NONE or message.filing is None:
        return (telling.route if telling and telling.place is Place.NONE else "home"), {}
    if telling.place is Place.ITEM:
        return telling.route, {"item_id": message.item_id or 0}
    filing: Any = message.filing
    number = filing.part_of_id if telling.place is Place.WHOLE else filing.pk
    return telling.route, {"filing_id": number or filing.pk}


def _moment(due: datetime | None) -> str:
    if due is None:
        return "期限"
    here = timezone.localtime(due)
    return f" {here.month} 月 {here.day} 日 {here:%H:%M} "
