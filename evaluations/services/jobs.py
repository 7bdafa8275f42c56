"""Work as rows: enqueued once, leased by one worker, its progress written down, swept when the worker died."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from evaluations import clock
from evaluations.access import Person
from evaluations.models import Job

LEASE_SECONDS = 45
BEAT_SECONDS = 10
"""How often a worker that is alive says so; four beats may fail before the lease is lost."""
MOST_ATTEMPTS = 5
WAITING_SECONDS = 30
"""A queued job that nobody took for so long is queued again: the message may be lost."""
PATIENCE_SECONDS = 120
"""And after that, how long until its message is sent once more."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A worker's hold on a job: nobody else works on it while the lease lasts."""

    job_id: int
    token: str


def enqueue(*, actor: Person, kind: str, key: str, total: int = 0) -> tuple[Job, bool]:
    """Return the active job of that kind and key, made if there is none, and whether it was made."""
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind, key=key, total=total, by=actor, created_at=clock.now(), message="排队中"
            )
            return job, True
    except IntegrityError:
        return Job.objects.get(kind=kind, key=key, state__in=Job.ACTIVE), False


@transaction.atomic
def lease(*, job_id: int, seconds: int = LEASE_SECONDS) -> Lease | None:
    """Take a job that is queued or whose lease has run out; None when somebody has it or it is over."""
    now = clock.now()
    token = secrets.token_hex(16)
    free = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    taken = Job.objects.filter(free, pk=job_id).update(
        state=Job.State.RUNNING,
        lease=token,
        lease_until=now + timedelta(seconds=seconds),
        attempts=F("attempts") + 1,
        message="开始处理",
    )
    return Lease(job_id, token) if taken else None


def progress(*, lease: Lease, done: int, total: int, message: str, seconds: int = LEASE_SECONDS) -> bool:
    """Write down how far the work is and hold the job longer; False when the lease was lost: stop working."""
    until = clock.now() + timedelta(seconds=seconds)
    return _held(lease, done=done, total=total, message=message, lease_until=until)


def hold(*, lease: Lease, seconds: int = LEASE_SECONDS) -> bool:
    """Hold a job longer without a word on how far it is; False when the lease was lost."""
    return _held(lease, lease_until=clock.now() + timedelta(seconds=seconds))


def finish(*, lease: Lease, message: str = "已完成") -> bool:
    """End a job well; False when the lease was lost, and nothing may be kept of the work."""
    return _over(lease, Job.State.DONE, message)


def fail(*, lease: Lease, message: str) -> bool:
    """End a job with the reason why it cannot be done."""
    return _over(lease, Job.State.FAILED, message)


@transaction.atomic
def sweep(*, now: datetime | None = None) -> list[Job]:
    """Free jobs whose worker is gone and return those to queue again; after MOST_ATTEMPTS they fail."""
    moment = now or clock.now()
    lapsed = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=moment)
    lapsed.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=Job.State.FAILED, finished_at=moment, message="多次中断，没有完成。请联系系统管理员。"
    )
    lapsed.filter(attempts__lt=MOST_ATTEMPTS).update(
        state=Job.State.QUEUED, lease="", lease_until=None, message="处理中断，重新排队"
    )
    never_sent_again = Q(lease_until__isnull=True, created_at__lt=moment - timedelta(seconds=WAITING_SECONDS))
    waiting = Job.objects.filter(
        never_sent_again | Q(lease_until__lt=moment) | Q(attempts__gt=0, lease_until__isnull=True),
        state=Job.State.QUEUED,
    )
    again = list(waiting.select_for_update())
    ids = [job.pk for job in again]
    Job.objects.filter(pk__in=ids).update(lease_until=moment + timedelta(seconds=PATIENCE_SECONDS))
    return again


def _held(held_by: Lease, **values: object) -> bool:
    held = Job.objects.filter(pk=held_by.job_id, lease=held_by.token, state=Job.State.RUNNING)
    return bool(held.update(**values))


def _over(lease: Lease, state: str, message: str) -> bool:
    return _held(lease, state=state, message=message, finished_at=clock.now(), lease="", lease_until=None)
