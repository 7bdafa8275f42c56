"""Sign-off on paper: the sheet is printed for the content as it is, signed, and its scan handed in."""

from django.db import transaction
from django.utils import timezone

from evaluations.access import Person, decide
from evaluations.evidence import store
from evaluations.models import Filing, Job, SignedScan, SignSheet
from evaluations.selectors.filings import flat_of, sheet_of
from evaluations.selectors.signing import KIND, VOID, content_digest, job_of_sheet, scan_was_sent
from evaluations.workflow import Action
from rubrics.scoring.index import TOTAL
from rubrics.scoring.results import Sheet
from rubrics.scoring.units import UNITS
from rubrics.scoring.values import show

from . import jobs
from .events import record
from .evidence import Offered, columns_of
from .jobs import Lease
from .kept_files import checked_scan
from .moving import Moving, hold
from .prints import Kept, content_of_print, keep_print
from .reports import Printed
from .results import Refused
from .submission import standing_against

FOLDER = "sign-sheets"
NOT_READY = "还有 {} 项没有改正或说明，现在打印，改过以后要重新签字。请先在核对页逐项办理。"
NO_SCAN_KIND = "扫描件只收 PDF、JPEG、PNG。请把签好的审签单扫描或拍照后上传。"
GONE = "没有这张审签单。请刷新页面，按现在的内容重新打印。"
POINTS = UNITS["分"]


@transaction.atomic
def print_sheet(*, actor: Person, filing: Filing) -> tuple[SignSheet, Job | None]:
    """Return the sheet of the content as it is and the job that prints it (None: it is printed).

    The same content has one sheet, however often it is asked for. Refused while anything stands against sending: what
    is signed before would have to be signed again.
    """
    moving = hold(actor=actor, filing=filing, action=Action.SIGN_ON_PAPER)
    flat = flat_of(moving.filing)
    result = sheet_of(moving.filing, flat)
    against = standing_against(result)
    if against:
        raise Refused(NOT_READY.format(len(against)))
    content = content_digest(moving.filing, flat)
    sheet = moving.filing.sign_sheets.filter(content=content).first() or _made(moving, result, content)
    if sheet_content(sheet) is not None:
        return sheet, None
    job, _ = jobs.enqueue(actor=actor, kind=KIND, key=str(sheet.pk))
    return sheet, job


def keep_scan(*, actor: Person, filing: Filing, sheet_id: int, offered: Offered) -> SignedScan:
    """Keep the scan of a signed sheet in place of the one before. It opens nothing for editing.

    Refused when the content is not what the sheet was printed from any more.
    """
    decision = decide(actor, filing, Action.SIGN_ON_PAPER)
    if not decision.ok:
        raise Refused(decision.reason)
    checked = checked_scan(offered, NO_SCAN_KIND)
    with store.putting(checked.data) as key, transaction.atomic():
        moving = hold(actor=actor, filing=filing, action=Action.SIGN_ON_PAPER)
        sheet = _sheet_that_holds(moving.filing, sheet_id)
        _replace(sheet, moving)
        scan = SignedScan.objects.create(
            sheet=sheet,
            **columns_of(checked, offered, key),
            by=actor,
            at=moving.now,
        )
        told = {"number": sheet.number, "file": scan.name, "file_sha": scan.sha}
        record(actor=actor, action="keep_scan", filing=moving.filing, data=told, at=moving.now)
    return scan


def finish_sheet(*, sheet: SignSheet, lease: Lease, printed: Printed) -> bool:
    """Keep a printed sheet; False, and nothing kept, when the lease was lost in the meantime."""

    def note(kept: Kept) -> None:
        SignSheet.objects.filter(pk=sheet.pk).update(file=kept.file, sha=kept.sha)

    name = f"{FOLDER}/{sheet.pk}"
    return keep_print(lease=lease, name=name, content=printed.content, done="审签单已生成", note=note)


def sheet_content(sheet: SignSheet) -> bytes | None:
    """Return the bytes of a printed sheet, None while there are none or they are not those that were printed."""
    return content_of_print(sheet.file, sheet.sha)


def job_under_way(sheet: SignSheet) -> Job | None:
    """Return the job of a sheet that is not printed yet, or could not be."""
    return None if sheet_content(sheet) is not None else job_of_sheet(sheet)


def _made(moving: Moving, result: Sheet, content: str) -> SignSheet:
    filing = moving.filing
    count = filing.sign_sheets.count() + 1
    subject = f"-{filing.subject_key}" if filing.subject_key else ""
    number = f"{filing.cycle.number_mark}{filing.cycle.year}-{filing.department.code}{subject}-签{count:02d}"
    sheet = SignSheet.objects.create(
        filing=filing,
        number=number,
        content=content,
        revision=filing.revision,
        facts=_facts(moving, result, content),
        by=moving.actor,
        at=moving.now,
    )
    record(
        actor=moving.actor,
        action="print_sheet",
        filing=filing,
        data={"number": sheet.number, "content": content, "revision": filing.revision},
        at=moving.now,
    )
    return sheet


def _facts(moving: Moving, result: Sheet, content: str) -> dict[str, str]:
    """Return what the sheet says of its filing, as words."""
    filing, total = moving.filing, result.totals[TOTAL]
    return {
        "department": filing.department.name,
        "code": filing.department.code,
        "year": str(filing.cycle.year),
        "task": filing.cycle.title,
        "total": f"{show(total.score, POINTS, 2)} / {show(total.points, POINTS, 2)} 分",
        "grade": result.grade or "未定",
        "moment": f"{timezone.localtime(moving.now):%Y-%m-%d %H:%M:%S}",
        "seal": content,
    }


def _sheet_that_holds(filing: Filing, sheet_id: int) -> SignSheet:
    sheet = filing.sign_sheets.filter(pk=sheet_id).first()
    if sheet is None:
        raise Refused(GONE)
    if sheet.content != content_digest(filing, flat_of(filing)):
        raise Refused(f"{VOID.what}。请重新打印审签单，重新签字后上传。")
    return sheet


def _replace(sheet: SignSheet, moving: Moving) -> None:
    """Put the scan before out of force; its bytes go, unless they were sent once."""
    before = sheet.scans.filter(replaced_at__isnull=True).first()
    if before is None:
        return
    before.replaced_at, before.stored = moving.now, scan_was_sent(before)
    before.save(update_fields=["replaced_at", "stored"])
    if not before.stored:
        key = before.key
        transaction.on_commit(lambda: store.drop(key))
