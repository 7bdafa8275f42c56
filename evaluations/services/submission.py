"""The department sends its filing to the bureau, with or without the head's signature, and may take it back."""

from collections.abc import Callable

from django.db import transaction

from evaluations.access import Person
from evaluations.models import Filing, Snapshot
from evaluations.selectors.filings import flat_of, sheet_of
from evaluations.selectors.signing import paper_problems
from evaluations.selectors.snapshots import latest_snapshot
from evaluations.workflow import Action, State
from rubrics.scoring.problems import Problem, Severity
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.results import Sheet
from rubrics.scoring.wording import message

from . import snapshots
from .moving import Moving, hold, lock, move
from .results import Refused
from .summary import sent
from .words import words_of

type Summing = Callable[[Filing, tuple[Flat, Sheet]], dict[str, object]]
TODO = {Severity.BLOCK: "请改正", Severity.EXPLAIN: "请改正，或填写情况说明"}
CHANGED = "您核对以后，填报内容又有改动。请重新核对后再提交。"


class Blocked(Refused):
    """The filing cannot be sent while these problems stand."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"还有 {len(problems)} 项没有改正或说明，不能提交。请按列出的位置逐项办理。")
        self.problems = problems


@transaction.atomic
def submit(*, actor: Person, filing: Filing, revision: int | None = None) -> Snapshot:
    """Freeze the filing and hand it to the bureau; the snapshot is the receipt.

    Sent twice, the second gets the receipt of the first. `revision`: what the person had checked; refused when
    the content changed since. Raises Blocked with the problems that stand against it.
    """
    fresh = lock(filing.pk)
    receipt = latest_snapshot(fresh, Snapshot.Purpose.SUBMISSION)
    if fresh.state == State.SUBMITTED and receipt and receipt.by_id == actor.pk:
        return receipt
    return _send(hold(actor=actor, filing=filing, action=Action.SUBMIT), revision)


@transaction.atomic
def send_for_signature(*, actor: Person, filing: Filing, revision: int | None = None) -> Filing:
    """Hand the filing to the head of the department; refused like a submission."""
    moving = hold(actor=actor, filing=filing, action=Action.SEND_FOR_SIGNATURE)
    scored_to_send(moving, revision)
    return move(moving, data={})


@transaction.atomic
def sign(*, actor: Person, filing: Filing, revision: int | None = None) -> Snapshot:
    """Let the head sign, which sends the filing to the bureau."""
    return _send(hold(actor=actor, filing=filing, action=Action.SIGN), revision)


@transaction.atomic
def hand_back(*, actor: Person, filing: Filing, words: str) -> Filing:
    """Let the head give the filing back inside the department, saying why."""
    said = words_of(words, "退回修改的原因", "请写明需要修改的内容。")
    return move(hold(actor=actor, filing=filing, action=Action.HAND_BACK), data={"words": said})


@transaction.atomic
def take_back(*, actor: Person, filing: Filing) -> Filing:
    """Take a submission back while nobody has accepted it; its snapshot stays."""
    return move(hold(actor=actor, filing=filing, action=Action.TAKE_BACK), data={})


def standing_against(sheet: Sheet) -> tuple[Problem, ...]:
    """Return what stops a submission: blocking problems and checks, and findings without 情况说明."""
    problems = [one for one in sheet.problems if one.severity is not Severity.HINT]
    problems += [
        Problem(check.address, message(check), TODO[check.severity], check.severity)
        for check in sheet.open_checks()
    ]
    return tuple(problems)


def lacking(filing: Filing, flat: Flat, sheet: Sheet) -> tuple[Problem, ...]:
    """Return all that stops a filing from being sent: its content, then the signing on paper if the year wants it.

    The page of the checks says the same: it asks here.
    """
    return standing_against(sheet) or paper_problems(filing, flat)


def _send(moving: Moving, revision: int | None) -> Snapshot:
    return freeze_and_move(moving, revision, sent, accepted_at=None, due=None)


def freeze_and_move(moving: Moving, revision: int | None, summary: Summing, **columns: object) -> Snapshot:
    """Freeze a filing that may be sent and move it on; `summary` gives the columns of its summary."""
    scored = scored_to_send(moving, revision)
    snapshot = snapshots.take(
        actor=moving.actor,
        filing=moving.filing,
        purpose=Snapshot.Purpose.SUBMISSION,
        at=moving.now,
        scored=scored,
    )
    data = {"number": snapshot.number, "sha": snapshot.sha}
    move(moving, data=data, submitted_at=moving.now, **columns, **summary(moving.filing, scored))
    return snapshot


def scored_to_send(moving: Moving, revision: int | None) -> tuple[Flat, Sheet]:
    """Return content and sheet of a filing that may be sent."""
    if revision is not None and revision != moving.filing.revision:
        raise Refused(CHANGED)
    flat = flat_of(moving.filing)
    sheet = sheet_of(moving.filing, flat)
    problems = lacking(moving.filing, flat, sheet)
    if problems:
        raise Blocked(problems)
    return flat, sheet
