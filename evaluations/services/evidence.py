"""Files that prove a filing: added, linked to places, removed. What may not be kept leaves no byte behind."""

import hashlib
from dataclasses import dataclass

from django.db import transaction

from evaluations.access import Person, decide
from evaluations.evidence import Checked, NoAnswer, infection, inspect, pages_of, shown_name, store
from evaluations.evidence.limits import MB, MOST_FILES, most_together
from evaluations.models import Evidence, EvidenceLink, Filing
from evaluations.selectors.evidence import proved_by, title_of, was_sent
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem
from rubrics.selectors.programs import document_for

from .evidence_words import FILLED, change_line, line_of, told
from .results import Refused
from .summary import refresh
from .writing import Writing, begin, end

SCANNER_SILENT = "病毒检查暂时没有结果，文件没有保存。请稍后再试；一直不行的，请联系系统管理员。"
INFECTED = "文件里查出病毒（{}），没有保存。请先在本机杀毒，再重新导出文件上传。"
BAD_PAGES = "页码看不懂。请写 3 或 3-5，几段用逗号隔开；整份都是的不用写。"
NO_PLACE = "没有这个位置。请从列表里选择要证明的位置。"
GONE = "这个文件已经移除。请刷新页面；需要的请重新上传。"


@dataclass(frozen=True, slots=True)
class Offered:
    """A file as somebody brought it, and the place that it is to prove ('' for none yet)."""

    name: str
    data: bytes
    address: str = ""
    pages: str = ""
    spread: bool = False
    """A paper that is asked for is linked to the places that it proves, too."""


def add_file(*, actor: Person, filing: Filing, offered: Offered) -> Evidence:
    """Keep a file of a filing and link it to its place; the same content a second time is the file that `was_there`.

    Raises Refused with the reason: what the content is, what the scanner says, no room, or that nothing may be
    changed now. Nothing is stored then.
    """
    may_edit(actor, filing)
    checked = checked_file(offered.data)
    with store.putting(checked.data) as key:
        evidence = _recorded(actor, filing, offered, checked, key)
        evidence.was_there = evidence.key != key
        if evidence.was_there:
            store.drop(key)
    return evidence


def may_edit(actor: Person, filing: Filing) -> None:
    """Refuse before anything is read what would be refused after."""
    decision = decide(actor, filing, Action.EDIT)
    if not decision.ok:
        raise Refused(decision.reason)


@transaction.atomic
def link_file(*, actor: Person, filing: Filing, key: str, address: str, pages: str = "") -> Evidence:
    """Say that a file proves a place, on which pages; said again the new pages hold."""
    writing = begin(actor=actor, filing=filing, action=Action.EDIT)
    evidence = _held(writing, key)
    before = told(evidence)
    _link(writing, evidence, address, pages)
    _end(writing, evidence, before)
    return evidence


@transaction.atomic
def unlink_file(*, actor: Person, filing: Filing, key: str, address: str) -> Evidence:
    """Say that a file does not prove a place any more; the file stays."""
    writing = begin(actor=actor, filing=filing, action=Action.EDIT)
    evidence = _held(writing, key)
    before = told(evidence)
    _unlink(writing, evidence, address)
    _end(writing, evidence, before)
    return evidence


@transaction.atomic
def remove_file(*, actor: Person, filing: Filing, key: str) -> Evidence:
    """Take a file out of a filing. Its bytes go with it, unless they were sent once: those are kept for good."""
    writing = begin(actor=actor, filing=filing, action=Action.EDIT)
    evidence = _held(writing, key)
    before = told(evidence)
    for link in list(evidence.links.all()):
        _unlink(writing, evidence, link.address)
    evidence.removed_at, evidence.removed_by = writing.now, actor
    evidence.stored = was_sent(evidence)
    evidence.save(update_fields=["removed_at", "removed_by", "stored"])
    _end(writing, evidence, before, removed=True)
    if not evidence.stored:
        transaction.on_commit(lambda: store.drop(evidence.key))
    return evidence


def checked_file(data: bytes) -> Checked:
    """Return what is to be kept of a file: of a kept kind, and clean where a scanner is set."""
    checked = inspect(data)
    if isinstance(checked, Problem):
        raise Refused(f"{checked.what}。{checked.todo}。")
    try:
        found = infection(data) or (infection(checked.data) if checked.data != data else "")
    except NoAnswer as silent:
        raise Refused(SCANNER_SILENT) from silent
    if found:
        raise Refused(INFECTED.format(found))
    return checked


def columns_of(checked: Checked, offered: Offered, key: str) -> dict[str, object]:
    """Return what a row of a kept file says of it, the same wherever it belongs; who and when are the act's."""
    return {
        "key": key,
        "name": shown_name(offered.name, checked.kind),
        "kind": checked.kind.id,
        "size": len(checked.data),
        "sha": hashlib.sha256(checked.data).hexdigest(),
    }


@transaction.atomic
def _recorded(actor: Person, filing: Filing, offered: Offered, checked: Checked, key: str) -> Evidence:
    writing = begin(actor=actor, filing=filing, action=Action.EDIT)
    columns = columns_of(checked, offered, key)
    evidence = writing.filing.evidence.filter(sha=columns["sha"], removed_at__isnull=True).first()
    before = told(evidence) if evidence else ""
    if evidence is None:
        check_room(writing.filing, len(checked.data))
        evidence = Evidence.objects.create(filing=writing.filing, by=actor, at=writing.now, **columns)
    for where in _wanted(writing.filing, offered):
        _link(writing, evidence, where, offered.pages)
    _end(writing, evidence, before)
    return evidence


def _wanted(filing: Filing, offered: Offered) -> tuple[str, ...]:
    """Return the places that a file is to be linked to."""
    if not offered.address:
        return ()
    further = proved_by(document_for(filing.version), offered.address) if offered.spread else ()
    return (offered.address, *further)


def check_room(filing: Filing, size: int) -> None:
    """Refuse a file for which a filing has no room left."""
    sizes = list(filing.evidence.filter(removed_at__isnull=True).values_list("size", flat=True))
    if len(sizes) >= MOST_FILES:
        raise Refused(f"已有 {MOST_FILES} 个文件，不能再加。请移除不用的，或把几份合成一个 PDF。")
    if sum(sizes) + size > most_together():
        most = most_together() // MB
        raise Refused(f"加上这个文件，佐证材料超过 {most} MB。请移除不用的，或降低扫描分辨率。")


def _held(writing: Writing, key: str) -> Evidence:
    evidence = writing.filing.evidence.filter(key=key, removed_at__isnull=True).first()
    if evidence is None:
        raise Refused(GONE)
    return evidence


def pages_at(filing: Filing, where: str, written: str) -> str:
    """Return page numbers as they are kept; refused when they cannot be read, or the filing has no such place."""
    pages = pages_of(written)
    if pages is None:
        raise Refused(BAD_PAGES)
    if not title_of(document_for(filing.version), where):
        raise Refused(NO_PLACE)
    return pages


def _link(writing: Writing, evidence: Evidence, where: str, written: str) -> None:
    pages = pages_at(writing.filing, where, written)
    link = evidence.links.filter(address=where).first()
    if link is not None and link.pages == pages:
        return
    removed = line_of(evidence.name, link.pages) if link else ""
    change_line(writing, where, removed=removed, added=line_of(evidence.name, pages))
    values = {"pages": pages, "by": writing.actor, "at": writing.now}
    EvidenceLink.objects.update_or_create(evidence=evidence, address=where, defaults=values)


def _unlink(writing: Writing, evidence: Evidence, where: str) -> None:
    link = evidence.links.filter(address=where).first()
    if link is None:
        return
    change_line(writing, where, removed=line_of(evidence.name, link.pages), added="")
    link.delete()


def _end(writing: Writing, evidence: Evidence, before: str, *, removed: bool = False) -> None:
    """Record what was done to the file, if anything was, as one change beside those of the lines."""
    after = "" if removed else told(evidence)
    if before == after:
        transaction.set_rollback(True)
        return
    where = addresses.file(evidence.key)
    writing.change(where, (before, FILLED), (after, FILLED), writing.revision, "")
    end(writing)
    refresh(writing.filing)
