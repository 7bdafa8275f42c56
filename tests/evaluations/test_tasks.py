"""Reports and the worker: asked for once, made once, made again when a worker is killed, failed with a reason."""

from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from kombu.exceptions import OperationalError

from evaluations import clock, tasks
from evaluations.models import Job, Report
from evaluations.report import pdf
from evaluations.selectors.reports import reports_of
from evaluations.services import Refused, jobs, reports, review, submission
from evaluations.services.reports import request_report
from tests import factories
from tests.evaluations.conftest import fill, make_office


@pytest.fixture
def printed(monkeypatch):
    """Prints a few bytes instead of a report; keeps what progress was told."""
    told = []

    def render(report, *, progress):
        progress(1, 2, "排版")
        told.append(report.pk)
        return pdf.Printed(b"%PDF-", 3, "digest")

    monkeypatch.setattr(pdf, "render", render)
    return told


@pytest.fixture
def sent(office):
    """The office with its filing submitted; returns the snapshot."""
    fill(office)
    return submission.submit(actor=office.filer, filing=office.filing)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def ask(office, snapshot, variant="draft"):
    return request_report(actor=office.filer, snapshot=snapshot, variant=variant)


def lapse(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=clock.now() - timedelta(seconds=1))


def test_request_report_twice_is_one_report_and_one_job(office, sent):
    assert ask(office, sent) == ask(office, sent)
    assert (Report.objects.count(), Job.objects.count()) == (1, 1)


def test_worker_loads_the_printer_before_it_makes_its_children(run_python):
    code = """
import sys
from celery.signals import worker_init
from portal.celery import app
app.loader.import_default_modules()
before = "weasyprint" in sys.modules
worker_init.send(sender=None)
print(before, "evaluations.report.printer" in sys.modules)
"""
    assert run_python(code).communicate()[0] == "False True\n"


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"%PDF-1.7 another")])
def test_request_report_whose_file_is_gone_or_altered_makes_it_again(office, sent, printed, harm):
    report, first = ask(office, sent)
    tasks.render_report(first.pk)
    report.refresh_from_db()
    harm(reports.path_of(report))

    again, job = ask(office, sent)

    assert (again.pk, again.state, job.state) == (report.pk, "waiting", "queued")
    tasks.render_report(job.pk)
    again.refresh_from_db()
    assert (again.state, reports.content_of(again)) == ("ready", b"%PDF-")
    assert ask(office, sent) == (again, None)
    assert office.filing.events.filter(action="request_report").count() == 2


def test_request_report_by_a_stranger_or_final_before_approval_is_refused(office, sent):
    with pytest.raises(Refused):
        request_report(actor=factories.user(), snapshot=sent, variant="draft")
    with pytest.raises(Refused) as refusal:
        ask(office, sent, "final")
    assert refusal.value.reason == "审核通过以后才能生成定稿。现在可以生成草稿。"


def test_request_report_final_of_an_approved_filing_is_permitted(office, sent):
    review.accept(actor=office.reviewer, filing=office.filing)
    office.filing.refresh_from_db()
    final = review.approve(actor=office.reviewer, filing=office.filing, revision=office.filing.revision)
    assert ask(office, final, "final")[0].variant == "final"


def test_render_report_keeps_the_file_and_what_it_is(office, sent, printed, files):
    report, job = ask(office, sent)
    tasks.render_report(job.pk)
    report.refresh_from_db()
    job.refresh_from_db()
    assert (report.state, report.pages, report.size, report.template_digest) == ("ready", 3, 5, "digest")
    assert reports.path_of(report).read_bytes() == b"%PDF-"
    assert (job.state, job.done, job.total, job.attempts) == ("done", 1, 2, 1)
    assert ask(office, sent) == (report, None)
    (row,) = reports_of(office.filing)
    assert (row.report, row.job) == (report, job)


def test_render_report_twice_prints_once(office, sent, printed, files):
    _, job = ask(office, sent)
    tasks.render_report(job.pk)
    tasks.render_report(job.pk)
    assert (len(printed), len(list(files.rglob("*.pdf")))) == (1, 1)


def test_render_report_that_lost_its_lease_keeps_nothing(office, sent, monkeypatch, files):
    report, job = ask(office, sent)

    def slow(_report, *, progress):
        lapse(job)
        assert jobs.lease(job_id=job.pk) is not None
        return pdf.Printed(b"late", 1, "digest")

    monkeypatch.setattr(pdf, "render", slow)
    tasks.render_report(job.pk)
    report.refresh_from_db()
    assert (report.state, list(files.rglob("*.pdf"))) == ("waiting", [])


def test_render_report_stops_at_the_next_progress_when_the_lease_is_lost(office, sent, monkeypatch):
    _, job = ask(office, sent)
    reached = []

    def slow(_report, *, progress):
        lapse(job)
        jobs.lease(job_id=job.pk)
        progress(1, 2, "排版")
        reached.append("further")

    monkeypatch.setattr(pdf, "render", slow)
    tasks.render_report(job.pk)
    assert reached == []


@pytest.mark.parametrize(
    ("trouble", "message"),
    [(pdf.CannotPrint("缺少字体。"), "缺少字体。"), (RuntimeError("secret"), tasks.FAULT)],
)
def test_render_report_that_cannot_be_made_says_why_and_can_be_asked_for_again(
    office, sent, monkeypatch, trouble, message
):
    def broken(_report, *, progress):
        raise trouble

    monkeypatch.setattr(pdf, "render", broken)
    report, job = ask(office, sent)
    tasks.render_report(job.pk)
    job.refresh_from_db()
    report.refresh_from_db()
    assert (job.state, job.message, report.state) == ("failed", message, "failed")
    report, again = ask(office, sent)
    assert (again.pk != job.pk, report.state) == (True, "waiting")


def test_queue_without_a_broker_waits_for_the_sweeper(office, sent, monkeypatch, printed):
    def refused(_):
        raise OperationalError

    _, job = ask(office, sent)
    monkeypatch.setattr(tasks.render_report, "delay", refused)
    assert not tasks.queue(job)
    Job.objects.update(created_at=clock.now() - timedelta(seconds=jobs.WAITING_SECONDS + 1))
    monkeypatch.setattr(tasks.render_report, "delay", tasks.render_report.run)
    assert tasks.sweep_jobs() == 1
    assert Report.objects.get().state == "ready"


def test_sweep_of_a_report_that_failed_for_good_says_so(office, sent):
    report, job = ask(office, sent)
    for _ in range(jobs.MOST_ATTEMPTS):
        jobs.lease(job_id=job.pk)
        lapse(job)
    tasks.sweep_jobs()
    report.refresh_from_db()
    assert report.state == "failed"


def test_held_lets_a_long_silent_step_keep_its_lease(transactional_db, monkeypatch):
    job, _ = jobs.enqueue(actor=factories.user(), kind="report", key="1")
    lease = jobs.lease(job_id=job.pk, seconds=1)
    before = Job.objects.get().lease_until
    beaten = Event()

    def hold(**values):
        held = jobs_hold(**values)
        beaten.set()
        return held

    jobs_hold = jobs.hold
    monkeypatch.setattr(jobs, "hold", hold)
    monkeypatch.setattr(jobs, "BEAT_SECONDS", 0.01)
    with tasks.held(lease):
        assert beaten.wait(20)
    assert Job.objects.get().lease_until > before


KILLED = """
import sys
from evaluations import tasks
from evaluations.report import pdf

def render(report, *, progress):
    progress(1, 2, "排版")
    print("rendering", flush=True)
    sys.stdin.readline()

pdf.render = render
tasks.render_report(int(sys.argv[1]))
"""


def test_render_report_of_a_killed_worker_is_made_again_once(transactional_db, run_python, printed, files):
    office = make_office()
    fill(office)
    snapshot = submission.submit(actor=office.filer, filing=office.filing)
    report, job = ask(office, snapshot)
    worker = run_python(KILLED, str(job.pk))
    assert worker.stdout.readline() == "rendering\n", worker.stderr.read()
    worker.kill()
    worker.wait()
    assert jobs.sweep() == []
    assert jobs.sweep(now=clock.now() + timedelta(seconds=jobs.LEASE_SECONDS + 1)) == [job]
    tasks.render_report(job.pk)
    report.refresh_from_db()
    job.refresh_from_db()
    assert (report.state, job.state, job.attempts) == ("ready", "done", 2)
    assert [Path(path).name for path in files.rglob("*.pdf")] == [Path(report.file).name]
