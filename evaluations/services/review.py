"""The bureau's acts on a whole filing: accepted, returned with a list, approved, archived, made public."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from evaluations.access import TO_MEND, Person
from evaluations.finish import told_of
from evaluations.models import Comment, CommentEntry, Filing, ReturnNotice, Snapshot
from evaluations.selectors.filings import changes_of, flat_of, sheet_of
from evaluations.selectors.notices import facts_of, signers_of
from evaluations.selectors.places import place_title
from evaluations.workflow import FIRST, SECOND, Action
from rubrics.selectors.programs import document_for

from . import amendments, snapshots
from .feedback import adopted_without_effect, tell
from .moving import Moving, hold, move
from .results import Refused
from .summary import returned

ADOPTED_ONLY = "采纳了部门反馈意见的指标，审核得分没有变。请先改审核得分，再审核通过。"
OPINIONS = (CommentEntry.Kind.OPINION, CommentEntry.Kind.MEND_FURTHER)


class Stale(Refused):
    """The filing is not what the reviewer saw; `differences` say what was changed since, and by whom."""

    def __init__(self, differences: tuple[str, ...]) -> None:
        super().__init__("您打开以后，内容又有变动，没有办理。请核对下列变动后再办理。")
        self.differences = differences


@transaction.atomic
def accept(*, actor: Person, filing: Filing) -> Filing:
    """Begin the review; from now on the department cannot take the filing back."""
    moving = hold(actor=actor, filing=filing, action=Action.ACCEPT)
    return move(moving, data={}, accepted_at=moving.now)


@transaction.atomic
def return_filing(*, actor: Person, filing: Filing, due: datetime, words: str = "") -> ReturnNotice:
    """Give the filing back with the list of what is to be mended, and until when."""
    moving = hold(actor=actor, filing=filing, action=Action.RETURN)
    if due <= moving.now:
        raise Refused("重报期限已经过去。请另定重报期限。")
    held = moving.filing
    count = held.round + 1
    notice = ReturnNotice.objects.create(
        filing=held,
        round=count,
        number=f"退{held.cycle.number_mark}{held.cycle.year}-{held.department.code}-{count:02d}",
        due=due,
        words=words.strip(),
        items=_open_items(held),
        facts=facts_of(held, actor) | signers_of(held, actor),
        revision=held.revision,
        by=actor,
        at=moving.now,
    )
    data = {"number": notice.number, "due": due.isoformat(), "items": len(notice.items)}
    move(moving, data=data, round=count, due=due, level=FIRST, **returned(held))
    return notice


@transaction.atomic
def hand_on(*, actor: Person, filing: Filing, revision: int) -> Filing:
    """Hand the filing on to the second level as it was seen at `revision`. Raises Stale as `approve` does."""
    moving = hold_as_seen(actor, filing, Action.HAND_ON, revision)
    return move(moving, data={"level": SECOND}, level=SECOND)


@transaction.atomic
def approve(*, actor: Person, filing: Filing, revision: int, follow_up: Collection[int] = ()) -> Snapshot:
    """Approve what the reviewer saw: the filing at `revision`. Raises Stale with the differences if it is another.

    `follow_up`: numbers of the comments whose mending is followed in the year after (列入问题整改台账).
    """
    moving = hold_as_seen(actor, filing, Action.APPROVE, revision)
    flat = flat_of(moving.filing)
    snapshot = snapshots.take(
        actor=actor,
        filing=moving.filing,
        purpose=Snapshot.Purpose.APPROVAL,
        at=moving.now,
        scored=(flat, sheet_of(moving.filing, flat)),
    )
    told = told_of(moving.filing)
    if told is not None and adopted_without_effect(told, snapshot):
        raise Refused(ADOPTED_ONLY)
    notice = tell(moving, snapshot) if told is None else None  # what was heard is not told again
    final_at = None if notice else moving.now
    marked = _mark(moving.filing, follow_up)
    data = {
        "number": snapshot.number,
        "sha": snapshot.sha,
        "notice": notice.number if notice else "",
        **({"notice_due": notice.due.isoformat()} if notice else {}),
        **({"follow_up": marked} if marked else {}),
    }
    move(moving, data=data, approved_at=moving.now, final_at=final_at, amending=False)
    amendments.done(moving, snapshot)
    return snapshot


@transaction.atomic
def archive(*, actor: Person, filing: Filing) -> Filing:
    """Put an approved filing into the archive."""
    return move(hold(actor=actor, filing=filing, action=Action.ARCHIVE), data={})


@transaction.atomic
def make_public(*, actor: Person, filing: Filing, web_address: str, day: date) -> Filing:
    """Note where and when the report was published."""
    if not web_address.startswith(("http://", "https://")):
        raise Refused("公开网址不完整。请从浏览器地址栏复制完整网址。")
    moving = hold(actor=actor, filing=filing, action=Action.MAKE_PUBLIC)
    return move(moving, data={"web_address": web_address, "day": day.isoformat()})


def differences(filing: Filing, since: int) -> tuple[str, ...]:
    """Say what content, corrections and comments came after a revision."""
    corrections = filing.corrections.filter(revision__gt=since).select_related("by")
    entries = CommentEntry.objects.filter(comment__filing=filing, revision__gt=since)
    said = [
        *(f"{one.by} 把 {one.address} 由“{one.old}”改为“{one.new}”" for one in changes_of(filing, since)),
        *(f"{one.by} 审核 {one.address}：{one.value}（{one.reason}）" for one in corrections),
        *(
            f"{one.by} {one.get_kind_display()} {one.comment.number}：{one.text}"
            for one in entries.select_related("by", "comment").order_by("revision")
        ),
    ]
    return tuple(said) or ("审核内容有撤销",)


def hold_as_seen(actor: Person, filing: Filing, action: Action, revision: int) -> Moving:
    """Hold a filing for an act that is bound to what the reviewer saw; raises Stale if it is another by now."""
    moving = hold(actor=actor, filing=filing, action=action)
    if revision != moving.filing.revision:
        raise Stale(differences(moving.filing, revision))
    return moving


def _mark(filing: Filing, numbers: Collection[int]) -> list[int]:
    """Mark comments for the ledger of what is to be mended; return the numbers of those that there are."""
    if not numbers:
        return []
    known = [number for number in filing.comments.values_list("number", flat=True) if number in numbers]
    filing.comments.filter(number__in=known).update(follow_up=True)
    return known


def _open_items(filing: Filing) -> list[dict[str, object]]:
    """Return the comments that are to be mended, each with the last thing that was asked for, its place in words."""
    document, flat = document_for(filing.version), flat_of(filing)
    opened = Comment.objects.filter(filing=filing, state__in=TO_MEND).prefetch_related("entries")
    return [
        {
            "comment": comment.pk,
            "number": comment.number,
            "address": comment.address,
            "place": place_title(document, flat, comment.address),
            "category": comment.category,
            "code": comment.code,
            **({"quote": comment.anchor["quote"]} if comment.anchor.get("quote") else {}),
            "text": [entry.text for entry in comment.entries.all() if entry.kind in OPINIONS][-1],
        }
        for comment in opened
    ]
