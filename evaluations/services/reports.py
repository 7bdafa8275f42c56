"""Reports: asked for once for each snapshot and variant, made by a worker, kept as a file."""

from pathlib import Path
from typing import Protocol

from django.db import IntegrityError, transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from evaluations import clock
from evaluations.access import Person, decide
from evaluations.finish import final_copies
from evaluations.models import Filing, Job, Report, Snapshot
from evaluations.selectors.reports import KIND
from evaluations.workflow import Action

from . import jobs
from .events import record
from .jobs import Lease
from .prints import Kept, content_of_print, keep_print, path_of_print
from .results import Refused

APPROVAL = Snapshot.Purpose.APPROVAL
FOLDER = "reports"
NOT_APPROVED = "审核通过以后才能生成{}。现在可以生成草稿。"
NOT_FINAL = "还没有定分，不能生成{}。请等反馈和定分办完。现在可以生成草稿。"
CLEARED = "内容已按保密要求清除，不能再按原件打印。请看审核页和办理记录。"


class Printed(Protocol):
    """A finished print."""

    @property
    def content(self) -> bytes: ...

    @property
    def pages(self) -> int: ...

    @property
    def template_digest(self) -> str: ...


@transaction.atomic
def request_report(*, actor: Person, snapshot: Snapshot, variant: str) -> tuple[Report, Job | None]:
    """Return the report of a snapshot, asked for if need be, and the job that makes it (None: it is ready).

    A final print, and that for the public, is made of an approved filing only; everything before is a draft. A print
    whose file is gone or altered is made again.
    """
    filing = Filing.objects.select_related("cycle", "department").get(pk=snapshot.filing_id)
    decision = decide(actor, filing, Action.REQUEST_REPORT)
    if not decision.ok:
        raise Refused(decision.reason)
    if snapshot.purged is not None:
        raise Refused(CLEARED)
    if variant in Report.OF_FINAL_COPIES and snapshot not in final_copies(filing):
        raise Refused(not_yet(variant, NOT_FINAL if snapshot.purpose == APPROVAL else NOT_APPROVED))
    report, made = _report(actor, snapshot, variant)
    was_ready = report.state == Report.State.READY
    if was_ready and content_of(report) is not None:
        return report, None
    job, enqueued = jobs.enqueue(actor=actor, kind=KIND, key=str(report.pk))
    if enqueued:
        Report.objects.filter(pk=report.pk).update(state=Report.State.WAITING)
        report.state = Report.State.WAITING
    if made or was_ready:
        data = {"number": snapshot.number, "variant": variant}
        record(actor=actor, action=Action.REQUEST_REPORT.value, filing=filing, data=data)
    return report, job


def not_yet(variant: str, why: str = NOT_APPROVED) -> str:
    """Return why what is printed of a final copy cannot be printed yet."""
    return why.format(Report.Variant(variant).label)


def finish_report(*, report: Report, lease: Lease, printed: Printed) -> bool:
    """Keep a finished print; False, and nothing kept, when the lease was lost in the meantime."""

    def note(kept: Kept) -> None:
        Report.objects.filter(pk=report.pk).update(
            state=Report.State.READY,
            file=kept.file,
            size=len(printed.content),
            pages=printed.pages,
            sha=kept.sha,
            template_digest=printed.template_digest,
            finished_at=clock.now(),
        )

    name = f"{FOLDER}/{report.pk}"
    return keep_print(lease=lease, name=name, content=printed.content, done="报告已生成", note=note)


@transaction.atomic
def fail_report(*, report: Report, lease: Lease, message: str) -> bool:
    """Note that a print could not be made, and why; it can be asked for again."""
    held = jobs.fail(lease=lease, message=message)
    if held:
        Report.objects.filter(pk=report.pk).update(state=Report.State.FAILED, finished_at=clock.now())
    return held


def note_failed() -> int:
    """Let reports whose job has failed for good say so; returns how many."""
    active = Job.objects.filter(kind=KIND, key=Cast(OuterRef("pk"), CharField()), state__in=Job.ACTIVE)
    failed = Job.objects.filter(kind=KIND, key=Cast(OuterRef("pk"), CharField()), state=Job.State.FAILED)
    left = Report.objects.filter(~Exists(active), Exists(failed), state=Report.State.WAITING)
    return left.update(state=Report.State.FAILED, finished_at=clock.now())


def path_of(report: Report) -> Path:
    """Return where the file of a finished report lies."""
    return path_of_print(report.file)


def content_of(report: Report) -> bytes | None:
    """Return the bytes of a finished report, None when they are not those that were printed."""
    return content_of_print(report.file, report.sha)


def _report(actor: Person, snapshot: Snapshot, variant: str) -> tuple[Report, bool]:
    try:
        with transaction.atomic():
            made = Report.objects.create(
                snapshot=snapshot, variant=variant, requested_by=actor, requested_at=clock.now()
            )
            return made, True
    except IntegrityError:
        return Report.objects.get(snapshot=snapshot, variant=variant), False
