"""Whether who reviews what, and in whose place, is as the history vouches for: every act done again, in its order.

A department of which no event tells at all is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from evaluations.models import Assignment, Deputy, Event
from evaluations.workflow import FIRST

from .vouching import History, cycle_of

type Share = tuple[int, int, int]
"""Cycle, department, level."""
ACTS = (
    "assign_reviewer",
    "remove_assignment",
    "hand_over_review",
    "name_deputy",
    "end_deputy",
    "hand_over",
    "close_cycle",
)


@dataclass(slots=True)
class Standing:
    """Somebody who stands in for a reviewer."""

    reviewer: int
    person: int
    starts: str
    ends: str
    ended: bool = False

    def runs(self, day: date) -> bool:
        """Whether its days are not over."""
        return not self.ended and self.ends >= day.isoformat()


@dataclass(slots=True)
class Shares:
    """Who reviews each share, and who stands in; `closed`: the cycles that are over."""

    reviewers: dict[Share, set[int]] = field(default_factory=dict)
    deputies: dict[Share, list[Standing]] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)

    def do(self, event: Event) -> None:
        """Do again what an event tells of."""
        if event.action == "close_cycle":
            self.closed.add(cycle_of(event))
        elif event.action == "hand_over":
            self._hand_account_over(event)
        else:
            self._share(event)

    def _share(self, event: Event) -> None:
        data = event.data
        cycle, department, reviewer = cycle_of(event), data["department"], data["reviewer"]
        share = cycle, department, data.get("level") or self._level_of(cycle, department, reviewer)
        held = self.reviewers.setdefault(share, set())
        deputies = self.deputies.setdefault(share, [])
        held.add(reviewer)
        if event.action == "remove_assignment":
            held.discard(reviewer)
            deputies[:] = [one for one in deputies if one.reviewer != reviewer]
        elif event.action == "hand_over_review":
            held.discard(reviewer)
            held.add(data["new_user"])
            for one in deputies:
                if one.reviewer == reviewer:
                    one.ended = one.ended or one.runs(_day(event))
                    one.reviewer = data["new_user"]
        elif event.action == "name_deputy":
            deputies.append(Standing(reviewer, data["deputy"], data["starts"], data["ends"]))
        elif event.action == "end_deputy":
            running = [one for one in deputies if one.person == data["deputy"] and one.runs(_day(event))]
            for one in [one for one in running if one.starts == data.get("starts", one.starts)][:1]:
                one.ended = True

    def _level_of(self, cycle: int, department: int, reviewer: int) -> int:
        """Return the level of a reviewer, for an event from before it said so: nobody has two of one department."""
        own = (
            share[2]
            for share, held in self.reviewers.items()
            if share[:2] == (cycle, department) and reviewer in held
        )
        return next(own, FIRST)

    def _hand_account_over(self, event: Event) -> None:
        old, new = event.data["user"], event.data["new_user"]
        for share, held in self.reviewers.items():
            moved = old in held and share[0] not in self.closed
            if moved:
                held.discard(old)
                held.add(new)
            for one in self.deputies[share]:
                one.reviewer = new if moved and one.reviewer == old else one.reviewer
                one.person = new if one.person == old and one.runs(_day(event)) else one.person


def broken_shares(history: History) -> Iterator[str]:
    """Tell of the departments whose reviewers or deputies are others than the events made them."""
    told = Shares()
    for event in history.of(*ACTS):
        told.do(event)
    reviewers: dict[Share, set[int]] = {share: set() for share in told.reviewers}
    for cycle, department, level, person in Assignment.objects.values_list(
        "cycle", "department", "level", "reviewer"
    ):
        reviewers.setdefault((cycle, department, level), set()).add(person)
    deputies: dict[Share, list[tuple[object, ...]]] = {share: [] for share in told.deputies}
    for one in Deputy.objects.select_related("assignment"):
        at = one.assignment
        row = (
            at.reviewer_id,
            one.person_id,
            one.starts.isoformat(),
            one.ends.isoformat(),
            one.ended_at is not None,
        )
        deputies.setdefault((at.cycle_id, at.department_id, at.level), []).append(row)
    for share, held in told.reviewers.items():
        if held != reviewers[share]:
            yield f"{_label(share)}：审核分工与办理记录不符"
        standing = [
            (one.reviewer, one.person, one.starts, one.ends, one.ended) for one in told.deputies[share]
        ]
        if sorted(standing) != sorted(deputies[share]):
            yield f"{_label(share)}：代审与办理记录不符"


def _label(share: Share) -> str:
    cycle, department, level = share
    return f"cycle/{cycle} 部门 {department} 第 {level} 环节"


def _day(event: Event) -> date:
    return timezone.localdate(event.at)
