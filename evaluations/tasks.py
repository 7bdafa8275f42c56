"""Tasks of the worker: fetch, call one service. Safe to run twice; the job's row is the truth."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event, Thread
from typing import Any

from celery import shared_task
from celery.signals import worker_init
from django.db import connections
from kombu.exceptions import OperationalError

from evaluations.models import Draft, Job, NoticePrint, Report, SignSheet
from evaluations.services import (
    anchors,
    drafts,
    feedback,
    jobs,
    mailing,
    messages,
    notices,
    reports,
    signing,
    telling,
    uploads,
)
from evaluations.services.summary import refresh_stale

logger = logging.getLogger(__name__)
FAULT = "报告没有生成。请重试；仍不行的，请联系系统管理员。"
DRAFT_FAULT = "审签稿没有生成。请再打印一次；仍不行的，请联系系统管理员。"
DRAFT_GONE = "要打印的内容已经报送，这一份不再打印。请看报告页。"
NOTICE_FAULT = "退回意见书没有生成。请再打印一次；仍不行的，请联系系统管理员。"
SHEET_FAULT = "审签单没有生成。请再打印一次；仍不行的，请联系系统管理员。"


class LeaseLostError(Exception):
    """Another worker has the job now: stop."""


def queue(job: Job) -> bool:
    """Send a job's message; False when the broker cannot be reached: the sweeper sends it later."""
    try:
        TASKS[job.kind].delay(job.pk)
    except OperationalError:
        logger.warning("job %s waits for the sweeper: the broker cannot be reached", job.pk)
        return False
    return True


@worker_init.connect
def load_printer(**_: Any) -> None:
    """Load the printer before the worker makes its children; what is missing is told by the report that needs it."""
    from evaluations.report import pdf  # noqa: PLC0415 - WeasyPrint is loaded where it prints

    try:
        pdf.prepare()
    except pdf.CannotPrint as trouble:
        logger.warning("reports cannot be printed: %s", trouble)


@shared_task
def render_report(job_id: int) -> None:
    """Print the report that a job asks for."""
    from evaluations.report.pdf import CannotPrint  # noqa: PLC0415 - WeasyPrint is loaded where it prints

    lease = jobs.lease(job_id=job_id)
    if lease is None:
        return
    job = Job.objects.get(pk=job_id)
    report = Report.objects.select_related("snapshot__filing").get(pk=int(job.key))
    try:
        _print(report, lease)
    except LeaseLostError:
        logger.info("job %s goes on elsewhere", job_id)
    except CannotPrint as trouble:
        reports.fail_report(report=report, lease=lease, message=str(trouble))
    except Exception:
        logger.exception("report %s could not be made", report.pk)
        reports.fail_report(report=report, lease=lease, message=FAULT)


@shared_task
def print_sign_sheet(job_id: int) -> None:
    """Print the sheet that a job asks for."""
    from evaluations.report.sign_sheet import render_sheet  # noqa: PLC0415 - WeasyPrint is loaded where it prints

    lease = jobs.lease(job_id=job_id)
    if lease is None:
        return
    sheet = SignSheet.objects.get(pk=int(Job.objects.get(pk=job_id).key))
    _print_paper(lease, partial(render_sheet, sheet), partial(signing.finish_sheet, sheet=sheet), SHEET_FAULT)


@shared_task
def print_draft(job_id: int) -> None:
    """Print the draft that a job asks for."""
    from evaluations.report.draft import render_draft  # noqa: PLC0415 - WeasyPrint is loaded where it prints

    lease = jobs.lease(job_id=job_id)
    if lease is None:
        return
    draft = Draft.objects.filter(pk=int(Job.objects.get(pk=job_id).key)).first()
    if draft is None:
        jobs.fail(lease=lease, message=DRAFT_GONE)
        return
    _print_paper(lease, partial(render_draft, draft), partial(drafts.finish_draft, draft=draft), DRAFT_FAULT)


@shared_task
def print_notice(job_id: int) -> None:
    """Print the return notice that a job asks for."""
    from evaluations.report.notice import render_notice  # noqa: PLC0415 - WeasyPrint is loaded where it prints

    lease = jobs.lease(job_id=job_id)
    if lease is None:
        return
    paper = NoticePrint.objects.get(pk=int(Job.objects.get(pk=job_id).key))
    render, finish = partial(render_notice, paper.notice), partial(notices.finish_notice, paper=paper)
    _print_paper(lease, render, finish, NOTICE_FAULT)


TASKS = {
    reports.KIND: render_report,
    signing.KIND: print_sign_sheet,
    drafts.KIND: print_draft,
    notices.KIND: print_notice,
}
"""Kind of job -> the task that does it."""


@contextmanager
def held(lease: jobs.Lease) -> Iterator[None]:
    """Keep the lease while a long step gives no sign of life; a killed process takes this thread with it."""
    over = Event()

    def beat() -> None:
        while not over.wait(jobs.BEAT_SECONDS) and jobs.hold(lease=lease):
            pass
        connections.close_all()

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _print_paper(
    lease: jobs.Lease, render: Callable[..., Any], finish: Callable[..., bool], fault: str
) -> None:
    """Print what has no state besides its job's; `fault` is said of a failure that nobody foresaw."""
    from evaluations.report.pdf import CannotPrint  # noqa: PLC0415 - WeasyPrint is loaded where it prints

    try:
        with held(lease):
            printed = render(progress=_progress_of(lease))
        finish(lease=lease, printed=printed)
    except LeaseLostError:
        logger.info("job %s goes on elsewhere", lease.job_id)
    except CannotPrint as trouble:
        jobs.fail(lease=lease, message=str(trouble))
    except Exception:
        logger.exception("job %s could not print", lease.job_id)
        jobs.fail(lease=lease, message=fault)


def _print(report: Report, lease: jobs.Lease) -> None:
    from evaluations.report import pdf  # noqa: PLC0415 - WeasyPrint is loaded where it prints

    with held(lease):
        printed = pdf.render(report, progress=_progress_of(lease))
    reports.finish_report(report=report, lease=lease, printed=printed)


def _progress_of(lease: jobs.Lease) -> Callable[[int, int, str], None]:
    def progress(done: int, total: int, message: str) -> None:
        if not jobs.progress(lease=lease, done=done, total=total, message=message):
            raise LeaseLostError

    return progress


@shared_task
def sweep_jobs() -> int:
    """Free what killed workers left, and send again what nobody took."""
    sent = sum(queue(job) for job in jobs.sweep())
    reports.note_failed()
    return sent


@shared_task
def refresh_summaries() -> int:
    """Bring the summaries up to date that saving left behind."""
    return refresh_stale()


@shared_task
def sweep_evidence() -> int:
    """Delete uploads that nobody finished and files that belong to nothing."""
    return uploads.sweep_files()


@shared_task
def anchor_heads() -> bool:
    """Keep the heads of all chains outside the database, once a day; whether it was done now."""
    return anchors.anchor_heads() is not None


@shared_task
def sweep_drafts() -> int:
    """Delete the prints of what was sent or replaced meanwhile."""
    return drafts.sweep_drafts()


@shared_task
def tell_rest() -> int:
    """Tell what a process that died has left untold."""
    return telling.tell_rest()


@shared_task
def sweep_messages() -> int:
    """Delete messages that are over and old."""
    return messages.sweep_messages()


@shared_task
def settle_overdue() -> int:
    """Make final what nobody objected to in time."""
    return feedback.settle_overdue()


@shared_task
def remind() -> int:
    """Remind those who owe something that is due soon."""
    return telling.remind()


@shared_task
def send_mails() -> int:
    """Mail the messages that wait for it."""
    return mailing.send_due()
