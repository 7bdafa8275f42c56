"""Whether numbered papers are as the history vouches for: 告知书, 更正, 审签单 with their scans."""

from collections.abc import Iterator
from datetime import datetime

from evaluations.models import Amendment, AmendmentFile, Event, ResultNotice, SignedScan, SignSheet
from evaluations.workflow import Action

from .vouching import History, Kept, Told, differing, said_by

State = Amendment.State
ENDED = {
    Action.WITHDRAW_AMENDMENT.value: State.WITHDRAWN,
    Action.REFUSE_AMENDMENT.value: State.REFUSED,
    Action.AGREE_AMENDMENT.value: State.AGREED,
    Action.DROP_AMENDMENT.value: State.DROPPED,
}
DECIDED = frozenset({State.REFUSED, State.AGREED})
ASKED, APPROVED = Action.ASK_AMENDMENT.value, Action.APPROVE.value


def broken_papers(history: History) -> Iterator[str]:
    """Tell what is missing or another than the event of its act says."""
    yield from differing(_told_of_results(history), _results())
    yield from differing(_told_of_amendments(history), _amendments())
    yield from differing(
        (
            Told(one, one.data["number"], said_by(one, "content", "revision"))
            for one in history.of("print_sheet")
        ),
        _sheets(),
    )
    yield from differing(_told_of_scans(history), _scans())


def _told_of_results(history: History) -> Iterator[Told]:
    for event in history.of(APPROVED):
        if event.data.get("notice"):
            due = event.data.get("notice_due")
            says = said_by(event) | ({"due": datetime.fromisoformat(due)} if due else {})
            says["final"] = event.data["number"]
            yield Told(event, event.data["notice"], says)


def _results() -> Iterator[Kept]:
    for one in ResultNotice.objects.select_related("snapshot"):
        says = {"due": one.due, "final": one.snapshot.number, "by": one.by_id, "at": one.at}
        yield Kept(one.number, says, one.number)


def _told_of_amendments(history: History) -> Iterator[Told]:
    """Yield what the last event of each 更正 leaves it as."""
    says: dict[str, dict[str, object]] = {}
    last: dict[str, Event] = {}
    agreed: dict[int | None, str] = {}
    for event in history.of(ASKED, APPROVED, *ENDED):
        number = agreed.pop(event.filing_id, "") if event.action == APPROVED else event.data["number"]
        if not number:
            continue
        last[number] = event
        says.setdefault(number, {})
        if event.action == ASKED:
            says[number] = said_by(event, "reason", "document", "file_sha") | _open()
        elif event.action == APPROVED:
            says[number] |= {"state": State.DONE, "amended": event.data["number"]}
        else:
            says[number] |= _ended(event)
        if ENDED.get(event.action) is State.AGREED:
            agreed[event.filing_id] = number
        elif event.action in ENDED:
            agreed.pop(event.filing_id, "")
    yield from (Told(last[number], number, said) for number, said in says.items())


def _open() -> dict[str, object]:
    return {"state": State.ASKED, "words": "", "decided_by": None, "decided_at": None, "amended": None}


def _ended(event: Event) -> dict[str, object]:
    state = ENDED[event.action]
    if state not in DECIDED:
        return {"state": state}
    words = {"words": event.data["words"]} if "words" in event.data else {}
    return {"state": state, "decided_by": event.actor_id, "decided_at": event.at, **words}


def _amendments() -> Iterator[Kept]:
    files = dict(AmendmentFile.objects.values_list("amendment", "sha"))
    for one in Amendment.objects.select_related("amended"):
        yield Kept(
            one.number,
            {
                "reason": one.reason,
                "document": one.document,
                "file_sha": files.get(one.pk, ""),
                "state": one.state,
                "words": one.words,
                "decided_by": one.decided_by_id,
                "decided_at": one.decided_at,
                "amended": one.amended.number if one.amended else None,
                "by": one.by_id,
                "at": one.at,
            },
            one.number,
        )


def _sheets() -> Iterator[Kept]:
    for one in SignSheet.objects.all():
        says = {"content": one.content, "revision": one.revision, "by": one.by_id, "at": one.at}
        yield Kept(one.number, says, one.number)


def _told_of_scans(history: History) -> Iterator[Told]:
    for event in history.of("keep_scan"):
        yield Told(event, (event.data["number"], event.at), said_by(event, "file", "file_sha"))


def _scans() -> Iterator[Kept]:
    for one in SignedScan.objects.select_related("sheet"):
        says = {"file": one.name, "file_sha": one.sha, "by": one.by_id, "at": one.at}
        yield Kept((one.sheet.number, one.at), says, one.sheet.number)
