"""The year's dates on the sign-in page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from evaluations.models import Cycle, Window
from portal.models import User
from portal.schedule import Phase, Schedule, deadline_sentence, schedule

pytestmark = pytest.mark.django_db

CLOSES = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)


def cycle(year: int, mode: str = "formal", **fields: object) -> Cycle:
    user = User.objects.get_or_create(username="示例00")[0]
    return Cycle.objects.create(year=year, place="示例区", mode=mode, title="示例", opened_by=user, **fields)


def window(of: Cycle, phase: str, opens: datetime, closes: datetime) -> None:
    Window.objects.create(cycle=of, phase=phase, opens=opens, closes=closes)


def test_schedule_without_an_open_year_is_none() -> None:
    cycle(2025, closed_at=timezone.now())
    cycle(2026, mode="rehearsal")
    assert schedule() is None


def test_schedule_names_the_latest_open_year_and_its_phases_in_order() -> None:
    cycle(2024)
    latest = cycle(2025, notice="示例〔2026〕8 号")
    window(latest, "review", datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 4, 30, tzinfo=UTC))
    window(latest, "filing", datetime(2026, 3, 1, tzinfo=UTC), CLOSES)
    assert schedule() == Schedule(
        heading="2025 年度安排 · 示例〔2026〕8 号",
        deadline="",
        phases=(Phase("填报", "3 月 1 日 — 3 月 31 日"), Phase("审核", "4 月 1 日 — 4 月 30 日")),
    )


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (timedelta(days=13), "2025 年度填报 3 月 31 日 17:30 截止，还有 13 天"),
        (timedelta(hours=18), "2025 年度填报 3 月 31 日 17:30 截止，还有 1 天"),
        (timedelta(hours=17), "2025 年度填报 3 月 31 日 17:30 截止，就在今天"),
        (timedelta(0), "2025 年度填报 3 月 31 日 17:30 截止，就在今天"),
        (timedelta(seconds=-1), ""),
    ],
)
def test_deadline_counts_local_days(before: timedelta, sentence: str) -> None:
    assert deadline_sentence(2025, CLOSES, CLOSES - before) == sentence


def test_sign_in_page_shows_the_dates(client: Client) -> None:
    now = timezone.now()
    window(cycle(2025), "filing", now, now + timedelta(days=9))
    page = client.get("/login").content.decode()
    assert "2025 年度安排" in page
    assert "还有 9 天" in page
