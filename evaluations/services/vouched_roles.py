"""Whether roles are as the history vouches for: every grant, end and hand-over done again, in its order.

A person of whom no event tells at all is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from evaluations.models import Event, Membership

from .vouching import History

GRANT, END, HAND_OVER = "grant_role", "end_role", "hand_over"


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """A role as an event names it; `department` 0 for none, `ends` '' while it is open."""

    role: str
    department: int
    starts: str
    ends: str


def broken_roles(history: History) -> Iterator[str]:
    """Tell of the people whose roles are others than the events made them."""
    told: dict[int, list[Held]] = {}
    for event in history.of(GRANT, END, HAND_OVER):
        if event.action == HAND_OVER:
            _hand_over(event, told)
        else:
            _one(event, told)
    rows: dict[int, list[Held]] = {person: [] for person in told}
    for one in Membership.objects.filter(user__in=told):
        ends = one.ends.isoformat() if one.ends else ""
        rows[one.user_id].append(Held(one.role, one.department_id or 0, one.starts.isoformat(), ends))
    for person, held in told.items():
        if sorted(held) != sorted(rows[person]):
            yield f"organisation 人员 {person}：角色与办理记录不符"


def _one(event: Event, told: dict[int, list[Held]]) -> None:
    """Grant a role, or end the one that was open in its place."""
    data = event.data
    now = Held(data["role"], data["department"] or 0, data["starts"], data["ends"])
    held = told.get(data["user"], [])
    if event.action == END:
        if data["user"] not in told:
            return  # granted before there were events
        same = (now.role, now.department, now.starts)
        held = [one for one in held if (one.role, one.department, one.starts) != same]
    told[data["user"]] = [*held, now]


def _hand_over(event: Event, told: dict[int, list[Held]]) -> None:
    """Let what an account held from that day on go to the new one."""
    if event.data["user"] not in told:
        return
    today = timezone.localdate(event.at).isoformat()
    stays: list[Held] = []
    goes: list[Held] = []
    for one in told[event.data["user"]]:
        if one.ends and one.ends < today:
            stays.append(one)
        elif one.starts > today:
            goes.append(one)
        else:
            stays.append(Held(one.role, one.department, one.starts, today))
            goes.append(Held(one.role, one.department, today, one.ends))
    told[event.data["user"]] = stays
    told[event.data["new_user"]] = [*told.get(event.data["new_user"], []), *goes]
