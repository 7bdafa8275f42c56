"""退回意见书 on paper: what its print says, the print of each return, and the job that makes it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from evaluations.access import Person, deputising_for
from evaluations.models import Filing, Job, NoticePrint, ReturnNotice
from evaluations.workflow import FIRST, LEVEL_NAMES, SECOND, Action
from rubrics.scoring.reading.answers import Flat
from rubrics.selectors.programs import document_for

from .names import name_of
from .places import place_title
from .snapshots import frozen

KIND = "notice"
"""Of the job that prints one."""
NOTHING_SENT = Flat({}, {}, {})


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A return with its print, None before anybody asked for one, and the last job of that."""

    notice: ReturnNotice
    paper: NoticePrint | None
    job: Job | None


def facts_of(filing: Filing, by: Person) -> dict[str, str]:
    """Return what the print of a return says besides items and term, in the words of today."""
    return {
        "department": name_of(filing),
        "code": filing.department.code,
        "year": str(filing.cycle.year),
        "task": filing.cycle.title,
        "by": str(by),
    }


def signers_of(filing: Filing, by: Person) -> dict[str, str]:
    """Return who signs a return made now: for whom a deputy stood in; of two levels which it is and who was first."""
    absent = deputising_for(by, filing, filing.level)
    said = {"by": f"{by}（代{'、'.join(map(str, absent))}）"} if absent else {}
    if filing.cycle.levels == FIRST:
        return said
    said["level"] = LEVEL_NAMES[filing.level]
    handed = (
        filing.events.filter(action=Action.HAND_ON.value).order_by("-seq").select_related("actor").first()
    )
    if filing.level == SECOND and handed is not None:
        absent_first = handed.data.get("for", "")
        said["first"] = f"{handed.actor}（代{absent_first}）" if absent_first else str(handed.actor)
    return said


def places_of(notice: ReturnNotice) -> list[str]:
    """Return what the places of its items are called; those of an older notice as they were when it was sent."""
    if all("place" in item for item in notice.items):
        return [item["place"] for item in notice.items]
    sent = notice.filing.snapshots.filter(revision__lte=notice.revision).order_by("-seq").first()
    flat = frozen(sent).flat if sent else NOTHING_SENT
    document = document_for(notice.filing.version)
    return [place_title(document, flat, item["address"]) for item in notice.items]


def notice_rows(filing: Filing) -> list[NoticeRow]:
    """Return the returns of a filing, latest first. Three queries; the jobs are read before what they print."""
    return _rows(filing.return_notices.select_related("by", "paper").order_by("-round"))


def notice_row(notice: ReturnNotice) -> NoticeRow:
    """Return one of them."""
    [row] = _rows(notice.filing.return_notices.select_related("by", "paper").filter(pk=notice.pk))
    return row


def _rows(notices: QuerySet[ReturnNotice]) -> list[NoticeRow]:
    found = NoticePrint.objects.filter(notice__in=notices.values("pk")).values_list("pk", flat=True)
    jobs = Job.objects.filter(kind=KIND, key__in=[str(key) for key in found]).order_by("id")
    last = {job.key: job for job in jobs}
    rows = []
    for notice in notices:
        paper = getattr(notice, "paper", None)
        rows.append(NoticeRow(notice, paper, last.get(str(paper.pk)) if paper else None))
    return rows
