"""A report as its pages show it: what it is, how far its printing is, where its file is."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from evaluations.models import Job, Report
from evaluations.selectors.reports import ReportRow

PURPOSES = {"submission": "提交", "approval": "审核通过"}


@dataclass(frozen=True, slots=True)
class JobBar:
    """What the progress bar needs; the counts are left out once the work is over."""

    title: str
    state: str
    done: int
    total: int
    message: str
    url: str
    result_url: str
    result_label: str = "下载"


@dataclass(frozen=True, slots=True)
class ShownReport:
    """One line of the list. `bar` is None while nobody works on it and it is not ready either."""

    id: int
    number: str
    variant: str
    occasion: str
    at: datetime
    pages: int
    size: int
    seal: str
    ready: bool
    bar: JobBar | None


def shown_report(row: ReportRow) -> ShownReport:
    """Return a report for the list."""
    kept, snapshot = row.report, row.report.snapshot
    ready = kept.state == Report.State.READY
    return ShownReport(
        id=kept.pk,
        number=snapshot.number,
        variant=kept.get_variant_display(),
        occasion=PURPOSES[snapshot.purpose],
        at=snapshot.at,
        pages=kept.pages,
        size=kept.size,
        seal=kept.sha[:16],
        ready=ready,
        bar=job_bar(kept, row.job) if row.job else None,
    )


def job_bar(report: Report, job: Job) -> JobBar:
    """Return the bar of a report that is being printed, was printed, or could not be."""
    ready = report.state == Report.State.READY
    return bar_of(
        job,
        title=f"{report.get_variant_display()}（{report.snapshot.number}）",
        url=reverse("evaluations:report_progress", args=[report.pk]),
        result_url=reverse("evaluations:report_file", args=[report.pk]) if ready else "",
    )


def bar_of(job: Job, *, title: str, url: str, result_url: str, result_label: str = "下载") -> JobBar:
    """Return the bar of a print, whose job is `job`; once it is done the link says so, no message besides."""
    under_way = job.state in Job.ACTIVE
    return JobBar(
        title=title,
        state=job.state,
        done=job.done if under_way else 0,
        total=job.total if under_way else 0,
        message="" if job.state == Job.State.DONE else job.message,
        url=url,
        result_url=result_url,
        result_label=result_label,
    )
