"""Reports of a filing with the jobs that make them."""

from dataclasses import dataclass

from evaluations.models import Filing, Job, Report

from .snapshots import latest_snapshot

__all__ = ["ReportRow", "job_of", "latest_snapshot", "reports_of"]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report and the last job that made or makes it."""

    report: Report
    job: Job | None


def reports_of(filing: Filing) -> list[ReportRow]:
    """Return the reports of a filing, latest snapshot first. Two queries."""
    reports = list(
        Report.objects.filter(snapshot__filing=filing).select_related("snapshot").order_by("-snapshot__seq")
    )
    jobs = {
        job.key: job
        for job in Job.objects.filter(kind="report", key__in=[str(report.pk) for report in reports]).order_by(
            "id"
        )
    }
    return [ReportRow(report, jobs.get(str(report.pk))) for report in reports]


def job_of(report: Report) -> Job | None:
    """Return the last job of a report."""
    return Job.objects.filter(kind="report", key=str(report.pk)).order_by("-id").first()
