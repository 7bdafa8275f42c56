"""What a racing process does to approve; `barrier` is handed in by who runs it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from evaluations.models import Filing
from evaluations.services import moving, review

type Barrier = Callable[[], None]


def slow(barrier: Barrier) -> None:
    """Wait before the filing is held; every guard stands."""
    hold = review.hold_as_seen

    def late(*asked: Any) -> Any:
        barrier()
        return hold(*asked)

    review.hold_as_seen = late


def without_seeing(barrier: Barrier) -> None:
    """Approve whatever there is by then, and wait as above."""

    def whatever(actor: Any, filing: Filing, action: Any, _revision: int) -> Any:
        barrier()
        return moving.hold(actor=actor, filing=filing, action=action)

    review.hold_as_seen = whatever


def guards(barrier: Barrier) -> dict[str, Callable[[], None]]:
    """Name -> what switches the guard off, or only waits."""
    return {"slow approval": partial(slow, barrier), "seen": partial(without_seeing, barrier)}


def approve(user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    """Approve what was seen; say the differences where it is another by then."""
    try:
        return {"number": review.approve(actor=user, filing=target, revision=words["revision"]).number}
    except review.Stale as stale:
        return {"refused": stale.reason, "differences": stale.differences}
