"""Sign-off on paper as it stands: the sheet that holds for the content, its scan, and what is lacking to send."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from evaluations.freezing import freeze
from evaluations.models import Filing, Job, SignedScan, SignSheet, Snapshot, canonical
from evaluations.workflow import SignOff
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.answers import Flat

from .evidence import files_now
from .snapshots import frozen

KIND = "sign_sheet"
"""Of the job that prints a sheet."""
NOT_PRINTED = Problem("", "审签单还没有打印", "请在“线下审签登记”页打印审签单，签字后上传扫描件")
NO_SCAN = Problem("", "签好的审签单还没有上传", "请在“线下审签登记”页上传扫描件")
VOID = Problem(
    "",
    "审签单打印以后填报内容有改动，原审签单和扫描件不再有效",
    "请在“线下审签登记”页重新打印审签单，重新签字并上传扫描件",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """`sheet` and `scan` hold for the content as it is; `void` is the last sheet of another content."""

    content: str
    sheet: SignSheet | None
    scan: SignedScan | None
    void: SignSheet | None

    @property
    def lacks(self) -> Problem | None:
        """What stands against sending, None when the signed scan belongs to the content."""
        if self.scan is not None:
            return None
        if self.sheet is not None:
            return NO_SCAN
        return VOID if self.void is not None else NOT_PRINTED


def on_paper(filing: Filing) -> bool:
    """Whether the year asks for signatures on paper; what a department sums up is signed with the whole."""
    return filing.cycle.sign_off == SignOff.PAPER and filing.part_of_id is None


def content_digest(filing: Filing, flat: Flat) -> str:
    """Return the SHA-256 of what is signed: document, answers and files. Who wrote them when does not count,
    nor do the figures of the bureau and of last year, which are not the department's to sign.
    """
    files = sorted((file.name, file.sha, sorted(file.places)) for file in files_now(filing))
    own = replace(flat, previous={}, presets={}, preset_origins={}, previous_origins={})
    said = {"filing": filing.pk, "document": filing.version.document_id, "files": files}
    return hashlib.sha256(f"{canonical(said)}\n{canonical(freeze(own))}".encode()).hexdigest()


def paper_of(filing: Filing, flat: Flat) -> Paper:
    """Return how the signing of a filing stands whose content is `flat`. At most four queries."""
    content = content_digest(filing, flat)
    sheet = filing.sign_sheets.filter(content=content).select_related("by").first()
    scan = sheet.scans.filter(replaced_at__isnull=True).select_related("by").first() if sheet else None
    void = None if sheet else filing.sign_sheets.order_by("-id").first()
    return Paper(content, sheet, scan, void)


def paper_problems(filing: Filing, flat: Flat) -> tuple[Problem, ...]:
    """Return what the signing on paper still lacks; nothing in a year that does not ask for it."""
    lacks = paper_of(filing, flat).lacks if on_paper(filing) else None
    return () if lacks is None else (lacks,)


def frozen_signature(filing: Filing, flat: Flat) -> dict[str, object] | None:
    """Return the signed scan as a snapshot keeps it, None when there is none for this content."""
    paper = paper_of(filing, flat) if on_paper(filing) else None
    if paper is None or paper.sheet is None or paper.scan is None:
        return None
    scan = paper.scan
    return {
        "sheet": paper.sheet.number,
        "content": paper.content,
        "printed_at": paper.sheet.at.isoformat(),
        "key": scan.key,
        "name": scan.name,
        "kind": scan.kind,
        "size": scan.size,
        "sha": scan.sha,
        "by": str(scan.by),
        "at": scan.at.isoformat(),
    }


def signature_of(snapshot: Snapshot) -> Mapping[str, Any] | None:
    """Return the signed scan that was sent with a snapshot."""
    return frozen(snapshot).signature


def scan_was_sent(scan: SignedScan) -> bool:
    """Whether a scan stands in any snapshot of its filing. One query."""
    return scan.sheet.filing.snapshots.filter(content__contains=scan.key).exists()


def job_of_sheet(sheet: SignSheet) -> Job | None:
    """Return the last job that prints a sheet. The worker ends both at once: a sheet read before is read again."""
    job = Job.objects.filter(kind=KIND, key=str(sheet.pk)).order_by("-id").first()
    if job is not None and job.state == Job.State.DONE and not sheet.file:
        sheet.refresh_from_db(fields=["file", "sha"])
    return job
