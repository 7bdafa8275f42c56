"""What closes a filing: the sealed scan of the final copy, and the copies on paper."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from evaluations.access import Person, decide
from evaluations.evidence import store
from evaluations.finish import approved
from evaluations.models import Filing, PaperReceipt, Snapshot, StampedCopy
from evaluations.selectors.verifying import plain_number
from evaluations.workflow import Action

from .evidence import Offered, columns_of
from .kept_files import checked_scan
from .moving import Moving, hold, move
from .results import Refused

NO_SCAN_KIND = "盖章件只收 PDF、JPEG、PNG。请把盖好章的定稿扫描或拍照后上传。"
OTHER_NUMBER = "盖章件上的编号是“{}”，系统定稿的编号是“{}”，不是同一份。请打印系统里的定稿，盖章后上传。"
MOST_COPIES = 99


def keep_stamped(*, actor: Person, filing: Filing, number: str, offered: Offered) -> StampedCopy:
    """Keep the scan of the stamped final copy in place of the one before.

    `number` is read off the paper by the person: it has to be that of the final copy as it stands.
    """
    decision = decide(actor, filing, Action.KEEP_STAMPED)
    if not decision.ok:
        raise Refused(decision.reason)
    checked = checked_scan(offered, NO_SCAN_KIND)
    with store.putting(checked.data) as key, transaction.atomic():
        moving = hold(actor=actor, filing=filing, action=Action.KEEP_STAMPED)
        snapshot = _final(moving)
        if plain_number(number) != snapshot.number:
            raise Refused(OTHER_NUMBER.format(number.strip() or "未填", snapshot.number))
        snapshot.stamped_copies.filter(replaced_at=None).update(replaced_at=moving.now)
        columns = columns_of(checked, offered, key)
        copy = StampedCopy.objects.create(snapshot=snapshot, by=actor, at=moving.now, **columns)
        move(moving, data={"number": snapshot.number, "file": copy.name, "file_sha": copy.sha})
    return copy


@transaction.atomic
def sign_for_paper(*, actor: Person, filing: Filing, day: date, copies: int) -> PaperReceipt:
    """Note that so many copies of the final copy were received on paper."""
    if not 0 < copies <= MOST_COPIES:
        raise Refused(f"份数要在 1 到 {MOST_COPIES} 之间。请改正份数。")
    moving = hold(actor=actor, filing=filing, action=Action.SIGN_FOR_PAPER)
    if day > timezone.localdate(moving.now):
        raise Refused("签收日期还没有到。请填实际收到的日期。")
    snapshot = _final(moving)
    receipt = PaperReceipt.objects.create(snapshot=snapshot, day=day, copies=copies, by=actor, at=moving.now)
    move(moving, data={"number": snapshot.number, "day": day.isoformat(), "copies": copies})
    return receipt


def _final(moving: Moving) -> Snapshot:
    """Return the final copy that holds; the filing is held, so it is the last one."""
    snapshot = approved(moving.filing)
    if snapshot is None:
        raise Refused("还没有定稿。请等审核通过。")
    return snapshot
