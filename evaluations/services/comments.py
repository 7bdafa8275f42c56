"""Comments pinned to a place: made, answered, adopted or asked for again. Every utterance stays."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max

from evaluations.access import Person, deputising_for
from evaluations.models import STATE_AFTER, Comment, CommentEntry, Filing
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem

from .results import Refused
from .words import LONGEST, words_of
from .writing import Writing, begin

Kind = CommentEntry.Kind


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reviewer says of a place; `anchor` points into a narrative: block, offset, quote."""

    address: str
    text: str
    code: str = ""
    category: str = ""
    anchor: Mapping[str, object] = field(default_factory=dict)


@transaction.atomic
def add_comment(*, actor: Person, filing: Filing, opinion: Opinion) -> Comment:
    """Pin a comment to an address."""
    address = addresses.parse(opinion.address)
    if isinstance(address, Problem):
        raise Refused("审核意见没有指明位置。请先选中填报内容，再写意见。")
    text = words_of(opinion.text, "审核意见")
    writing = begin(actor=actor, filing=filing, action=Action.COMMENT)
    last = writing.filing.comments.aggregate(last=Max("number"))["last"] or 0
    comment = Comment.objects.create(
        filing=writing.filing,
        number=last + 1,
        address=str(address),
        anchor=dict(opinion.anchor),
        code=opinion.code,
        category=opinion.category,
        round=writing.filing.round,
    )
    _say(writing, comment, Kind.OPINION, text)
    return comment


@transaction.atomic
def answer_comment(*, actor: Person, comment: Comment, text: str) -> Comment:
    """Answer a comment of a return; it may be answered again until the filing is sent."""
    words = words_of(text, "答复")
    writing = begin(actor=actor, filing=comment.filing, action=Action.ANSWER_COMMENT)
    fresh = _locked(comment)
    if fresh.state == Comment.State.ADOPTED:
        raise Refused("这条意见已经采纳，不必再答复。")
    return _settle(writing, fresh, Kind.ANSWER, words)


@transaction.atomic
def adopt_comment(*, actor: Person, comment: Comment, text: str = "") -> Comment:
    """Accept what was done about a comment."""
    writing = begin(actor=actor, filing=comment.filing, action=Action.SETTLE_COMMENT)
    fresh = _locked(comment)
    if fresh.state == Comment.State.ADOPTED:
        raise Refused("这条意见已经采纳。")
    return _settle(writing, fresh, Kind.ADOPT, text.replace("\0", "").strip()[:LONGEST])


@transaction.atomic
def mend_further(*, actor: Person, comment: Comment, text: str) -> Comment:
    """Say what is still to be mended; the next return lists it."""
    words = words_of(text, "继续整改的要求")
    writing = begin(actor=actor, filing=comment.filing, action=Action.SETTLE_COMMENT)
    return _settle(writing, _locked(comment), Kind.MEND_FURTHER, words)


@transaction.atomic
def withdraw_comment(*, actor: Person, comment: Comment) -> Comment:
    """Take back an opinion that nobody has acted on: its author, before the return that would list it."""
    writing = begin(actor=actor, filing=comment.filing, action=Action.COMMENT)
    fresh = _locked(comment)
    if not is_fresh(fresh, writing.filing):
        raise Refused("这条意见已经退回、答复或处理过，不能撤回。请采纳它，或要求继续整改。")
    if fresh.entries.get().by_id != actor.pk:
        raise Refused("这条意见是别人提的，不能撤回。请提意见的人撤回，或采纳它。")
    return _settle(writing, fresh, Kind.WITHDRAW, "")


def is_fresh(comment: Comment, filing: Filing) -> bool:
    """Whether an opinion was made since the last return and nothing was said of it since."""
    return comment.round == filing.round and len(comment.entries.all()) == 1


def _locked(comment: Comment) -> Comment:
    fresh = Comment.objects.select_for_update().get(pk=comment.pk)
    if fresh.state == Comment.State.WITHDRAWN:
        raise Refused("这条意见已经撤回。请刷新页面，看现在的意见。")
    return fresh


def _settle(writing: Writing, comment: Comment, kind: Kind, text: str) -> Comment:
    comment.state = STATE_AFTER[kind]
    comment.save(update_fields=["state"])
    _say(writing, comment, kind, text)
    return comment


def _say(writing: Writing, comment: Comment, kind: str, text: str) -> None:
    absent = (
        () if kind == Kind.ANSWER else deputising_for(writing.actor, writing.filing, writing.filing.level)
    )
    CommentEntry.objects.create(
        comment=comment,
        seq=comment.entries.count() + 1,
        kind=kind,
        text=text,
        revision=writing.revision,
        by=writing.actor,
        at=writing.now,
        deputy_for="、".join(map(str, absent)),
    )
