"""Whether filings and comments stand where their acts left them: every act of a record done again, in its order.

What the review held at an act, comments and corrections, is under a seal of its own that the act's event carries.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Max

from evaluations.models import STATE_AFTER, Comment, CommentEntry, Correction, Event, Filing
from evaluations.workflow import FIRST, SECOND, Action, State

from .vouching import ROW, History, digest_of

REVIEW = "review"
"""The name of the seal over comments and corrections in an event's data."""
TAKEN_IN = "重新计入汇总"
"""What the event says by which a unit counts again."""
COMMENT = ("number", "address", "anchor", "code", "category", "round")
CORRECTION = ("id", "address", "value", "status", "reason", "revision", "on_version", "by_id", "at")


def broken_standing(history: History) -> Iterator[str]:
    """Tell of filings and comments that stand elsewhere."""
    records: dict[int, list[Event]] = {}
    for event in history.events:
        if event.filing_id is not None:
            records.setdefault(event.filing_id, []).append(event)
    filings = {filing.pk: filing for filing in Filing.objects.filter(pk__in=records)}
    for pk, events in sorted(records.items()):
        filing, stands = filings.get(pk), _stands_after(events)
        if filing is None or any(_held(filing, name) != value for name, value in stands.items()):
            yield f"filing/{pk}：状态、期限、定分等与办理记录不符"
    yield from _broken_comments(history)


def whose_said(filing: Filing) -> str:
    """Return the digest of whose filing it is, for the event of its opening to vouch for."""
    return digest_of(filing.cycle_id, filing.department_id, filing.subject_key, filing.part_of_id)


def _held(filing: Filing, name: str) -> object:
    return whose_said(filing) if name == ROW else getattr(filing, name)


class Review:
    """What the review of a filing ever held: read by two queries, however many acts are asked about."""

    def __init__(self, filing: int) -> None:
        made = Comment.objects.filter(filing=filing, entries__seq=1).order_by("number")
        self._comments = list(made.values_list("entries__revision", *COMMENT))
        found = Correction.objects.filter(filing=filing).order_by("id")
        self._corrections = [
            (row[CORRECTION.index("revision")], withdrawn, [_plain(value) for value in row])
            for *row, withdrawn in found.values_list(*CORRECTION, "withdrawn_at")
        ]

    def at(self, revision: int, moment: datetime) -> str:
        """Return the digest of what it held at an act: its comments, and the corrections that stood."""
        comments = [list(row) for made, *row in self._comments if made <= revision]
        corrections = [
            row
            for made, withdrawn, row in self._corrections
            if made <= revision and (withdrawn is None or withdrawn >= moment)
        ]
        return digest_of(comments, corrections)


def _stands_after(events: Iterable[Event]) -> dict[str, object]:
    """Return the columns of a filing as its acts leave them, as far as they say."""
    columns: dict[str, object] = {"state": State.FILLING.value, "level": FIRST}
    returns = 0
    for event in events:
        returns += event.action == Action.RETURN
        columns |= {"state": event.data["to"]} if "to" in event.data else {}
        columns |= _left_by(event)
    return {**columns, "round": returns}


def _left_by(event: Event) -> dict[str, object]:
    """Return what an act leaves in the columns of its filing, besides state and count of returns."""
    return _left_by_the_department(event) or _left_by_the_review(event) or _left_by_the_end(event)


def _left_by_the_department(event: Event) -> dict[str, object]:
    data = event.data
    match event.action:
        case Action.SUBMIT | Action.SIGN:
            sent = {"sent_revision": data["revision"], "submitted_at": event.at}
            return {"due": None, "accepted_at": None, **sent}
        case Action.OPEN:
            return {"version_id": data["version"]} | ({ROW: data[ROW]} if ROW in data else {})
        case Action.SEND_UP:
            return {"submitted_at": event.at, "left_out": ""}
        case Action.LEAVE_OUT:
            return {"left_out": "" if data["words"] == TAKEN_IN else data["words"]}
    return {}


def _left_by_the_review(event: Event) -> dict[str, object]:
    match event.action:
        case Action.ACCEPT:
            return {"accepted_at": event.at}
        case Action.HAND_ON:
            return {"level": SECOND}
        case Action.RETURN | Action.AGREE_AMENDMENT:
            opened = {"level": FIRST, "due": datetime.fromisoformat(event.data["due"])}
            return opened if event.action == Action.RETURN else {**opened, "amending": True}
    return {}


def _left_by_the_end(event: Event) -> dict[str, object]:
    data = event.data
    match event.action:
        case Action.APPROVE:
            final = None if data.get("notice") else event.at
            return {"approved_at": event.at, "final_at": final, "amending": False}
        case Action.GIVE_FEEDBACK:
            return {} if data["objections"] else {"final_at": event.at}
        case Action.SETTLE:
            return {"final_at": event.at}
        case Action.DROP_AMENDMENT:
            return {"amending": False, "due": None}
    return {}


def _broken_comments(history: History) -> Iterator[str]:
    """Compare each comment with what was said last, and its mark for the ledger with the approvals."""
    marked: dict[int, set[int]] = {}
    for event in history.of(Action.APPROVE.value):
        marked.setdefault(event.filing_id or 0, set()).update(event.data.get("follow_up", ()))
    last = dict(CommentEntry.objects.values_list("comment").annotate(Max("seq")))
    kinds = {
        (one.comment_id, one.seq): one.kind for one in CommentEntry.objects.only("comment_id", "seq", "kind")
    }
    for comment in Comment.objects.order_by("filing_id", "number"):
        kind = kinds.get((comment.pk, last.get(comment.pk, 0)))
        state = STATE_AFTER[CommentEntry.Kind(kind)] if kind else None
        follows = comment.number in marked.get(comment.filing_id, ())
        if comment.state != state or comment.follow_up != follows:
            yield f"filing/{comment.filing_id}：第 {comment.number} 条意见的状态与记录不符"


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
