"""Until when a returned filing is due, unless the reviewer says otherwise."""

from datetime import datetime, timedelta

from django.utils import timezone

DAYS = 10
CLOSING = (17, 30)
"""The end of an office day."""


def default_due() -> datetime:
    """Return the end of the office day ten days from now."""
    hour, minute = CLOSING
    moment = timezone.localtime() + timedelta(days=DAYS)
    return moment.replace(hour=hour, minute=minute, second=0, microsecond=0)
