"""How times are said in reasons. Pure: standard library only."""

from datetime import datetime


def moment(when: datetime) -> str:
    """Return a time to the minute: 2021 年 3 月 15 日 17:30."""
    return f"{when.year} 年 {when.month} 月 {when.day} 日 {when:%H:%M}"
