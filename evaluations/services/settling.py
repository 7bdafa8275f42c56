"""A difference between both reviewers is settled with a reason, line by line; the sealed approval stays as it is."""

from dataclasses import dataclass

from django.db import transaction

from evaluations import clock
from evaluations.access import Person
from evaluations.models import SecondLook, Settlement
from evaluations.selectors.second_looks import Compared, compared, result_of
from evaluations.selectors.snapshots import frozen
from rubrics.scoring.index import walk
from rubrics.scoring.problems import Problem

from .cycles import chain_of
from .events import record
from .results import Refused
from .samples import hold_look
from .second_scores import points_in
from .words import words_of

NOT_FINISHED = "复核人还没有完成复核，不能处理差异。请等复核人完成以后再办理。"
NO_DIFFERENCE = "这一项没有差异，不用处理。请刷新页面后再办理。"
SETTLED_MEANWHILE = "这一项刚刚有人处理过。请刷新页面，看过现在的处理再办理。"


@dataclass(frozen=True, slots=True)
class Settled:
    """What is decided; `points` only where it is neither score, `based_on` the decision that was seen (0: none)."""

    choice: Settlement.Choice
    reason: str
    points: str = ""
    based_on: int = 0


@transaction.atomic
def settle(*, actor: Person, look: SecondLook, line: str, settled: Settled) -> Settlement:
    """Settle one line. A later decision goes before an earlier one, and both are kept."""
    held = hold_look(look)
    if held.finished_at is None:
        raise Refused(NOT_FINISHED)
    found = next((one for one in compared(held) if one.id == line), None)
    if found is None or not found.differs:
        raise Refused(NO_DIFFERENCE)
    if settled.based_on != (found.settled.seq if found.settled else 0):
        raise Refused(SETTLED_MEANWHILE)
    reason = words_of(settled.reason, "理由", "请写明这样处理的理由。")
    made = Settlement.objects.create(
        look=held,
        line=line,
        seq=settled.based_on + 1,
        choice=settled.choice,
        points=_points(held, found, settled),
        reason=reason,
        by=actor,
        at=clock.now(),
    )
    held.result = result_of(compared(held))
    held.save(update_fields=["result"])
    data = {
        "department": held.filing.department_id,
        "sample": held.sample.seq,
        "line": line,
        "choice": made.choice,
        "settled": made.points,
        "reason": reason,
    }
    record(actor=actor, action="settle_second_look", data=data, chain=chain_of(held.sample.cycle), at=made.at)
    return made


def _points(look: SecondLook, line: Compared, settled: Settled) -> str:
    """Return the points that a decision gives, in normal form."""
    if settled.choice == Settlement.Choice.KEEP:
        return "" if line.verified is None else str(line.verified)
    if settled.choice == Settlement.Choice.TAKE:
        return str(line.second)
    document = frozen(look.snapshot).document
    criterion = next(one for one in walk(document.criteria) if one.id == line.id)
    parsed = points_in(document, criterion, settled.points)
    if isinstance(parsed, Problem):
        raise Refused(f"{parsed.what}。{parsed.todo}。")
    return parsed.text
