"""After the approval: the department says what it does not agree with, the reviewer answers, the score is final."""

import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from evaluations import clock
from evaluations.access import Person
from evaluations.evidence import Checked, store
from evaluations.finish import Told, told_of
from evaluations.models import (
    Feedback,
    Filing,
    Objection,
    ObjectionAnswer,
    ObjectionFile,
    ResultNotice,
    Snapshot,
    canonical,
)
from evaluations.office_days import closing_after
from evaluations.selectors.results import cut_lines, points_of_line
from evaluations.workflow import Action, State

from .events import record
from .evidence import Offered, checked_file, columns_of
from .moving import Moving, hold, lock, move
from .results import Refused
from .telling import announce
from .words import words_of

Verdict = ObjectionAnswer.Verdict


@dataclass(frozen=True, slots=True)
class Objected:
    """A line with which the department does not agree, why, and what proves it."""

    address: str
    text: str
    file: Offered | None = None


def tell(moving: Moving, snapshot: Snapshot) -> ResultNotice | None:
    """Make the notice of an approval where the year has that step."""
    filing, days = moving.filing, moving.filing.cycle.feedback_days
    if not days:
        return None
    count = filing.result_notices.count() + 1
    return ResultNotice.objects.create(
        filing=filing,
        snapshot=snapshot,
        number=f"{filing.cycle.number_mark}{filing.cycle.year}-{filing.department.code}-告{count:02d}",
        due=closing_after(timezone.localtime(moving.now), days),
        by=moving.actor,
        at=moving.now,
    )


def give_feedback(*, actor: Person, filing: Filing, objected: Sequence[Objected]) -> Feedback:
    """Say with which lines the department does not agree; with none, the score is final at once."""
    with ExitStack() as files:
        kept = [_kept(files, one) for one in objected]
        with transaction.atomic():
            moving = hold(actor=actor, filing=filing, action=Action.GIVE_FEEDBACK)
            notice = _notice(moving)
            feedback = Feedback.objects.create(notice=notice, by=actor, at=moving.now)
            told = cut_lines(notice.snapshot)
            for number, (one, file) in enumerate(zip(objected, kept, strict=True), start=1):
                if one.address not in told:
                    raise Refused("这一项没有核减或核增，不用提意见。请刷新页面后重新填写。")
                _object(moving, feedback, number, one, file)
            final = {} if objected else {"final_at": moving.now}
            data = {"number": notice.number, "objections": len(objected), "objected": said_in(feedback)}
            move(moving, data=data, **final)
    return feedback


@transaction.atomic
def answer_objection(
    *, actor: Person, objection: Objection, verdict: Verdict, reason: str
) -> ObjectionAnswer:
    """Answer one objection, once. 采纳 goes with a review that is taken up again: the points have to change."""
    words = words_of(reason, "答复的理由")
    filing = Filing.objects.get(pk=objection.feedback.notice.filing_id)
    moving = hold(actor=actor, filing=filing, action=Action.ANSWER_FEEDBACK)
    if objection.feedback.notice_id != _notice(moving).pk:
        raise Refused("这是以前一次告知的反馈意见，已经办完。请刷新页面。")
    if ObjectionAnswer.objects.filter(objection=objection).exists():
        raise Refused("这条反馈意见已经答复，不能再改。请刷新页面。")
    if verdict == Verdict.ADOPTED and moving.filing.state != State.REVIEWING:
        raise Refused("采纳的要改审核得分。请先点“重新审核”，改好以后再答复。")
    answer = ObjectionAnswer.objects.create(
        objection=objection, verdict=verdict, reason=words, by=actor, at=moving.now
    )
    told = {"number": objection.feedback.notice.number, "objection": objection.number}
    move(moving, data={**told, "verdict": verdict.label, "reason": words})
    return answer


@transaction.atomic
def reconsider(*, actor: Person, filing: Filing) -> Filing:
    """Take the review up again because of what the department objects to."""
    return move(hold(actor=actor, filing=filing, action=Action.RECONSIDER), data={})


@transaction.atomic
def settle(*, actor: Person, filing: Filing) -> Filing:
    """定分: what was told is final."""
    moving = hold(actor=actor, filing=filing, action=Action.SETTLE)
    return move(moving, data={}, final_at=moving.now)


def settle_overdue() -> int:
    """Make final what nobody objected to in time; return how many. Safe to run twice."""
    now = clock.now()
    waiting = Filing.objects.filter(state=State.APPROVED, final_at=None, cycle__feedback_days__gt=0)
    due = waiting.filter(Q(result_notices__due__lt=now, result_notices__feedback=None)).distinct()
    return sum(_settled(filing, now) for filing in due)


@transaction.atomic
def _settled(filing: Filing, now: datetime) -> bool:
    fresh = lock(filing.pk)
    told = told_of(fresh)
    if fresh.state != State.APPROVED or fresh.final_at or told is None or told.given or told.due >= now:
        return False
    Filing.objects.filter(pk=fresh.pk).update(final_at=now)
    data = {"number": told.notice.number, "overdue": True}
    announce(record(actor=None, action=Action.SETTLE.value, filing=fresh, data=data, at=now))
    return True


def adopted_without_effect(told: Told, snapshot: Snapshot) -> list[str]:
    """Return the addresses of lines whose objection was adopted and whose points are as they were told."""
    adopted = Objection.objects.filter(feedback__notice=told.notice, answer__verdict=Verdict.ADOPTED)
    return [
        one.address
        for one in adopted
        if points_of_line(told.notice.snapshot, one.address) == points_of_line(snapshot, one.address)
    ]


def said_in(feedback: Feedback) -> str:
    """Return a digest of what was objected and handed in, for the event to vouch for."""
    rows = feedback.objections.order_by("number").values_list("number", "address", "text", "file__sha")
    return hashlib.sha256(canonical([list(row) for row in rows]).encode()).hexdigest()


def _notice(moving: Moving) -> ResultNotice:
    told = told_of(moving.filing)
    if told is None:
        raise Refused("还没有告知审核结果。请等审核通过。")
    return told.notice


def _kept(files: ExitStack, one: Objected) -> tuple[Checked, str] | None:
    """Check and put a file; its bytes go again where what follows is refused."""
    if one.file is None:
        return None
    checked = checked_file(one.file.data)
    return checked, files.enter_context(store.putting(checked.data))


def _object(
    moving: Moving, feedback: Feedback, number: int, one: Objected, file: tuple[Checked, str] | None
) -> None:
    objection = Objection.objects.create(
        feedback=feedback,
        number=number,
        address=one.address,
        text=words_of(one.text, "不同意的理由", "请写明哪里不同意、依据是什么。"),
    )
    if file and one.file:
        ObjectionFile.objects.create(
            objection=objection, by=moving.actor, at=moving.now, **columns_of(file[0], one.file, file[1])
        )
