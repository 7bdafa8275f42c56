"""The year's dates as the sign-in page announces them."""

from dataclasses import dataclass
from datetime import datetime

from evaluations import clock
from evaluations.models import Cycle, Window
from portal import dates


@dataclass(frozen=True, slots=True)
class Phase:
    name: str
    dates: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """`heading` names year and notice, `deadline` is the sentence under 登录 ('' when filing is over)."""

    heading: str
    deadline: str
    phases: tuple[Phase, ...]


def schedule() -> Schedule | None:
    """The dates of the latest formal year that is open, None when there is none."""
    cycle = Cycle.objects.filter(mode=Cycle.Mode.FORMAL, closed_at__isnull=True).order_by("-year").first()
    if cycle is None:
        return None
    windows = {window.phase: window for window in cycle.windows.all()}
    ordered = [windows[phase] for phase in Window.Phase.values if phase in windows]
    filing = windows.get(Window.Phase.FILING)
    return Schedule(
        heading=" · ".join(filter(None, [f"{cycle.year} 年度安排", cycle.notice])),
        deadline=deadline_sentence(cycle.year, filing.closes, clock.now()) if filing else "",
        phases=tuple(Phase(window.get_phase_display(), _span(window)) for window in ordered),
    )


def _span(window: Window) -> str:
    return f"{dates.month_day(window.opens)} — {dates.month_day(window.closes)}"


def deadline_sentence(year: int, closes: datetime, now: datetime) -> str:
    """When filing closes and how many local days are left; '' afterwards."""
    if now > closes:
        return ""
    left = clock.days_left(closes, now)
    rest = f"还有 {left} 天" if left else "就在今天"
    return f"{year} 年度填报 {dates.month_day_clock(closes)} 截止，{rest}"
