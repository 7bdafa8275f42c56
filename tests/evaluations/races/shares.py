"""Acts on 审核分工 for racing processes."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from evaluations.models import Assignment, Cycle, Filing
from evaluations.services import assigning, cycles, sharing


def without_cycle_held(barrier: Callable[[], None]) -> None:
    """Judge who may review a department without holding its cycle, and wait until everybody has judged."""
    judge = assigning.against

    def judged(*asked: Any) -> str:
        reason = judge(*asked)
        barrier()
        return reason

    def unheld(cycle_id: int) -> Cycle:
        return Cycle.objects.get(pk=cycle_id)

    for service in (sharing, cycles):
        service.against, service.hold_cycle = judged, unheld


def deputise(user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    """Let somebody stand in for the first level of the filing's department today."""
    [one] = Assignment.objects.filter(department=target.department, level=1)
    today = timezone.localdate()
    named = sharing.name_deputies(
        actor=user, assignments=[one], person=named_person(words), days=(today, today), reason="外出培训"
    )
    return {"made": len(named)}


def second(user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    """Give somebody the second level of the filing's department."""
    made = cycles.assign_reviewer(
        actor=user,
        cycle=target.cycle,
        department=target.department,
        reviewer=named_person(words),
        level=2,
    )
    return {"made": made.level}


def named_person(words: dict[str, Any]) -> Any:
    return get_user_model().objects.get(username=words["person"])
