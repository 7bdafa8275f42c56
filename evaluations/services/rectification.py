"""问题整改台账: items are listed, mended with evidence, closed or asked for again."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from evaluations import clock
from evaluations.access import Person
from evaluations.evidence import store
from evaluations.models import Cycle, Filing, RectificationEntry, RectificationFile, RectificationItem
from evaluations.rectifying import STEPS, ItemAct, ItemState
from evaluations.selectors.rectification import decide_item, filing_before, left_by
from evaluations.telling import LISTED
from evaluations.workflow import FINISHED

from .events import record
from .evidence import Offered, checked_file, columns_of
from .moving import lock
from .results import Refused
from .telling import announce
from .vouched_items import entry_said, item_said
from .vouching import ROW, ROWS
from .words import LONGEST, words_of

MOVED = "这一项刚刚有人办理过。请刷新页面，看过现在的情况再办。"


@transaction.atomic
def list_items(*, actor: Person, filing: Filing) -> int:
    """Put what an approved filing leaves to be mended into the ledger; return how many are new. Again: none."""
    held = lock(filing.pk)
    known = set(held.rectifications.values_list("source", flat=True))
    new = [left for left in left_by(held) if left.source not in known]
    if not new:
        return 0
    now = clock.now()
    last = held.rectifications.aggregate(last=Max("number"))["last"] or 0
    items = [
        RectificationItem(
            filing=held,
            source=left.source,
            number=number,
            problem=left.problem,
            measures=left.measures,
            office=left.office,
            until=left.until,
            at=now,
        )
        for number, left in enumerate(new, start=last + 1)
    ]
    RectificationItem.objects.bulk_create(items)
    told = {"listed": len(new), ROWS: {str(one.number): item_said(one) for one in items}}
    announce(record(actor=actor, action=LISTED, filing=held, data=told, at=now))
    return len(new)


def list_year(*, actor: Person, cycle: Cycle) -> int:
    """Put what every approved filing of a cycle leaves into the ledger (下达整改通知); return how many are new."""
    if cycle.mode != Cycle.Mode.FORMAL:
        raise Refused("试填的任务不下达整改通知。请在正式的任务里下达。")
    finished = cycle.filings.filter(part_of=None, state__in=FINISHED).order_by("pk")
    return sum(list_items(actor=actor, filing=filing) for filing in finished)


def list_past(*, actor: Person, filing: Filing) -> int:
    """Put what the year before left into the ledger, when a department opens its formal filing of the next."""
    if filing.cycle.mode != Cycle.Mode.FORMAL or filing.part_of_id is not None:
        return 0
    before = filing_before(filing)
    return 0 if before is None else list_items(actor=actor, filing=before)


def report(
    *,
    actor: Person,
    item: RectificationItem,
    version: int,
    words: str,
    send: bool,
    offered: Offered | None = None,
) -> RectificationItem:
    """Write down what was done about an item, with a file; with `send` hand it to the reviewer.

    Refused as the act would be before the file is read; of a file that is refused no byte is kept.
    """
    act = ItemAct.REPORT if send else ItemAct.NOTE
    said = words_of(words, "整改情况", "请写明做了什么、结果如何。")
    _judge(actor, item, act, offered=offered is not None)
    if offered is None:
        return _done(actor, item, act, version, said)
    checked = checked_file(offered.data)
    with store.putting(checked.data) as key:
        return _done(actor, item, act, version, said, RectificationFile(**columns_of(checked, offered, key)))


def close(*, actor: Person, item: RectificationItem, version: int, words: str = "") -> RectificationItem:
    """销号: the reviewer has seen that the problem is mended."""
    said = words.replace("\0", "").strip()[:LONGEST]
    return _done(actor, item, ItemAct.CLOSE, version, said)


def mend_further(*, actor: Person, item: RectificationItem, version: int, words: str) -> RectificationItem:
    """继续整改: say what is still to be mended."""
    said = words_of(words, "继续整改的要求", "请写明还要做什么。")
    return _done(actor, item, ItemAct.FURTHER, version, said)


def _judge(actor: Person, item: RectificationItem, act: ItemAct, *, offered: bool) -> None:
    decision = decide_item(actor, item, act, offered=offered)
    if not decision.ok:
        raise Refused(decision.reason)


@transaction.atomic
def _done(
    actor: Person,
    item: RectificationItem,
    act: ItemAct,
    version: int,
    said: str,
    file: RectificationFile | None = None,
) -> RectificationItem:
    """Move an item as it was seen at `version`, with one entry, its file and one event."""
    held = hold_item(item.pk)
    _judge(actor, held, act, offered=file is not None)
    if held.version != version:
        raise Refused(MOVED)
    now, before = clock.now(), held.state
    _move(held, STEPS[act].to, now)
    entry = RectificationEntry.objects.create(
        item=held, seq=held.entries.count() + 1, act=act.value, text=said, by=actor, at=now
    )
    if file is not None:
        file.entry = entry
        file.save(force_insert=True)
    told = {**_told(held, before, file), ROW: entry_said(entry)}
    announce(record(actor=actor, action=act.value, filing=held.filing, data=told, at=now))
    return held


def hold_item(item_id: int) -> RectificationItem:
    """Return an item as it is now, its row locked until the transaction ends."""
    return RectificationItem.objects.select_for_update(of=("self",)).select_related("filing").get(pk=item_id)


def _move(item: RectificationItem, state: ItemState, now: datetime) -> None:
    item.state, item.version = state.value, item.version + 1
    item.closed_at = now if state is ItemState.CLOSED else None
    item.save(update_fields=["state", "version", "closed_at"])


def _told(item: RectificationItem, before: str, file: RectificationFile | None) -> Mapping[str, object]:
    told = {"item": item.pk, "item_number": item.number, "item_from": before, "item_to": item.state}
    return told | ({"file_key": file.key, "file_sha": file.sha} if file else {})
