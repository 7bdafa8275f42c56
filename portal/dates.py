"""How days and times are written, in the office's own time zone."""

from datetime import date, datetime

from django.utils import timezone

from portal.formatting import DASH

WEEKDAYS = "一二三四五六日"


def local(value: object) -> datetime | date | None:
    """The moment in local time, or the day; None for anything else."""
    if isinstance(value, datetime):
        return timezone.localtime(value) if timezone.is_aware(value) else value
    return value if isinstance(value, date) else None


def written(value: object, pattern: str) -> str:
    """The day or moment in a strftime pattern; — for nothing, other text as it stands."""
    here = local(value)
    if here is None:
        return str(value) if value else DASH
    return here.strftime(pattern)


def day(value: object) -> str:
    """2026-11-24."""
    return written(value, "%Y-%m-%d")


def moment(value: object) -> str:
    """2026-11-24 10:32:05."""
    return written(value, "%Y-%m-%d %H:%M:%S")


def minute(value: object) -> str:
    """2026-11-24 10:32."""
    return written(value, "%Y-%m-%d %H:%M")


def clock(value: object) -> str:
    """10:32:05."""
    return written(value, "%H:%M:%S")


def month_day(value: object) -> str:
    """4 月 7 日."""
    here = local(value)
    return written(value, "") if here is None else f"{here.month} 月 {here.day} 日"


def month_day_clock(value: object) -> str:
    """4 月 7 日 17:30."""
    return written(value, "") if local(value) is None else f"{month_day(value)} {written(value, '%H:%M')}"


def long_day(value: object) -> str:
    """2026 年 4 月 7 日."""
    here = local(value)
    return written(value, "") if here is None else f"{here.year} 年 {month_day(value)}"


def weekday_day(value: object) -> str:
    """4 月 7 日 星期三."""
    here = local(value)
    return written(value, "") if here is None else f"{month_day(value)} 星期{WEEKDAYS[here.weekday()]}"
