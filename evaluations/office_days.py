"""Terms in working days, till the end of an office day. Pure: standard library only."""

from datetime import datetime, timedelta

CLOSING = (17, 30)
"""The end of an office day."""
SATURDAY = 5


def closing_of(day: datetime) -> datetime:
    """Return the end of the office day of a moment in the office's zone."""
    hour, minute = CLOSING
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def closing_after(start: datetime, working_days: int) -> datetime:
    """Return the end of the n-th working day after the day of `start`; Saturdays and Sundays are none.

    Public holidays are announced anew each year and are not known here: a term across one is the shorter for it.
    """
    day, left = start, working_days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return closing_of(day)


def before(deadline: datetime, working_days: int) -> datetime:
    """Return the moment that lies so many working days before a deadline."""
    moment = deadline
    while working_days:
        moment -= timedelta(days=1)
        working_days -= moment.weekday() < SATURDAY
    return moment
