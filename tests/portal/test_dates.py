"""Days and times as they are written: in Asia/Shanghai, whatever zone the value came in."""

from datetime import UTC, date, datetime

from portal import dates

NEW_YEARS_EVE = datetime(2026, 12, 31, 16, 0, 5, tzinfo=UTC)


def test_moment_in_utc_is_written_in_local_time() -> None:
    assert [
        write(NEW_YEARS_EVE)
        for write in (dates.day, dates.moment, dates.minute, dates.clock, dates.month_day_clock)
    ] == ["2027-01-01", "2027-01-01 00:00:05", "2027-01-01 00:00", "00:00:05", "1 月 1 日 00:00"]


def test_day_is_written_in_three_ways() -> None:
    day = date(2026, 11, 24)
    assert [write(day) for write in (dates.day, dates.month_day, dates.long_day, dates.weekday_day)] == [
        "2026-11-24",
        "11 月 24 日",
        "2026 年 11 月 24 日",
        "11 月 24 日 星期二",
    ]


def test_nothing_is_a_dash_and_text_stays() -> None:
    assert (dates.day(None), dates.month_day(""), dates.moment("2020-12-31")) == ("—", "—", "2020-12-31")
