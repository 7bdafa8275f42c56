"""Reports of a filing with the jobs that make them."""

from dataclasses import dataclass

from django.db.models import CharField
from django.db.models.functions import Cast

from evaluations.models import Filing, Job, Report

from .snapshots import latest_snapshot

__all__ = ["ReportRow", "job_of", "latest_snapshot", "reports_of"]


KIND = "report"
"""What the jobs that make reports are called."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report and the last job that made or makes it."""

    report: Report
    job: Job | None


def reports_of(filing: Filing) -> list[ReportRow]:
    """Return the reports of a filing, latest snapshot first. Two queries.

    A worker ends both at once: whoever reads the jobs first never sees one that is over with a report that waits.
    """
    found = Report.objects.filter(snapshot__filing=filing)
    keys = found.annotate(as_key=Cast("pk", CharField())).values("as_key")
    jobs = {job.key: job for job in Job.objects.filter(kind=KIND, key__in=keys).order_by("id")}
    reports = found.select_related("snapshot").order_by("-snapshot__seq")
    return [ReportRow(report, jobs.get(str(report.pk))) for report in reports]


def job_of(report_id: int) -> Job | None:
    """Return the last job of a report. Read it before the report, as above."""
    return Job.objects.filter(kind=KIND, key=str(report_id)).order_by("-id").first()
