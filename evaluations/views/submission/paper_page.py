"""线下审签登记 as it is shown: where each step stands, and what is to be done next."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from evaluations.access import Person, decide
from evaluations.evidence import KINDS
from evaluations.evidence.limits import said_size
from evaluations.models import Filing, Job, SignedScan, SignSheet
from evaluations.report.sign_sheet import SIGNERS
from evaluations.selectors.filings import flat_of, sheet_of
from evaluations.selectors.signing import Paper, job_of_sheet, on_paper, paper_of
from evaluations.services.signing import sheet_content
from evaluations.services.submission import standing_against
from evaluations.views.report.links import draft_url
from evaluations.views.report.rows import JobBar, bar_of
from evaluations.workflow import Action

SEAL = 16
"""So many signs of a checksum tell one from another on a page."""


@dataclass(frozen=True, slots=True)
class ShownScan:
    """The signed sheet that was handed in."""

    name: str
    url: str
    about: str
    by: str
    at: datetime
    seal: str


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """The sheet that holds; `url` is '' while it is not printed, `bar` None when nobody works on it."""

    number: str
    at: datetime
    seal: str
    total: str
    url: str
    bar: JobBar | None
    scan_url: str
    wanting: bool
    """It is not printed and nobody is about to."""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """`printable`: the sheet may be asked for now; `reason` says why nothing can be done.

    `open` counts what has to be mended before it is worth printing; `void` is the number of a sheet that no longer
    holds.
    """

    filing: Filing
    printable: bool
    reason: str
    open: int
    void: str
    sheet: ShownSheet | None
    scan: ShownScan | None
    signers: str
    check_url: str
    submit_url: str
    draft_url: str
    """Where those who sign read and print what they sign; '' once it is sent."""


def paper_page(filing: Filing, user: Person) -> PaperPage:
    """Return the page for a person of the department."""
    flat = flat_of(filing)
    paper = paper_of(filing, flat) if on_paper(filing) else Paper("", None, None, None)
    decision = decide(user, filing, Action.SIGN_ON_PAPER)
    against = len(standing_against(sheet_of(filing, flat)))
    sheet = _sheet(paper.sheet) if paper.sheet else None
    here = {"filing_id": filing.pk}
    return PaperPage(
        filing=filing,
        printable=decision.ok and not against and (sheet is None or sheet.wanting),
        reason=decision.reason,
        open=against,
        void=paper.void.number if paper.void else "",
        sheet=sheet,
        scan=shown_scan(filing, paper.scan) if paper.scan else None,
        signers="、".join(SIGNERS),
        check_url=reverse("evaluations:check", kwargs=here),
        submit_url=reverse("evaluations:submit", kwargs=here),
        draft_url=draft_url(filing),
    )


def shown_scan(filing: Filing, scan: SignedScan) -> ShownScan:
    """Return a scan for a page."""
    about = f"{KINDS[scan.kind].word}　{said_size(scan.size)}"
    return ShownScan(scan.name, scan_url(filing.pk, scan.key), about, str(scan.by), scan.at, scan.sha[:SEAL])


def scan_url(filing_id: int, key: str) -> str:
    """Return where a scan is handed out."""
    return reverse("evaluations:paper_scan_file", args=[filing_id, key])


def sheet_bar(sheet: SignSheet, job: Job) -> JobBar:
    """Return the bar of a sheet that is being printed, was printed, or could not be."""
    return bar_of(
        job,
        title=f"审签单（{sheet.number}）",
        url=reverse("evaluations:paper_progress", args=[sheet.filing_id, sheet.pk]),
        result_url=_file_url(sheet),
        result_label="下载审签单",
    )


def _sheet(sheet: SignSheet) -> ShownSheet:
    job, url = job_of_sheet(sheet), _file_url(sheet)
    return ShownSheet(
        number=sheet.number,
        at=sheet.at,
        seal=sheet.content[:SEAL],
        total=sheet.facts["total"],
        url=url,
        bar=sheet_bar(sheet, job) if job and not url else None,
        scan_url=reverse("evaluations:paper_scan", args=[sheet.filing_id, sheet.pk]),
        wanting=not url and (job is None or job.state not in Job.ACTIVE),
    )


def _file_url(sheet: SignSheet) -> str:
    """Return where the print is, '' while there is none."""
    ready = sheet_content(sheet) is not None
    return reverse("evaluations:paper_sheet", args=[sheet.filing_id, sheet.pk]) if ready else ""
