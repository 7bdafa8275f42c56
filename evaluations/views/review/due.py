"""Until when a returned filing is due, unless the reviewer says otherwise."""

from datetime import datetime, timedelta

from django.utils import timezone

from evaluations.office_days import closing_of

DAYS = 10


def default_due() -> datetime:
    """Return the end of the office day ten days from now."""
    return closing_of(timezone.localtime() + timedelta(days=DAYS))
