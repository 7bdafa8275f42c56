"""Whether what was said and handed in after an approval is as the history vouches for."""

from collections.abc import Iterator
from itertools import count

from evaluations.models import Event, Feedback, ObjectionAnswer, PaperReceipt, StampedCopy
from evaluations.workflow import Action

from .feedback import said_in
from .vouching import History, Kept, Told, differing, said_by


def broken_after_approval(history: History) -> Iterator[str]:
    """Tell what is missing or another than the event of its act says."""
    yield from differing(_told(history, Action.GIVE_FEEDBACK, "objected"), _feedback())
    yield from differing(
        _told(history, Action.ANSWER_FEEDBACK, "verdict", "reason", apart="objection"), _answers()
    )
    yield from differing(_told_of_copies(history), _copies())
    yield from differing(_told(history, Action.SIGN_FOR_PAPER, "day", "copies"), _receipts())


def _told(history: History, action: Action, *names: str, apart: str = "") -> Iterator[Told]:
    """Yield what the events of an act say; `apart` tells those of one number apart, else their order does."""
    numbered = _Numbered()
    for event in history.of(action.value):
        number = event.data["number"]
        yield Told(event, (number, event.data[apart] if apart else numbered(number)), said_by(event, *names))


def _told_of_copies(history: History) -> Iterator[Told]:
    """Yield the same of 盖章件: each is replaced by the next one of its number."""
    numbered, last = _Numbered(), dict[str, tuple[Event, int]]()
    for event in history.of(Action.KEEP_STAMPED.value):
        number = event.data["number"]
        if number in last:
            yield _told_of_copy(*last[number], replaced_at=event.at)
        last[number] = event, numbered(number)
    for before, nth in last.values():
        yield _told_of_copy(before, nth, replaced_at=None)


def _told_of_copy(event: Event, nth: int, *, replaced_at: object) -> Told:
    says = said_by(event, "file", "file_sha") | {"replaced_at": replaced_at}
    return Told(event, (event.data["number"], nth), says)


class _Numbered:
    """Counts the entries of each number, from 1."""

    def __init__(self) -> None:
        self.counts: dict[str, Iterator[int]] = {}

    def __call__(self, number: str) -> int:
        return next(self.counts.setdefault(number, count(1)))


def _feedback() -> Iterator[Kept]:
    for one in Feedback.objects.select_related("notice"):
        number = one.notice.number
        yield Kept((number, 1), {"objected": said_in(one), "by": one.by_id, "at": one.at}, number)


def _answers() -> Iterator[Kept]:
    for one in ObjectionAnswer.objects.select_related("objection__feedback__notice"):
        number = one.objection.feedback.notice.number
        says = {"verdict": one.get_verdict_display(), "reason": one.reason, "by": one.by_id, "at": one.at}
        yield Kept((number, one.objection.number), says, number)


def _copies() -> Iterator[Kept]:
    numbered = _Numbered()
    for one in StampedCopy.objects.select_related("snapshot").order_by("id"):
        number = one.snapshot.number
        says = {"file": one.name, "file_sha": one.sha, "replaced_at": one.replaced_at}
        yield Kept((number, numbered(number)), says | {"by": one.by_id, "at": one.at}, number)


def _receipts() -> Iterator[Kept]:
    numbered = _Numbered()
    for one in PaperReceipt.objects.select_related("snapshot").order_by("id"):
        number = one.snapshot.number
        says = {"day": one.day.isoformat(), "copies": one.copies, "by": one.by_id, "at": one.at}
        yield Kept((number, numbered(number)), says, number)
