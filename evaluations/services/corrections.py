"""A reviewer's answer beside the filer's: it changes the verified score, never what the filer wrote."""

from dataclasses import dataclass

from django.db import transaction

from evaluations.access import Person
from evaluations.models import Correction, Filing, Status
from evaluations.selectors.filings import verified_sheet_of
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address, settled_line
from rubrics.scoring.index import walk
from rubrics.scoring.lines import entries_of
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.answers import clean_settled
from rubrics.scoring.results import LineState
from rubrics.scoring.types import Document
from rubrics.selectors.programs import document_for

from . import places
from .cleaning import Cleaned, Cleaner
from .results import Refused, Typed
from .summary import refresh
from .writing import Writing, begin

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a reviewer puts in place of an answer, why, and on which version of it."""

    address: str
    text: str
    reason: str
    on_version: int
    status: str = Status.FILLED.value


@transaction.atomic
def correct(*, actor: Person, filing: Filing, corrected: Corrected) -> Correction | Problem:
    """Lay a corrected answer over the filer's for the verified score; the one before it is withdrawn.

    Returns a problem when the text cannot be read, the reason is missing, or the filer's answer is not the one that
    the reviewer saw. Figures, cells and what is entered on a line can be corrected; a computed line through its
    figures, or where the document allows it by points that the reviewer sets (line:X/核定).
    """
    address = addresses.parse(corrected.address)
    if isinstance(address, Problem):
        return address
    reason = corrected.reason.strip()[:LONGEST]
    if not reason:
        return Problem(corrected.address, "理由未填", "请写明审核与填报不同的理由")
    writing = begin(actor=actor, filing=filing, action=Action.CORRECT)
    document = document_for(writing.filing.version)
    typed = Typed(corrected.text, corrected.on_version, corrected.status)
    if settled_line(address):
        cleaned = _cleaned_points(writing.filing, document, settled_line(address), typed)
    else:
        cleaned = _cleaned(writing.filing, document, address, typed)
    if isinstance(cleaned, Problem):
        transaction.set_rollback(True)
        return cleaned
    stored = places.fetch(writing.filing, [address]).at(address)
    if stored.version != corrected.on_version:
        transaction.set_rollback(True)
        return Problem(corrected.address, f"填报内容已改为“{stored.text}”", "请刷新页面，核对新内容")
    return _laid(writing, address, Typed(cleaned.text, stored.version, corrected.status), reason)


@transaction.atomic
def withdraw_correction(*, actor: Person, correction: Correction) -> Correction:
    """Let the filer's answer count again."""
    writing = begin(actor=actor, filing=correction.filing, action=Action.CORRECT)
    held = Correction.objects.filter(pk=correction.pk, withdrawn_at__isnull=True)
    if not held.update(withdrawn_at=writing.now):
        raise Refused("这一处的审核内容已经撤销。")
    refresh(writing.filing)
    correction.refresh_from_db()
    return correction


def can_be_corrected(document: Document, address: Address) -> bool:
    """Whether an address holds something that a person fills in and that can bear on a score."""
    if address.kind == "fig":
        return any(field.id == address.path[0] for field in document.inputs)
    if address.kind == "row":
        return len(address.path) > 2
    if address.kind != "line":
        return False
    entries = (
        entry.address
        for criterion in walk(document.criteria)
        if criterion.id == address.path[0]
        for entry in entries_of(criterion)
    )
    return str(address) in set(entries) or address.path[-1] == addresses.EVIDENCE


def _cleaned(filing: Filing, document: Document, address: Address, typed: Typed) -> Cleaned | Problem:
    """Return what is put in place of an answer in normal form, or the problem of it."""
    if not can_be_corrected(document, address):
        return Problem(str(address), "这里的数由系统计算，不能直接改", "请改正它所依据的基础数据")
    return Cleaner(filing, document).clean(address, typed)


def _cleaned_points(filing: Filing, document: Document, line: str, typed: Typed) -> Cleaned | Problem:
    """Return the points that are set on a row in normal form, or the problem of them."""
    where, text = addresses.line(line, addresses.SETTLED), typed.text.strip()
    parsed = clean_settled(document, line, text) if text else None
    if isinstance(parsed, Problem):
        return parsed
    if parsed is None or typed.status != Status.FILLED.value:
        return Problem(where, "核定得分未填", "请填 0 到分值之间的分；不核定的，请撤销")
    if verified_sheet_of(filing).lines[line].state is LineState.NOT_APPLICABLE:
        todo = "认为有这一项的，请改正它所依据的基础数据"
        return Problem(where, "这一行不适用，按评分标准处理，不能核定得分", todo)
    return Cleaned(parsed.text, parsed.notice)


def _laid(writing: Writing, address: Address, typed: Typed, reason: str) -> Correction:
    live = writing.filing.corrections.filter(address=str(address), withdrawn_at__isnull=True)
    live.update(withdrawn_at=writing.now)
    correction = Correction.objects.create(
        filing=writing.filing,
        address=str(address),
        value=typed.text,
        status=typed.status,
        reason=reason,
        revision=writing.revision,
        on_version=typed.based_on,
        by=writing.actor,
        at=writing.now,
    )
    refresh(writing.filing)
    return correction
