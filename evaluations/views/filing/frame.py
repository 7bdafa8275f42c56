"""What stands around every page of a filing: year and state, days left, the rail of stages, the way on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.urls import reverse

from evaluations import clock
from evaluations.access import Person
from evaluations.models import Filing, Window
from evaluations.selectors import stage_states as states
from evaluations.selectors.stage_states import StageStatus
from evaluations.selectors.together import BESIDE, here_now, offices_of
from evaluations.views.report.links import reading_url
from evaluations.workflow import REOPENED, State

from .anchors import stage_url


@dataclass(frozen=True, slots=True)
class StageLink:
    """An entry of the rail, as portal_ui's `rail` prints it."""

    number: int
    title: str
    url: str
    status: str
    word: str
    here: str = ""
    """Names of colleagues who are on it now."""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment that counts; `days` are whole days left, below 0 when it is over."""

    at: datetime
    days: int
    again: bool
    """Whether it is for filing again after a return."""

    @property
    def over(self) -> bool:
        return self.days < 0

    @property
    def days_over(self) -> int:
        """Days since the deadline."""
        return -self.days


@dataclass(frozen=True, slots=True)
class Frame:
    """`deadline` is None where nothing is owed any more."""

    filing: Filing
    links: tuple[StageLink, ...]
    current: int
    deadline: Deadline | None
    reason: str
    """Why the reader may not write, '' when he may."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Page beside the stages -> names of colleagues who are on it now."""

    @property
    def whose(self) -> str:
        """Whose filing it is, where the reader may have opened another's: who cannot write, or a part of several."""
        return self.filing.whose if self.reason or self.filing.part_of_id is not None else ""

    @property
    def units_url(self) -> str:
        """The page 汇总 of the department; '' where no units are summed up, and for a unit itself."""
        whole = self.filing.part_of_id if self.filing.from_above else self.filing.sums_up and self.filing.pk
        return reverse("evaluations:units", args=[whole]) if whole else ""

    @property
    def reading_url(self) -> str:
        """Where the whole is read as a report, '' where the reader may not."""
        return reading_url(self.filing)

    @property
    def review_url(self) -> str:
        """The way back to the review for the bureau, '' for the department's own people."""
        if not self.reason or self.filing.inside:
            return ""
        return reverse("evaluations:review", args=[self.filing.part_of_id or self.filing.pk])

    @property
    def returned_url(self) -> str:
        """Where the opinions of a return are answered, '' unless the filing was returned."""
        if State(self.filing.state) is not State.RETURNED:
            return ""
        return reverse("evaluations:returned", args=[self.filing.pk])

    @property
    def title(self) -> str:
        """The stage that is shown, '' on a page of the whole filing."""
        return self.links[self.current - 1].title if self.current else ""

    @property
    def stage(self) -> StageLink:
        """The link of the stage that is shown."""
        return self.links[self.current - 1]

    @property
    def before(self) -> StageLink | None:
        return self.links[self.current - 2] if self.current > 1 else None

    @property
    def next(self) -> StageLink | None:
        return self.links[self.current] if 0 < self.current < len(self.links) else None

    @property
    def done(self) -> int:
        """How many stages are filled."""
        return sum(link.status == states.DONE for link in self.links)


def frame_of(
    filing: Filing,
    statuses: Sequence[StageStatus],
    current: int,
    reason: str = "",
    colleague: Person = None,
) -> Frame:
    """Return the frame of a page of a filing; `current` counts stages from 1, 0 is none of them.

    For a `colleague`, somebody of the department, it says who else is where, and which office looks after what.
    """
    links, beside = links_of(filing.pk, statuses), {}
    if colleague is not None:
        here, offices = here_now(filing, colleague), offices_of(filing)
        beside = {page: here[at] for page, at in BESIDE.items() if at in here}
        links = tuple(
            replace(link, here=here.get(link.title, ""), office=offices.get(link.title, "")) for link in links
        )
    return Frame(filing, links, current, deadline_of(filing), reason, beside)


def links_of(filing_id: int, statuses: Sequence[StageStatus]) -> tuple[StageLink, ...]:
    """Return the stages as links with their state in words."""
    return tuple(
        StageLink(one.number, one.id, stage_url(filing_id, one.number), _status(one), word_of(one))
        for one in statuses
    )


def word_of(status: StageStatus) -> str:
    """Return the state of a stage with the counts that matter, each on one line: 有问题 · 阻断 2、未填 3."""
    if status.state == states.RETURNED:
        return f"被退回 {status.returned} 条"
    if status.state == states.IN_TROUBLE:
        lacking = f"、未填\u00a0{status.missing}" if status.missing else ""
        return f"有问题 · {status.worst}\u00a0{status.blocking or status.explaining}{lacking}"
    if not status.places:
        return status.state
    if status.state == states.IN_PROGRESS and status.missing:
        return f"填写中 · 还差\u00a0{status.missing}\u00a0项"
    if status.state == states.DONE:
        return f"已填完 · {status.filled}\u00a0项"
    return status.state


def _status(status: StageStatus) -> str:
    """In trouble without anything that blocks is shown amber, not red."""
    return "ask" if status.state == states.IN_TROUBLE and not status.blocking else status.state


OWING = frozenset({State.NOT_STARTED, State.FILLING, State.AWAITING_SIGNATURE}) | REOPENED


def deadline_of(filing: Filing) -> Deadline | None:
    """Return the deadline of a filing that still owes something. One query, and the clock."""
    state = State(filing.state)
    if state not in OWING:
        return None
    if state in REOPENED:
        return deadline(filing.due, again=True)
    window = filing.cycle.windows.filter(phase=Window.Phase.FILING).first()
    return deadline(window.closes if window else None)


def deadline(at: datetime | None, *, again: bool = False) -> Deadline | None:
    """Return how far a moment is from now in days of the office's calendar."""
    if at is None:
        return None
    return Deadline(at, clock.days_left(at, clock.now()), again)
