"""A department's units send it their filings; it gives them back, leaves them out, and takes over the sums."""

from collections.abc import Collection

from django.db import transaction

from evaluations.access import Person
from evaluations.models import Filing, Snapshot
from evaluations.selectors.units import Gathering, gathering_of, stamp_of
from evaluations.workflow import Action
from rubrics.scoring import values

from . import snapshots
from .filing import save_fields
from .moving import hold, lock, move
from .results import Refused, SaveResult, Typed
from .submission import scored_to_send
from .summary import summary_columns

SUMMED = "所属单位汇总"
"""Where an adopted figure comes from, as its Change says."""
MOVED = "您核对以后，本级、所属单位或部门的数又有改动。请核对新的汇总数后再采用。"
UNSETTLED = "没有可以采用的汇总数：有单位还没有报送或没有填全。请先催报。"


@transaction.atomic
def send_up(*, actor: Person, filing: Filing, revision: int | None = None) -> Snapshot:
    """Freeze a unit's filing and hand it to its department; refused like a submission."""
    moving = hold(actor=actor, filing=filing, action=Action.SEND_UP)
    scored = scored_to_send(moving, revision)
    snapshot = snapshots.take(
        actor=actor,
        filing=moving.filing,
        purpose=Snapshot.Purpose.SUBMISSION,
        at=moving.now,
        scored=scored,
    )
    data = {"number": snapshot.number, "sha": snapshot.sha}
    columns = summary_columns(moving.filing, scored)
    move(moving, data=data, submitted_at=moving.now, left_out="", **columns)
    return snapshot


@transaction.atomic
def send_down(*, actor: Person, filing: Filing, words: str) -> Filing:
    """Give a unit's filing back to the unit, saying why."""
    if not words.strip():
        raise Refused("退回的原因未填。请写明需要修改的内容。")
    _hold_whole(filing)
    moving = hold(actor=actor, filing=filing, action=Action.SEND_DOWN)
    return move(moving, data={"words": words.strip()})


@transaction.atomic
def leave_out(*, actor: Person, filing: Filing, words: str) -> Filing:
    """Leave a unit out of the sums for a reason."""
    if filing.subject_key:
        raise Refused("本级的数必须计入汇总。请填报并报送本级的数。")
    if not words.strip():
        raise Refused("不计入汇总的原因未填。请写明原因。")
    _hold_whole(filing)
    moving = hold(actor=actor, filing=filing, action=Action.LEAVE_OUT)
    return move(moving, data={"words": words.strip()}, left_out=words.strip())


@transaction.atomic
def take_in(*, actor: Person, filing: Filing) -> Filing:
    """Sum up again a unit that was left out."""
    _hold_whole(filing)
    moving = hold(actor=actor, filing=filing, action=Action.LEAVE_OUT)
    return move(moving, data={"words": "重新计入汇总"}, left_out="")


def _hold_whole(part: Filing) -> None:
    """Hold the department's filing first, as `adopt` does: it must not be sent while its units move."""
    if part.part_of_id is not None:
        lock(part.part_of_id)


@transaction.atomic
def adopt(*, actor: Person, filing: Filing, places: Collection[str], seen: str) -> SaveResult:
    """Write sums into the department's own figures, through the ordinary save.

    `seen`: the stamp of what the person looked at, the department and every part; refused when one of them moved on.
    Only sums that lack nothing are written.
    """
    whole = lock(filing.pk)
    parts = list(Filing.objects.select_for_update(of=("self",)).filter(part_of=whole).order_by("pk"))
    if stamp_of(whole, parts) != seen:
        raise Refused(MOVED)
    wanted = to_adopt(gathering_of(whole), places)
    if not wanted:
        raise Refused(UNSETTLED)
    return save_fields(actor=actor, filing=whole, values=wanted)


def to_adopt(gathering: Gathering, places: Collection[str]) -> dict[str, Typed]:
    """Return what adopting would write, by address."""
    return {
        row.where: Typed(
            values.show(row.total, row.field.unit, row.field.places),
            gathering.versions.get(row.where, 0),
            source=SUMMED,
        )
        for row in gathering.adoptable
        if row.where in places
    }
