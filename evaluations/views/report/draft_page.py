"""报告预览 as it is shown: the report of the content as it stands, and where its print before sending is."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from evaluations import clock
from evaluations.models import Draft, Filing, Job
from evaluations.report.context import ReportContext, report_context
from evaluations.report.draft import NAME, mark_of, source_of_filing
from evaluations.selectors.drafts import job_of_draft, standing_of
from evaluations.selectors.filings import flat_of
from evaluations.services.drafts import draft_content

from .rows import JobBar, bar_of


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """The print of the content as it stands; `url` is '' while there is none, `bar` None when nobody works on it."""

    at: datetime
    pages: int
    size: int
    url: str
    bar: JobBar | None
    wanting: bool
    """It is not printed and nobody is about to."""


@dataclass(frozen=True, slots=True)
class DraftPage:
    """`void`: when the last print was asked for whose content, or what stands beside it, has changed since."""

    filing: Filing
    report: ReportContext
    draft: ShownDraft | None
    void: datetime | None
    printable: bool

    @property
    def readers(self) -> str:
        """Who may read it."""
        return "本单位和上级部门的人能看" if self.filing.part_of_id else "只有本部门的人能看"


def draft_page(filing: Filing) -> DraftPage:
    """Return the page of a filing that is not sent yet."""
    flat = flat_of(filing)
    standing = standing_of(filing, flat)
    mark = mark_of(filing, standing.content, filing.revision, clock.now())
    asked = standing.draft
    moved = asked is not None and asked.beside != standing.beside
    draft = _draft(asked) if asked and not moved else None
    return DraftPage(
        filing=filing,
        report=report_context(source_of_filing(filing, flat, mark)),
        draft=draft,
        void=asked.at if asked and moved else standing.void,
        printable=draft is None or draft.wanting,
    )


def draft_bar(draft: Draft, job: Job) -> JobBar:
    """Return the bar of a draft that is being printed, was printed, or could not be."""
    return bar_of(
        job,
        title=NAME,
        url=reverse("evaluations:draft_progress", args=[draft.filing_id, draft.pk]),
        result_url=_file_url(draft),
        result_label=f"下载{NAME}",
    )


def _draft(draft: Draft) -> ShownDraft:
    job, url = job_of_draft(draft), _file_url(draft)
    return ShownDraft(
        at=draft.at,
        pages=draft.pages,
        size=draft.size,
        url=url,
        bar=draft_bar(draft, job) if job and not url else None,
        wanting=not url and (job is None or job.state not in Job.ACTIVE),
    )


def _file_url(draft: Draft) -> str:
    ready = draft_content(draft) is not None
    return reverse("evaluations:draft_file", args=[draft.filing_id, draft.pk]) if ready else ""
