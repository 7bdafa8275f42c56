"""What one person was told of the planted filing."""

from typing import Any

from django.utils import timezone

from evaluations.models import Event, Filing, Message
from evaluations.workflow import Role


def plant_message(event: Event, user: Any) -> Message:
    """Tell a filer of an event of his filing."""
    filing: Filing = event.filing
    about = {"cycle": filing.cycle, "department": filing.department, "filing": filing, "event": event}
    return Message.objects.create(
        user=user, key=f"event/{event.pk}", kind="accept", role=Role.FILER, at=timezone.now(), **about
    )
