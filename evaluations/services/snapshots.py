"""A filing is frozen: answers, result and the document's digest as canonical text, numbered, hashed, chained."""

from datetime import datetime

from evaluations.access import Person
from evaluations.freezing import freeze
from evaluations.models import Filing, Snapshot, canonical
from evaluations.selectors.evidence import frozen_files
from evaluations.selectors.filings import answers_of, sheet_of, verified_flat_of
from evaluations.selectors.names import names_of
from evaluations.selectors.signing import frozen_signature
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.results import Sheet

from .seals import seal_of

MARKS = {Snapshot.Purpose.SUBMISSION: "", Snapshot.Purpose.APPROVAL: "定"}


def take(
    *, actor: Person, filing: Filing, purpose: Snapshot.Purpose, at: datetime, scored: tuple[Flat, Sheet]
) -> Snapshot:
    """Store a snapshot of a filing that the caller has locked; `scored` is its content as it stands."""
    flat, sheet = scored
    last = filing.snapshots.order_by("-seq").first()
    snapshot = Snapshot(
        filing=filing,
        seq=last.seq + 1 if last else 1,
        purpose=purpose,
        number=number_of(filing, purpose),
        revision=filing.revision,
        digest=filing.version.document_id,
        answers=canonical(freeze(flat)),
        content=canonical(freeze(_content(filing, flat, sheet, purpose))),
        prev=last.sha if last else "",
        by=actor,
        at=at,
    )
    snapshot.sha = seal_of(text_of(snapshot))
    snapshot.save(force_insert=True)
    return snapshot


def number_of(filing: Filing, purpose: Snapshot.Purpose) -> str:
    """Return the next number: 年度-部门编码-序号; a rehearsal's begins with 试, a final copy's counts with 定."""
    count = filing.snapshots.filter(purpose=purpose).count() + 1
    subject = f"-{filing.subject_key}" if filing.subject_key else ""
    cycle, code = filing.cycle, filing.department.code
    return f"{cycle.number_mark}{cycle.year}-{code}{subject}-{MARKS[purpose]}{count:02d}"


def text_of(snapshot: Snapshot) -> str:
    """Return what the seal of a snapshot covers: all that it says, and the seal of the one before it."""
    head = canonical(
        {
            "filing": snapshot.filing_id,
            "seq": snapshot.seq,
            "purpose": snapshot.purpose,
            "number": snapshot.number,
            "revision": snapshot.revision,
            "digest": snapshot.digest,
            "by": snapshot.by_id,
            "at": snapshot.at.isoformat(),
            "prev": snapshot.prev,
        }
    )
    return f"{head}\n{snapshot.answers}\n{snapshot.content}"


def _content(filing: Filing, flat: Flat, sheet: Sheet, purpose: Snapshot.Purpose) -> dict[str, object]:
    answers, _ = answers_of(filing, flat)
    verified = (
        sheet_of(filing, verified_flat_of(filing, flat)) if purpose == Snapshot.Purpose.APPROVAL else None
    )
    names = names_of(filing)
    content: dict[str, object] = {
        "answers": answers,
        "sheet": sheet,
        "verified": verified,
        "department": names.now,
        "code": filing.department.code,
        "division": filing.department.division,
        "year": filing.cycle.year,
        "evidence": frozen_files(filing),
    }
    if names.former:
        content["former_names"] = names.former
    signature = frozen_signature(filing, flat)
    return content if signature is None else {**content, "signature": signature}
