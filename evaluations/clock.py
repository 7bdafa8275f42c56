"""The clock that judges deadlines: the database's, one for all web processes."""

from datetime import UTC, datetime

from django.db import connection
from django.utils import timezone


def now() -> datetime:
    """Return the database's time as an aware UTC datetime."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            moment: datetime = cursor.fetchone()[0]
            return moment.astimezone(UTC)
        cursor.execute("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')")
        return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)


def days_between(earlier: datetime, later: datetime) -> int:
    """Return how many days of the office's calendar lie between two moments."""
    return (timezone.localtime(later).date() - timezone.localtime(earlier).date()).days


def days_left(at: datetime, now: datetime) -> int:
    """Return how many days of the office's calendar are left until a moment; negative once it is over."""
    days = days_between(now, at)
    return min(days, -1) if now > at else days
