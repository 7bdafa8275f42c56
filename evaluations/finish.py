"""How far what comes after the approval has got, read from what was stored."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from .models import Amendment, Feedback, Filing, Objection, PaperReceipt, ResultNotice, Snapshot, StampedCopy
from .workflow import FINISHED, Finish, State

CONCERNED = FINISHED | {State.REVIEWING}
"""States in which a decision may depend on it."""


def finish_of(filing: Filing) -> Finish:
    """Return how far a filing has got. At most six queries; none before the review."""
    if State(filing.state) not in CONCERNED:
        return Finish()
    cycle = filing.cycle
    told = told_of(filing) if cycle.feedback_days else None
    final = filing.final_at is not None
    wants_stamp, wants_paper = final and cycle.wants_stamp, final and cycle.wants_paper
    number = approved(filing) if wants_stamp or wants_paper else None
    return Finish(
        final=final,
        feedback_due=told.due if told else None,
        feedback_given=bool(told and told.given),
        objections=told.objections if told else 0,
        unanswered=told.unanswered if told else 0,
        wants_stamp=cycle.wants_stamp,
        stamped=bool(wants_stamp and StampedCopy.objects.filter(snapshot=number, replaced_at=None).exists()),
        wants_paper=cycle.wants_paper,
        received=bool(wants_paper and PaperReceipt.objects.filter(snapshot=number).exists()),
        asked=filing.state in FINISHED and filing.amendments.filter(state=Amendment.State.ASKED).exists(),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A notice and what became of it."""

    notice: ResultNotice
    given: bool
    """The department has said whether it agrees."""
    objections: int
    unanswered: int

    @property
    def due(self) -> datetime:
        return self.notice.due


def told_of(filing: Filing) -> Told | None:
    """Return the notice of what was sent last; None where nothing was told of it."""
    notices = filing.result_notices.filter(snapshot__revision__gte=filing.sent_revision or 0)
    notice = notices.select_related("snapshot", "by").order_by("-id").first()
    if notice is None:
        return None
    objections = Objection.objects.filter(feedback__notice=notice)
    counted = objections.aggregate(all=Count("id"), open=Count("id", filter=Q(answer__isnull=True)))
    given = Feedback.objects.filter(notice=notice).exists()
    return Told(notice, given, counted["all"], counted["open"])


def approved(filing: Filing) -> Snapshot | None:
    """Return the final copy that holds: the last one."""
    return filing.snapshots.filter(purpose=Snapshot.Purpose.APPROVAL).order_by("-seq").first()


def final_copies(filing: Filing) -> list[Snapshot]:
    """Return the final copies, the one that holds first: it once the score is final, and those amended since."""
    approvals = filing.snapshots.filter(purpose=Snapshot.Purpose.APPROVAL).order_by("-seq")
    amended = set(filing.amendments.values_list("sealed", flat=True))  # asked for of what was final only
    return [
        one
        for number, one in enumerate(approvals)
        if one.pk in amended or (number == 0 and filing.final_at is not None)
    ]
