"""Jobs: one active for a key, one worker at a time, swept when the worker is gone."""

from datetime import timedelta

import pytest

from evaluations import clock
from evaluations.models import Job
from evaluations.services import jobs
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    return jobs.enqueue(actor=factories.user(), kind="report", key="1")[0]


def lapse(job: Job) -> None:
    """Let the lease of a job run out."""
    Job.objects.filter(pk=job.pk).update(lease_until=clock.now() - timedelta(seconds=1))


def test_enqueue_while_active_returns_the_same_job(job):
    again, made = jobs.enqueue(actor=factories.user(), kind="report", key="1")
    assert (again, made) == (job, False)
    other, made = jobs.enqueue(actor=factories.user(), kind="report", key="2")
    assert (other != job, made) == (True, True)


def test_enqueue_after_the_end_makes_a_new_job(job):
    jobs.finish(lease=jobs.lease(job_id=job.pk))
    again, made = jobs.enqueue(actor=factories.user(), kind="report", key="1")
    assert (again != job, made) == (True, True)


def test_lease_of_a_held_job_is_nothing(job):
    assert jobs.lease(job_id=job.pk) is not None
    assert jobs.lease(job_id=job.pk) is None


def test_lease_after_it_ran_out_goes_to_the_next_and_the_first_may_keep_nothing(job):
    first = jobs.lease(job_id=job.pk)
    lapse(job)
    second = jobs.lease(job_id=job.pk)
    assert not jobs.progress(lease=first, done=1, total=2, message="x")
    assert not jobs.finish(lease=first)
    assert jobs.progress(lease=second, done=1, total=2, message="第 1 章")
    assert jobs.finish(lease=second)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done, job.total) == ("done", 2, 1, 2)


def test_sweep_frees_a_lapsed_job_and_returns_it_once_until_patience_is_over(job):
    jobs.lease(job_id=job.pk)
    assert jobs.sweep() == []
    lapse(job)
    assert jobs.sweep() == [job]
    assert jobs.sweep() == []
    assert jobs.sweep(now=clock.now() + timedelta(seconds=jobs.PATIENCE_SECONDS + 1)) == [job]
    assert jobs.lease(job_id=job.pk) is not None


def test_sweep_sends_a_job_whose_message_was_lost(job):
    assert jobs.sweep(now=clock.now()) == []
    assert jobs.sweep(now=clock.now() + timedelta(seconds=jobs.WAITING_SECONDS + 1)) == [job]


def test_sweep_after_most_attempts_lets_it_fail(job):
    for _ in range(jobs.MOST_ATTEMPTS):
        assert jobs.lease(job_id=job.pk) is not None
        lapse(job)
    assert jobs.sweep() == []
    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", "多次中断，没有完成。请联系系统管理员。")
