"""更正: a sealed filing is opened once more on request, and approved anew; both final copies stay."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from evaluations.access import Person
from evaluations.evidence import store
from evaluations.finish import approved
from evaluations.models import Amendment, AmendmentFile, Filing, Snapshot
from evaluations.workflow import FIRST, Action

from .evidence import Offered, checked_file, columns_of
from .moving import Moving, hold, move
from .results import Refused
from .summary import returned
from .words import words_of

LONGEST_NUMBER = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """Why a filing is to be amended, by which document, and its scan."""

    reason: str
    document: str
    file: Offered | None = None


def ask(*, actor: Person, filing: Filing, asked: Asked) -> Amendment:
    """Ask the bureau to open a sealed filing once more."""
    reason = words_of(asked.reason, "更正原因", "请写明哪里要更正、为什么。")
    document = words_of(asked.document, "依据文号", "请写明批复或决算文件的文号。")[:LONGEST_NUMBER]
    with ExitStack() as files:
        checked = checked_file(asked.file.data) if asked.file else None
        key = files.enter_context(store.putting(checked.data)) if checked else ""
        with transaction.atomic():
            moving = hold(actor=actor, filing=filing, action=Action.ASK_AMENDMENT)
            amendment = Amendment.objects.create(
                filing=moving.filing,
                number=_number(moving.filing),
                reason=reason,
                document=document,
                sealed=_sealed(moving.filing),
                by=actor,
                at=moving.now,
            )
            told = {"number": amendment.number, "reason": reason, "document": document, "file_sha": ""}
            if checked and asked.file:
                columns = columns_of(checked, asked.file, key)
                kept = AmendmentFile.objects.create(amendment=amendment, by=actor, at=moving.now, **columns)
                told["file_sha"] = kept.sha
            move(moving, data=told)
    return amendment


@transaction.atomic
def withdraw(*, actor: Person, filing: Filing) -> Amendment:
    """Take the request back while the bureau has not decided."""
    return _end(hold(actor=actor, filing=filing, action=Action.WITHDRAW_AMENDMENT), Amendment.State.WITHDRAWN)


@transaction.atomic
def agree(*, actor: Person, filing: Filing, due: datetime, words: str = "") -> Amendment:
    """Open the filing for the department until `due`; the final copy that there is stays as it is."""
    moving = hold(actor=actor, filing=filing, action=Action.AGREE_AMENDMENT)
    if due <= moving.now:
        raise Refused("重报期限已经过去。请另定重报期限。")
    told = {"due": due.isoformat()}
    columns = {"amending": True, "due": due, "level": FIRST, **returned(moving.filing)}
    return _decide(moving, Amendment.State.AGREED, words.strip(), told, columns)


@transaction.atomic
def refuse(*, actor: Person, filing: Filing, words: str) -> Amendment:
    """Let the final copy stand, and say why."""
    moving = hold(actor=actor, filing=filing, action=Action.REFUSE_AMENDMENT)
    said = words_of(words, "不同意更正的理由")
    return _decide(moving, Amendment.State.REFUSED, said, {}, {})


@transaction.atomic
def drop(*, actor: Person, filing: Filing) -> Amendment:
    """Give the 更正 up while nothing was changed: what was approved holds on."""
    moving = hold(actor=actor, filing=filing, action=Action.DROP_AMENDMENT)
    amendment = moving.filing.amendments.get(state=Amendment.State.AGREED)
    move(moving, data={"number": amendment.number}, amending=False, due=None)
    return _put(amendment, Amendment.State.DROPPED)


def done(moving: Moving, snapshot: Snapshot) -> None:
    """Note the final copy that came of an open 更正, if there is one. Call where it is approved."""
    open_one = moving.filing.amendments.filter(state=Amendment.State.AGREED)
    open_one.update(state=Amendment.State.DONE, amended=snapshot)


def _end(moving: Moving, state: Amendment.State) -> Amendment:
    amendment = _asked(moving.filing)
    move(moving, data={"number": amendment.number})
    return _put(amendment, state)


def _decide(
    moving: Moving,
    state: Amendment.State,
    words: str,
    told: Mapping[str, object],
    columns: Mapping[str, object],
) -> Amendment:
    amendment = _asked(moving.filing)
    amendment.decided_by, amendment.decided_at, amendment.words = moving.actor, moving.now, words
    amendment.revision = moving.filing.revision
    move(moving, data={"number": amendment.number, "words": words, **told}, **columns)
    return _put(amendment, state)


def _put(amendment: Amendment, state: Amendment.State) -> Amendment:
    amendment.state = state
    amendment.save()
    return amendment


def _asked(filing: Filing) -> Amendment:
    """Return the request that waits; the filing is held, and the act was judged by its being there."""
    return filing.amendments.get(state=Amendment.State.ASKED)


def _sealed(filing: Filing) -> Snapshot:
    sealed = approved(filing)
    if sealed is None:
        raise Refused("还没有定稿，不用申请更正。请直接修改填报内容。")
    return sealed


def _number(filing: Filing) -> str:
    count = filing.amendments.count() + 1
    return f"{filing.cycle.number_mark}{filing.cycle.year}-{filing.department.code}-更{count:02d}"
