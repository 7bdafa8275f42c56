"""What an event holds, as pages say it."""

from datetime import datetime

from django.utils import timezone


def said(value: object) -> str:
    """Return a value as said: a time of the database in the office's zone, anything else as it is."""
    text = str(value)
    if "T" not in text:
        return text
    try:
        return f"{timezone.localtime(datetime.fromisoformat(text)):%Y-%m-%d %H:%M}"
    except ValueError:
        return text
