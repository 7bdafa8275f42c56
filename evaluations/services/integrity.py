"""Whether what is kept for good is as it was written: every seal computed again, every chain followed."""

import logging
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db.models import Q

from evaluations.models import Chain, Event, Evidence, SignedScan, Snapshot
from evaluations.selectors.evidence import files_sent
from evaluations.selectors.kept_files import KEEPERS, LETS_GO, bytes_are_there
from evaluations.selectors.signing import signature_of

from . import events, snapshots
from .after_approval import broken_after_approval
from .anchors import broken_anchors
from .purges import Purges, broken_purges, purges
from .seals import holds
from .standing import REVIEW, Review, broken_standing
from .utterances import SEAL, Said, sealed_until
from .vouched_items import broken_items
from .vouched_papers import broken_papers
from .vouched_roles import broken_roles
from .vouched_samples import broken_samples
from .vouched_shares import broken_shares
from .vouched_tasks import broken_tasks
from .vouching import History

logger = logging.getLogger(__name__)
ROWS: dict[str, Callable[[History], Iterator[str]]] = {
    "反馈、盖章和签收": broken_after_approval,
    "告知、更正和审签": broken_papers,
    "抽查复核": broken_samples,
    "整改台账": broken_items,
    "审核分工": broken_shares,
    "角色": broken_roles,
    "任务和指标体系": broken_tasks,
    "自评的状态": broken_standing,
}
"""Each compares rows that stand for a decision with what the events of their acts say of them."""
NO_FILES = '["evidence",[]]'
"""How a snapshot writes that no file was sent with it; one that was altered is told of by its seal."""

SIGNED = '"signature"'
"""Stands in a snapshot of a filing that was signed on paper."""


def broken_links() -> list[str]:
    """Return what does not fit, in the order of the chains: altered, missing or foreign entries. Empty: all is well."""
    known = purges()
    chains = (*_broken_events(known), *_broken_snapshots(known), *_broken_promises(), *broken_purges(known))
    history = History(_sealed_events(known))
    files = (*broken_anchors(), *_broken_files(known), *_broken_scans(known), *_broken_bytes())
    return [*chains, *files, *(said for name in ROWS for said in _told(name, history))]


def _told(name: str, history: History) -> Iterator[str]:
    """Yield what one of ROWS tells; what cannot even be read is told, and hinders none of the others."""
    try:
        yield from ROWS[name](history)
    except Exception:
        logger.exception("rows could not be compared to the end: %s", name)
        yield f"{name}：有读不出来的内容，没有核对完"


def _broken_events(known: Purges) -> Iterator[str]:
    heads = {}
    for chain in Chain.objects.order_by("name"):
        heads[chain.name] = (chain.length, chain.head)
        if not holds(events.head_text(chain), chain.seal):
            yield f"{chain.name}：登记的条数和最后一条的校验码不是本系统写的"
    chains = set(heads)
    for name, entries in groupby(
        Event.objects.order_by("chain", "seq").iterator(), lambda event: event.chain
    ):
        last = yield from _followed(name, entries, events.text_of, known.seal_of)
        if heads.pop(name, None) != last:
            yield f"{name}：记录的条数或最后一条的校验码与登记的不符"
    for name, (length, _) in heads.items():
        if length:
            yield f"{name}：{length} 条记录全部缺失"
    frozen = Snapshot.objects.order_by("filing_id").values_list("filing_id", flat=True).distinct()
    yield from (f"filing/{one}：办理记录全部缺失" for one in frozen if f"filing/{one}" not in chains)


def _sealed_events(known: Purges) -> list[Event]:
    told = Event.objects.select_related("filing").order_by("id")
    return [event for event in told if known.fits(event)]


def _broken_snapshots(known: Purges) -> Iterator[str]:
    ordered = Snapshot.objects.order_by("filing_id", "seq").iterator()
    for filing, entries in groupby(ordered, lambda snapshot: snapshot.filing_id):
        yield from _followed(f"snapshot/{filing}", entries, snapshots.text_of, known.seal_of)


def _broken_promises() -> Iterator[str]:
    """What the events of a filing vouch for: its snapshots, and everything changed and said up to each act."""
    told = Event.objects.filter(filing__isnull=False).order_by("filing_id", "seq").iterator()
    for filing, entries in groupby(told, lambda event: event.filing_id):
        kept = set(Snapshot.objects.filter(filing=filing).values_list("sha", flat=True))
        said, review, last = Said(filing), Review(filing), None
        for event in entries:
            of_a_snapshot = "item" not in event.data  # a file of the ledger has a checksum too
            if of_a_snapshot and event.data.get("sha", "") not in {*kept, ""}:
                yield f"snapshot/{filing}：办理记录第 {event.seq} 条登记的定格内容缺失或不符"
            if SEAL not in event.data:
                continue
            after, until = sealed_until(last), sealed_until(event)
            if said.between(after, until) != event.data[SEAL]:
                yield f"filing/{filing}：第 {event.seq} 条以前的修改、意见或退回事项与校验码不符"
            if REVIEW in event.data and review.at(until, event.at) != event.data[REVIEW]:
                yield f"filing/{filing}：第 {event.seq} 条办理时的审核意见或审核更正与校验码不符"
            last = event


def _broken_files(known_purges: Purges) -> Iterator[str]:
    """The files of evidence that are kept, each against its checksum; and those that a snapshot lists."""
    known = set()
    for one in Evidence.objects.filter(stored=True).order_by("filing_id", "id").iterator():
        known.add((one.key, one.sha))
        if not bytes_are_there(one):
            yield f"evidence/{one.filing_id}：佐证材料“{one.name}”缺失，或与登记的校验码不符"
    for snapshot in Snapshot.objects.order_by("filing_id", "seq").iterator():
        whole = _is_whole(snapshot, known_purges) and NO_FILES not in snapshot.content
        for file in files_sent(snapshot) if whole else ():
            if (file.key, file.sha) not in known:
                yield f"snapshot/{snapshot.filing_id}：第 {snapshot.seq} 次定格的佐证材料“{file.name}”没有登记"


def _broken_scans(known_purges: Purges) -> Iterator[str]:
    """The signed sheets that are kept, each against its checksum; and those that a snapshot names."""
    known = set()
    kept = SignedScan.objects.filter(Q(stored=True) | Q(purged__isnull=False)).select_related("sheet")
    for one in kept.order_by("sheet__filing_id", "id").iterator():
        known.add((one.key, one.sha))
        if one.purged is None and not bytes_are_there(one):
            yield f"scan/{one.sheet.filing_id}：审签单扫描件“{one.name}”缺失，或与登记的校验码不符"
    for snapshot in Snapshot.objects.filter(content__contains=SIGNED).order_by("filing_id", "seq").iterator():
        signed = signature_of(snapshot) if _is_whole(snapshot, known_purges) else None
        if signed is not None and (signed["key"], signed["sha"]) not in known:
            yield f"snapshot/{snapshot.filing_id}：第 {snapshot.seq} 次定格的审签单扫描件没有登记"


def _broken_bytes() -> Iterator[str]:
    """The files that were handed in for good, each against its checksum."""
    for model in (one for one in KEEPERS if one not in LETS_GO):
        for one in model._default_manager.filter(purged=None).order_by("id").iterator():
            if not bytes_are_there(one):
                yield f"{model._meta.verbose_name}“{one.name}”缺失，或与登记的校验码不符"


def _is_whole(snapshot: Snapshot, known: Purges) -> bool:
    return holds(snapshots.text_of(snapshot), known.seal_of(snapshot))


def _followed(
    name: str,
    entries: Iterable[Any],
    text_of: Callable[[Any], str],
    seal_of: Callable[[Any], str] = lambda entry: str(entry.sha),
) -> Generator[str, None, tuple[int, str]]:
    """Yield what is wrong in one chain; return its length and the seal of its last entry."""
    count, last = 0, ""
    for entry in entries:
        count += 1
        if entry.seq != count:
            yield f"{name}：第 {count} 条缺失"
            count = entry.seq
        if not holds(text_of(entry), seal_of(entry)) or entry.prev != last:
            yield f"{name}：第 {entry.seq} 条与校验码不符"
        last = entry.sha
    return count, last
