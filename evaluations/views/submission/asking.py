"""What is shown before a filing is sent: whose, how many points, what is still open and does not stop it."""

from dataclasses import dataclass

from evaluations.access import Person
from evaluations.models import Filing
from evaluations.selectors.stages import stages_from
from evaluations.views.filing.content import Content
from evaluations.views.filing.frame import Frame, frame_of
from rubrics.scoring.problems import Severity
from rubrics.scoring.results import Outcome

from .page import SENDINGS, Sending, check_stage, sending_action, sending_decision
from .standing import Points, Tally, Verdict, points_of, tally_of, verdict_of


@dataclass(frozen=True, slots=True)
class Asking:
    """`revision` is what the person sees now: what is sent must still be that."""

    filing: Filing
    frame: Frame
    revision: int
    tally: Tally
    points: Points
    hints: int
    verdict: Verdict
    sending: Sending


def asking_of(content: Content, user: Person) -> Asking:
    """Return what is asked of a person who is about to send the filing."""
    filing = content.filing
    hints = [
        one
        for one in content.sheet.checks
        if one.severity is Severity.HINT and one.outcome is Outcome.FAILS and not one.under
    ]
    statuses = stages_from(filing, content.flat, content.sheet)
    return Asking(
        filing=filing,
        frame=frame_of(filing, statuses, check_stage(content.document)),
        revision=filing.revision,
        tally=tally_of(content),
        points=points_of(content),
        hints=len(hints),
        verdict=verdict_of(content, sending_decision(filing, user)),
        sending=SENDINGS[sending_action(filing)],
    )
