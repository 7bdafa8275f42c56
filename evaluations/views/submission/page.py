"""The page 核对与提交 as it is shown: counts, groups, what is lacking, points, and whether the filing may be sent."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from evaluations import clock
from evaluations.access import Person, decide
from evaluations.models import Filing, Snapshot
from evaluations.selectors.signing import on_paper
from evaluations.selectors.snapshots import latest_snapshot
from evaluations.selectors.stages import stages_from
from evaluations.views.filing.attempt import Attempt
from evaluations.views.filing.content import Content
from evaluations.views.filing.frame import Frame, frame_of
from evaluations.views.filing.page import page_of
from evaluations.views.filing.panels import Panel, panels_of
from evaluations.workflow import REOPENED, UNSENT, Action, Decision, SignOff
from rubrics.scoring.problems import Severity
from rubrics.scoring.types import BlockKind, Document

from .entries import Group
from .explanations import explanation_form
from .findings import found
from .problems import open_problems
from .standing import Gap, Points, Tally, Verdict, gaps_of, points_of, tally_of, verdict_of

NOTES = {
    Severity.BLOCK: "改正后才能提交",
    Severity.EXPLAIN: "改数，或写情况说明；说明随报告送审核人",
    Severity.HINT: "供参考，不影响提交",
}


@dataclass(frozen=True, slots=True)
class Sending:
    """How a filing is sent, in words: on the button, beside it, on the page that asks again, and on its button."""

    act: str
    note: str
    warning: str
    confirm: str


SENDINGS = {
    Action.SUBMIT: Sending(
        "提交财政审核",
        "提交后，财政受理前可撤回。",
        "提交以后不能再修改；财政受理前可以撤回。提交的内容以现在保存的为准，系统会给出带编号的回执。",
        "确认提交",
    ),
    Action.SEND_FOR_SIGNATURE: Sending(
        "送领导审签",
        "部门负责人审签后报送财政。",
        "送审签以后不能再修改；部门负责人可以退回修改，审签后系统自动报送财政。",
        "确认送审签",
    ),
    Action.SEND_UP: Sending(
        "报送上级部门",
        "由上级部门汇总后报送财政。",
        "报送以后不能再修改；需要修改的，请上级部门退回。报送的内容以现在保存的为准，由上级部门汇总。",
        "确认报送",
    ),
}


@dataclass(frozen=True, slots=True)
class CheckPage:
    """`panels` are what else the document asks for on this page; `receipt` is there once the filing was sent."""

    frame: Frame
    groups: tuple[Group, ...]
    tally: Tally
    verdict: Verdict
    gaps: tuple[Gap, ...]
    points: Points
    panels: tuple[Panel, ...]
    receipt: Snapshot | None
    can_take_back: bool
    may_sign: bool
    may_send: bool
    """Whether sending is this reader's business at all, now or once it is mended."""
    sending: Sending
    paper_url: str
    """The page of signing on paper, '' in a year that does not ask for it."""
    writable: bool
    at: datetime


def check_page(content: Content, attempt: Attempt, colleague: Person = None) -> CheckPage:
    """Return the page for a person who may see the filing; a `colleague` of the department sees who else is where."""
    number = check_stage(content.document)
    form = explanation_form(content, attempt)
    filing = content.filing
    sending = sending_action(filing)
    may = content.permissions.decide
    decision, editing = may(sending), content.editing
    statuses = stages_from(filing, content.flat, content.sheet)
    return CheckPage(
        frame=frame_of(filing, statuses, number, editing.reason, colleague),
        groups=tuple(_group(content, severity, form) for severity in Severity),
        tally=tally_of(content),
        verdict=verdict_of(content, decision),
        gaps=gaps_of(content),
        points=points_of(content),
        panels=tuple(panels_of(page_of(content, number, attempt))),
        receipt=receipt_of(filing),
        can_take_back=may(Action.TAKE_BACK).ok,
        may_sign=may(Action.SIGN).ok,
        may_send=editing.ok or decision.ok,
        sending=SENDINGS[sending],
        paper_url=paper_url(filing),
        writable=editing.ok,
        at=clock.now(),
    )


def _group(content: Content, severity: Severity, form: object) -> Group:
    entries = (*found(content, severity, form), *open_problems(content, severity))  # type: ignore[arg-type]
    return Group(severity.name.lower(), severity.value, entries, NOTES[severity])


def check_stage(document: Document) -> int:
    """Return the number (from 1) of the stage that shows the cross-checks; the last one where none says so."""
    for number, stage in enumerate(document.stages, start=1):
        if any(block.kind is BlockKind.CHECKS for block in stage.blocks):
            return number
    return len(document.stages)


def sending_action(filing: Filing) -> Action:
    """Return how a filing is sent: to the bureau, or first to the head of the department."""
    if filing.part_of_id is not None:
        return Action.SEND_UP
    return Action.SEND_FOR_SIGNATURE if filing.cycle.sign_off == SignOff.ONLINE else Action.SUBMIT


def paper_url(filing: Filing) -> str:
    """Return the page of signing on paper, '' in a year that does not ask for it."""
    return reverse("evaluations:paper", args=[filing.pk]) if on_paper(filing) else ""


def receipt_of(filing: Filing) -> Snapshot | None:
    """Return the receipt of what the bureau has now, None while the filing is with the department."""
    if filing.state in UNSENT | REOPENED:
        return None
    return latest_snapshot(filing, Snapshot.Purpose.SUBMISSION)


def sending_decision(filing: Filing, user: Person) -> Decision:
    """Say whether a person may send the filing now."""
    return decide(user, filing, sending_action(filing))
