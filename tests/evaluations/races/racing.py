"""What a racing process runs: named acts on the services, one a line, answered by one line each.

A guard can be switched off by name, and a barrier put where it stood: the process says that it got there and waits.
"""

import json
import sys
from decimal import Decimal
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError

from evaluations.models import Filing, Snapshot
from evaluations.selectors.filings import flat_of
from evaluations.services import (
    Refused,
    Typed,
    drafts,
    evidence,
    filing,
    moving,
    places,
    remedies,
    submission,
    targets,
    units,
    writing,
)
from evaluations.services.corrections import Corrected, correct
from tests.evaluations.evidence.papers import pdf
from tests.evaluations.races import approvals, second_looks, shares


def say(**words: Any) -> None:
    sys.stdout.write(f"{json.dumps(words, ensure_ascii=False)}\n")
    sys.stdout.flush()


def wait() -> str:
    return sys.stdin.readline().strip()


def barrier() -> None:
    say(at="barrier")
    wait()


def unlocked(filing_id: int) -> Filing:
    """Read a filing without holding it."""
    return Filing.objects.select_related("cycle", "department", "version").get(pk=filing_id)


def unheld(*, actor: Any, filing: Filing, action: Any, request_key: str = "") -> writing.Writing:
    """Begin a write without holding the filing."""
    return writing.Writing(unlocked(filing.pk), actor, writing.clock.now(), request_key or None)


def without_lock() -> None:
    """Judge a filing without holding its row, and wait until everybody has judged."""

    held = submission.hold

    def hold(**values: Any) -> Any:
        found = held(**values)
        barrier()
        return found

    moving.lock = submission.lock = unlocked
    submission.hold = hold


def without_conditional_move() -> None:
    """Write the new state whatever the state has become meanwhile."""

    def move(held: Any, *, data: Any, **columns: Any) -> Filing:
        Filing.objects.filter(pk=held.filing.pk).update(state="submitted", **columns)
        moving.record(actor=held.actor, action=held.action.value, filing=held.filing, data=data, at=held.now)
        return held.filing

    submission.move = move


def without_numbers(name: str) -> None:
    """Let a snapshot take any number, as if no unique constraint stood behind it."""
    save = Snapshot.save

    def saved(self: Snapshot, **options: Any) -> None:
        self.seq, self.number = 100 + int(name), f"{self.number}-{name}"
        save(self, **options)

    Snapshot.save = saved


def without_versions() -> None:
    """Compare the version, wait until everybody has, and write: check-then-save."""
    fetch = places.fetch

    def put(held: Any, shelf: Any, address: Any, new: Any) -> int:
        barrier()
        shelf.filing.answers.filter(key=str(address)).update(value=new.text, version=new.version + 1)
        return new.version + 1

    filing.begin, places.put_answer, places.fetch = unheld, put, fetch


def paused_gathering() -> None:
    """Wait between reading the figures of units and writing their sums; what is held stays held."""
    read = units.gathering_of

    def gathering_of(whole: Filing) -> Any:
        found = read(whole)
        barrier()
        return found

    units.gathering_of = gathering_of


def without_parts_held() -> None:
    """Take for granted that the units are as they were seen, holding nothing, and wait as above."""

    def as_seen(target: Filing, seen: str) -> Filing:
        return Filing.objects.select_related("cycle", "department", "version").get(pk=target.pk)

    units.as_seen = as_seen
    paused_gathering()


def pausing() -> None:
    """Wait before the filing is held: the edit of somebody else comes in between, every guard stands."""
    hold = submission.hold

    def late(**values: Any) -> Any:
        barrier()
        return hold(**values)

    submission.lock = unlocked
    submission.hold = late


def without_paper() -> None:
    """Judge the signed scan before the filing is held, as a page would, and not again."""
    hold = submission.hold

    def judged(**values: Any) -> Any:
        told = submission.paper_problems(values["filing"], flat_of(values["filing"]))
        barrier()
        submission.paper_problems = lambda *_: told
        return hold(**values)

    submission.lock = unlocked
    submission.hold = judged


def without_draft_lock() -> None:
    """Look for the print of the same content without holding the filing, and wait until everybody has looked."""
    table = drafts.Draft.objects
    create = table.create

    def looked(**facts: Any) -> Any:
        barrier()
        return create(**facts)

    moving.lock, table.create = unlocked, looked


def without_evidence_lock() -> None:
    """Look for the same file without holding the filing, and wait until everybody has looked."""
    room = evidence.check_room

    def looked(filing: Filing, size: int) -> None:
        room(filing, size)
        barrier()

    evidence.begin, evidence.check_room = unheld, looked


def without_holding_rows(service: Any) -> None:
    """Look which rows a table lacks without holding the filing, and wait as above."""
    full = service.refuse_full

    def looked(document: Any, table: str, rows: int) -> None:
        full(document, table, rows)
        barrier()

    service.begin, service.refuse_full = unheld, looked


def bring(user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    """Bring a file of that text."""
    settings.EVIDENCE_ROOT = words["folder"]
    offered = evidence.Offered("同一份.pdf", pdf(words["text"].encode()))
    kept = evidence.add_file(actor=user, filing=target, offered=offered)
    return {"key": kept.key, "sha": kept.sha}


GUARDS = {
    "parts": without_parts_held,
    "haste": paused_gathering,
    "draft": without_draft_lock,
    "cycle": partial(shares.without_cycle_held, barrier),
    "evidence": without_evidence_lock,
    "taking": partial(without_holding_rows, targets),
    "remedies": partial(without_holding_rows, remedies),
    "pause": pausing,
    "paper": without_paper,
    **approvals.guards(barrier),
    "lock": without_lock,
    "move": without_conditional_move,
    "versions": without_versions,
    **second_looks.guards(barrier),
}


def act(name: str, user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    if name == "submit":
        snapshot = submission.submit(actor=user, filing=target)
        return {"number": snapshot.number, "revision": snapshot.revision}
    if name == "approve":
        return approvals.approve(user, target, words)
    if name == "correct":
        return {"made": type(correct(actor=user, filing=target, corrected=Corrected(**words))).__name__}
    if name == "save":
        typed = Typed(words["text"], words["based_on"])
        result = filing.save_fields(actor=user, filing=target, values={words["address"]: typed})
        return {"ok": result.ok, "conflicts": len(result.conflicts)}
    others = {
        "take": take,
        "remedy": remedy,
        "print": print_draft,
        "bring": bring,
        "add up": add_up,
        "send down": send_down,
        "adopt": adopt,
        **second_looks.ACTS,
        "deputise": shares.deputise,
        "second": shares.second,
    }
    return others[name](user, target, words)


def print_draft(user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    draft, job = drafts.print_draft(actor=user, filing=target)
    return {"draft": draft.pk, "job": job.pk if job else None}


def take(user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    return {"added": targets.take_targets(actor=user, filing=target, table=words["table"])}


def remedy(user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    return {"added": remedies.take_remedies(actor=user, filing=target, table=words["table"])}


def send_down(user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    return {"state": units.send_down(actor=user, filing=target, words=words["words"]).state}


def adopt(user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    result = units.adopt(actor=user, filing=target, places=words["places"], seen=words["seen"])
    return {"saved": [one.text for one in result.saved]}


def add_up(user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    """Add one to stored numbers until so many additions were acknowledged: read, add, save on what was read.

    The cents name the process: two never type the same text, which would rightly count as saved by both.
    """
    acknowledged = refused = 0
    cents = int(sys.argv[2]) + 1
    while acknowledged < words["times"]:
        where = words["places"][(acknowledged + refused + cents) % len(words["places"])]
        answer = target.answers.get(key=where)
        typed = Typed(f"{int(Decimal(answer.value)) + 1}.{cents:02d}", answer.version)
        result = filing.save_fields(actor=user, filing=target, values={where: typed})
        acknowledged += result.ok
        refused += len(result.conflicts)
    return {"acknowledged": acknowledged, "refused": refused}


def main() -> None:
    username, name, *off = sys.argv[1:]
    for guard in off:
        without_numbers(name) if guard == "numbers" else GUARDS[guard]()
    user = get_user_model().objects.get(username=username)
    say(at="ready")
    while line := wait():
        asked = json.loads(line)
        target = Filing.objects.get(pk=asked.pop("filing"))
        try:
            say(**act(asked.pop("act"), user, target, asked))
        except Refused as refusal:
            say(refused=refusal.reason)
        except IntegrityError as error:
            say(error=type(error).__name__)
