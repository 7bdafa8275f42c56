"""A person reads messages."""

from django.db import transaction

from evaluations import clock
from evaluations.access import Person
from evaluations.models import Message


@transaction.atomic
def read(*, actor: Person, message: Message) -> None:
    """Note that a person has opened a message of his; the first time counts."""
    Message.objects.filter(pk=message.pk, user=actor.pk, read_at__isnull=True).update(read_at=clock.now())


@transaction.atomic
def read_all(*, actor: Person, until: int) -> int:
    """Note that a person has seen all messages up to a number, the last one that the page showed; return how many."""
    unread = Message.objects.filter(user=actor.pk, pk__lte=until, read_at__isnull=True)
    return unread.update(read_at=clock.now())
