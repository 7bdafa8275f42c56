"""What state each stage of the form is in, from what is counted on all of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rubrics.scoring.problems import Severity

NOT_STARTED, IN_PROGRESS, DONE, IN_TROUBLE, RETURNED = "未开始", "填写中", "已填完", "有问题", "被退回"


@dataclass(frozen=True, slots=True)
class StageStatus:
    """One entry of the stage rail: `blocking`, `explaining`, `hints` count open findings."""

    id: str
    number: int
    state: str
    filled: int = 0
    places: int = 0
    missing: int = 0
    blocking: int = 0
    explaining: int = 0
    hints: int = 0
    returned: int = 0
    closing: bool = False
    """Whether it is the stage of the checks, where all the others come together; so is one without a place."""

    @property
    def worst(self) -> str:
        """The gravest open severity, '' when there is none."""
        if self.blocking:
            return Severity.BLOCK.value
        if self.explaining:
            return Severity.EXPLAIN.value
        return Severity.HINT.value if self.hints else ""

    @property
    def open(self) -> int:
        """How many things on it stand against sending, or were returned."""
        return self.missing + self.blocking + self.explaining + self.returned


def with_states(statuses: Iterable[StageStatus]) -> list[StageStatus]:
    """Return the stages with the state of each; one that closes is done when nothing is open on any."""
    counted = list(statuses)
    begun = any(one.filled for one in counted)
    settled = begun and not any(one.open for one in counted)
    return [replace(one, state=_state_of(one, begun=begun, settled=settled)) for one in counted]


def _state_of(status: StageStatus, *, begun: bool, settled: bool) -> str:
    if status.returned:
        return RETURNED
    if not begun:
        return NOT_STARTED  # what an empty filing lacks is no trouble yet
    if status.blocking or status.explaining:
        return IN_TROUBLE
    if not status.filled and status.places:
        return NOT_STARTED
    closes = status.closing or not status.places
    return IN_PROGRESS if status.missing or (closes and not settled) else DONE
