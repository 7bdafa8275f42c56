"""A person reads messages; what is over and old goes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from evaluations import clock
from evaluations.access import Person
from evaluations.models import Message

MOST_AT_ONCE = 5_000
"""The rest waits for the next turn: nobody has to wait for a long deletion."""


@transaction.atomic
def read(*, actor: Person, message: Message) -> None:
    """Note that a person has opened a message of his; the first time counts."""
    Message.objects.filter(pk=message.pk, user=actor.pk, read_at__isnull=True).update(read_at=clock.now())


@transaction.atomic
def read_all(*, actor: Person, until: int) -> int:
    """Note that a person has seen all messages up to a number, the last one that the page showed; return how many."""
    unread = Message.objects.filter(user=actor.pk, pk__lte=until, read_at__isnull=True)
    return unread.update(read_at=clock.now())


def sweep_messages(*, now: datetime | None = None) -> int:
    """Delete the messages that were read, or never read, longer ago than the settings keep them; return how many.

    One whose mail waits stays, and so does a reminder until its deadline is over: without it the person would be
    reminded again. Safe to run twice.
    """
    moment = now or clock.now()
    over = Message.objects.filter(mail_after__isnull=True).exclude(event__isnull=True, due__gte=moment)
    old = over.filter(_older_than(moment)).order_by("pk").values_list("pk", flat=True)
    deleted, _ = Message.objects.filter(pk__in=list(old[:MOST_AT_ONCE])).delete()
    return deleted


def _older_than(moment: datetime) -> Q:
    """Return the condition for what is not kept any longer; a setting of 0 keeps for good."""
    asked = Q(pk__in=())
    if settings.KEEP_READ_DAYS:
        asked |= Q(read_at__lt=moment - timedelta(days=settings.KEEP_READ_DAYS))
    if settings.KEEP_UNREAD_DAYS:
        asked |= Q(read_at__isnull=True, at__lt=moment - timedelta(days=settings.KEEP_UNREAD_DAYS))
    return asked
