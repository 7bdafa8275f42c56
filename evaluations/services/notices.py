"""退回意见书 as a PDF: printed once for each return, from the notice alone; what is printed is kept."""

from django.db import transaction

from evaluations import clock
from evaluations.access import Person, decide
from evaluations.models import Job, NoticePrint, ReturnNotice
from evaluations.selectors.notices import KIND
from evaluations.workflow import Action

from . import jobs
from .events import record
from .jobs import Lease
from .prints import Kept, content_of_print, keep_print
from .reports import Printed
from .results import Refused

FOLDER = "notices"


@transaction.atomic
def print_notice(*, actor: Person, notice: ReturnNotice) -> tuple[NoticePrint, Job | None]:
    """Return the print of a return notice and the job that makes it (None: it is printed).

    A notice has one print, however often and by whomever it is asked for; one whose file is gone is made again.
    """
    decision = decide(actor, notice.filing, Action.VIEW)
    if not decision.ok:
        raise Refused(decision.reason)
    now = clock.now()
    paper, made = NoticePrint.objects.get_or_create(notice=notice, defaults={"by": actor, "at": now})
    if made:
        told = {"number": notice.number}
        record(actor=actor, action="print_notice", filing=notice.filing, data=told, at=now)
    if notice_content(paper) is not None:
        return paper, None
    job, _ = jobs.enqueue(actor=actor, kind=KIND, key=str(paper.pk))
    return paper, job


def finish_notice(*, paper: NoticePrint, lease: Lease, printed: Printed) -> bool:
    """Keep a finished print; False, and nothing kept, when the lease was lost in the meantime."""

    def note(kept: Kept) -> None:
        NoticePrint.objects.filter(pk=paper.pk).update(file=kept.file, sha=kept.sha)

    name = f"{FOLDER}/{paper.pk}"
    return keep_print(lease=lease, name=name, content=printed.content, done="退回意见书已生成", note=note)


def notice_content(paper: NoticePrint) -> bytes | None:
    """Return the bytes of a finished print, None while there are none or they are not those that were printed."""
    return content_of_print(paper.file, paper.sha)
