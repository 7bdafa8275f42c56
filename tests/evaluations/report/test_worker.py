"""Real Celery workers: a report is made, made once when asked for often, and made again when its worker is killed."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.conf import settings

from evaluations import clock, tasks
from evaluations.models import Event, Job, Report
from evaluations.services.drafts import draft_content, print_draft
from evaluations.services.reports import path_of, request_report
from tests import services
from tests.conftest import sending_to
from tests.processes import wait_for

from .conftest import submitted, written
from .reading import pdf_text, squeezed

SENTENCE = "我局按规定编制预算，收支平衡；执行率达到百分之九十七。"
LONG = "\n".join([SENTENCE * 30] * 60)
"""Enough that the printing takes some seconds: a kill falls into the middle of it."""


@pytest.fixture
def worker(
    redis_server: services.Service, process_environment: dict[str, str], transactional_db: None
) -> Iterator[Callable[[str], services.Service]]:
    """Starts workers of this test's own, which may be killed.

    They have a database of the Redis server to themselves, empty at first: a worker that other tests keep would do
    the work of one that was killed.
    """
    url = redis_server.url.removesuffix("/0") + "/1"
    environment = {**process_environment, "PORTAL_BROKER_URL": url}
    with redis.Redis.from_url(url) as client:
        client.flushdb()
    with ExitStack() as stack:

        def start(name: str) -> services.Service:
            return stack.enter_context(services.celery_worker(environment, f"{name}-{os.getpid()}", 1))

        stack.enter_context(sending_to(url))
        yield start


@pytest.fixture
def asked(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> tuple[Report, Job]:
    """A long report that is asked for; nobody has been told yet, and nothing is left of earlier rows' prints."""
    shutil.rmtree(Path(settings.MEDIA_ROOT) / "reports", ignore_errors=True)
    office = submitted(monkeypatch, LONG, ("主要职能", "存在问题"))
    report, job = request_report(actor=office.filer, snapshot=office.snapshot, variant="draft")
    assert job is not None
    return report, job


def until(reached: Callable[[Job], bool], job: Job) -> Job:
    """Wait for the job's row to say so."""
    seen: list[Job] = []

    def look() -> bool:
        seen[:] = [Job.objects.get(pk=job.pk)]
        return reached(seen[0])

    wait_for(look, lambda: [(now.state, now.done, now.message) for now in seen])
    return seen[0]


def over(job: Job) -> bool:
    return job.state not in Job.ACTIVE


def files_of(report: Report) -> list[Path]:
    """The prints of this report."""
    return sorted((Path(settings.MEDIA_ROOT) / "reports").glob(f"{report.pk}-*"))


def kill(process: services.Service) -> None:
    """kill -9 of the worker with all its children, as a machine that fails would."""
    os.killpg(process.pid, signal.SIGKILL)


def lapse(job: Job) -> None:
    """Let the lease of the killed worker run out without waiting for it."""
    Job.objects.filter(pk=job.pk).update(lease_until=clock.now() - timedelta(seconds=1))


def made_once(report: Report, job: Job, attempts: int) -> None:
    """The report is ready, its text whole; one file, one event."""
    report.refresh_from_db()
    job.refresh_from_db()
    assert (report.state, job.state, job.attempts) == ("ready", "done", attempts)
    assert files_of(report) == [path_of(report)]
    assert squeezed(pdf_text(path_of(report).read_bytes())).count(SENTENCE) > 3000
    assert Event.objects.filter(action="request_report").count() == 1


def test_worker_makes_the_report_and_tells_how_far_it_is(asked, worker):
    report, job = asked
    worker("prints")

    assert tasks.queue(job)

    seen = until(lambda now: "排版，第" in now.message or over(now), job)
    assert (seen.state, seen.done, seen.total) == ("running", 2, 4)
    until(over, job)
    made_once(report, job, attempts=1)


@pytest.mark.postgresql
def test_worker_prints_what_is_not_sent_yet_with_the_digest_of_its_content(
    worker, transactional_db, monkeypatch
):
    office = written(monkeypatch)
    draft, job = print_draft(actor=office.filer, filing=office.filing)
    worker("drafts")

    assert tasks.queue(job)

    until(over, job)
    draft.refresh_from_db()
    assert f"内容校验码：{draft.content}" in squeezed(pdf_text(draft_content(draft)))


@pytest.mark.postgresql
def test_worker_told_three_times_makes_the_report_once(asked, worker):
    report, job = asked
    worker("first")
    worker("second")

    for _ in range(3):
        tasks.queue(job)

    until(over, job)
    made_once(report, job, attempts=1)


@pytest.mark.postgresql
def test_worker_killed_while_printing_has_its_report_made_again_once(asked, worker):
    report, job = asked
    first = worker("killed")
    tasks.queue(job)
    until(lambda now: now.done >= 2, job)

    kill(first)

    assert Job.objects.get(pk=job.pk).state == "running"
    assert files_of(report) == []
    assert tasks.sweep_jobs() == 0
    lapse(job)
    assert tasks.sweep_jobs() == 1  # before there is a worker that could take the lapsed job by itself
    worker("next")
    until(over, job)
    made_once(report, job, attempts=2)


@pytest.mark.postgresql
def test_worker_killed_and_nobody_sweeping_leaves_the_report_unmade(asked, worker):
    """The control: without the sweep the job stays with the dead worker."""
    report, job = asked
    first = worker("dies")
    tasks.queue(job)
    until(lambda now: now.done >= 2, job)

    kill(first)
    lapse(job)

    assert (Job.objects.get(pk=job.pk).state, files_of(report)) == ("running", [])


@pytest.mark.postgresql
@pytest.mark.soak
@pytest.mark.parametrize("point", range(20))
def test_worker_killed_at_any_point_has_its_report_made_again_once(asked, worker, point, figure):
    report, job = asked
    first = worker(f"point{point}")
    tasks.queue(job)
    until(lambda now: now.state == "running", job)
    time.sleep(point * 0.1)  # where it falls is the point; no assertion depends on it

    kill(first)

    if Job.objects.get(pk=job.pk).state == "running":
        lapse(job)
        assert tasks.sweep_jobs() == 1
        worker(f"after{point}")
    until(over, job)
    report.refresh_from_db()
    assert (report.state, files_of(report)) == ("ready", [path_of(report)])
    job.refresh_from_db()
    figure("report whose worker was killed", f"after {point * 0.1:.1f} s: made once, {job.attempts} attempts")
