"""Whether what was said and handed in after an approval is as the history vouches for: words, files, stamped copies."""

from collections.abc import Iterator

from evaluations.evidence import store
from evaluations.models import (
    Amendment,
    AmendmentFile,
    Event,
    Feedback,
    KeptFile,
    ObjectionAnswer,
    ObjectionFile,
    PaperReceipt,
    RectificationFile,
    StampedCopy,
)
from evaluations.rectifying import ItemAct
from evaluations.workflow import Action

from .feedback import said_in

KEPT: tuple[type[KeptFile], ...] = (StampedCopy, ObjectionFile, AmendmentFile)


def broken_after_approval() -> Iterator[str]:
    """Tell what is missing or another than the event of its act says."""
    for model in KEPT:
        for one in model._default_manager.order_by("id").iterator():
            if store.get(one.key, one.sha) is None:
                yield f"{model._meta.verbose_name}“{one.name}”缺失，或与登记的校验码不符"
    yield from _unvouched(Action.GIVE_FEEDBACK, {_of_feedback(one) for one in Feedback.objects.all()})
    yield from _unvouched(Action.ANSWER_FEEDBACK, {_of_answer(one) for one in ObjectionAnswer.objects.all()})
    yield from _unvouched(Action.KEEP_STAMPED, {_of_copy(one) for one in StampedCopy.objects.all()})
    yield from _unvouched(Action.SIGN_FOR_PAPER, {_of_receipt(one) for one in PaperReceipt.objects.all()})
    yield from _unvouched(Action.ASK_AMENDMENT, {_of_request(one) for one in Amendment.objects.all()})
    yield from _broken_rectification_files()


FIELDS = {
    Action.GIVE_FEEDBACK: ("number", "objected"),
    Action.ANSWER_FEEDBACK: ("number", "objection", "verdict", "reason"),
    Action.KEEP_STAMPED: ("number", "file_sha"),
    Action.SIGN_FOR_PAPER: ("number", "day", "copies"),
    Action.ASK_AMENDMENT: ("number", "reason", "document"),
}
"""What the event of an act says of the row that it made."""


def _unvouched(action: Action, rows: set[tuple[object, ...]]) -> Iterator[str]:
    """Tell of rows without their event, and of events without their row."""
    events = Event.objects.filter(action=action.value).order_by("id")
    told = {tuple(event.data.get(name) for name in FIELDS[action]): event for event in events}
    for event_of in told.keys() - rows:
        event = told[event_of]
        yield f"{event.chain}：第 {event.seq} 条登记的内容缺失或不符"
    for row in sorted(str(one[0]) for one in rows - told.keys()):
        yield f"{row}：登记的内容在办理记录里没有"


def _broken_rectification_files() -> Iterator[str]:
    """Tell of files about what was mended: missing, another than was kept, or in no event."""
    told = Event.objects.filter(action__in=[act.value for act in ItemAct]).order_by("id")
    vouched = {(event.data.get("file_key"), event.data.get("file_sha")) for event in told}
    for one in RectificationFile.objects.order_by("id").iterator():
        if store.get(one.key, one.sha) is None:
            yield f"整改的佐证材料“{one.name}”缺失，或与登记的校验码不符"
        elif (one.key, one.sha) not in vouched:
            yield f"整改的佐证材料“{one.name}”：登记的内容在办理记录里没有"


def _of_feedback(one: Feedback) -> tuple[object, ...]:
    return one.notice.number, said_in(one)


def _of_answer(one: ObjectionAnswer) -> tuple[object, ...]:
    objection = one.objection
    return objection.feedback.notice.number, objection.number, one.get_verdict_display(), one.reason


def _of_copy(one: StampedCopy) -> tuple[object, ...]:
    return one.snapshot.number, one.sha


def _of_receipt(one: PaperReceipt) -> tuple[object, ...]:
    return one.snapshot.number, one.day.isoformat(), one.copies


def _of_request(one: Amendment) -> tuple[object, ...]:
    return one.number, one.reason, one.document
