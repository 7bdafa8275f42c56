"""退回意见书: every return of a filing with its print, for the department and for the bureau alike."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from evaluations import tasks
from evaluations.access import filing_for
from evaluations.models import Filing, Job, NoticePrint, ReturnNotice
from evaluations.report.notice import TITLE
from evaluations.selectors.notices import NoticeRow, notice_row, notice_rows
from evaluations.services.notices import notice_content, print_notice
from evaluations.services.results import Refused
from evaluations.views.conflict import conflict_page
from evaluations.views.report.file_name import pdf_answer
from evaluations.views.report.rows import JobBar, bar_of

NOT_PRINTED = "退回意见书还没有打印好，或文件已经缺失。请回到“退回意见书”页再打印一次。"
QUEUED = "已记下，打印服务暂时连不上，恢复后会自动生成。"


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """One return; `url` is '' while it is not printed, `bar` None when nobody works on it."""

    round: int
    number: str
    at: datetime
    by: str
    due: datetime
    items: int
    url: str
    bar: JobBar | None
    wanting: bool
    """It is not printed and nobody is about to."""
    print_url: str


@never_cache
def notices(request: HttpRequest, filing_id: int) -> HttpResponse:
    """List the returns of a filing, latest first."""
    filing = filing_for(request.user, filing_id)
    shown = [shown_notice(filing, row) for row in notice_rows(filing)]
    page = {"filing": filing, "notices": shown, "inside": filing.inside}
    return render(request, "evaluations/review/notices.html", page)


def notice_print(request: HttpRequest, filing_id: int, round: int) -> HttpResponse:  # noqa: A002 - of the address
    """Print one."""
    filing = filing_for(request.user, filing_id)
    try:
        _, job = print_notice(actor=request.user, notice=_notice(filing, round))
    except Refused as refused:
        return _conflict(request, filing, refused.reason)
    if job is not None and not tasks.queue(job):
        messages.warning(request, QUEUED)
    return HttpResponseRedirect(_page_of(filing), status=303)


@never_cache
def notice_progress(request: HttpRequest, filing_id: int, round: int) -> HttpResponse:  # noqa: A002 - of the address
    """The bar of one print, alone; the page asks for it again while it is being printed."""
    filing = filing_for(request.user, filing_id)
    row = notice_row(_notice(filing, round))
    if row.paper is None or row.job is None:
        raise Http404
    bar = _bar(filing, row.paper, row.job)
    return render(request, "evaluations/report/progress.html", {"bar": bar})


@never_cache
def notice_file(request: HttpRequest, filing_id: int, round: int) -> HttpResponse:  # noqa: A002 - of the address
    """The PDF of a notice, if it still is what was printed."""
    filing = filing_for(request.user, filing_id)
    notice = _notice(filing, round)
    paper = NoticePrint.objects.filter(notice=notice).first()
    content = notice_content(paper) if paper else None
    if content is None:
        return _conflict(request, filing, NOT_PRINTED)
    return pdf_answer(content, department=filing.department.name, title=TITLE, variant=notice.number)


def shown_notice(filing: Filing, row: NoticeRow) -> ShownNotice:
    """Return a return for the page."""
    notice, job = row.notice, row.job
    url = _file_url(filing, row.paper) if row.paper else ""
    return ShownNotice(
        round=notice.round,
        number=notice.number,
        at=notice.at,
        by=str(notice.by),
        due=notice.due,
        items=len(notice.items),
        url=url,
        bar=_bar(filing, row.paper, job) if row.paper and job and not url else None,
        wanting=not url and (job is None or job.state not in Job.ACTIVE),
        print_url=reverse("evaluations:notice_print", args=[filing.pk, notice.round]),
    )


def _bar(filing: Filing, paper: NoticePrint, job: Job) -> JobBar:
    return bar_of(
        job,
        title=f"{TITLE}（{paper.notice.number}）",
        url=reverse("evaluations:notice_progress", args=[filing.pk, paper.notice.round]),
        result_url=_file_url(filing, paper),
        result_label=f"下载{TITLE}",
    )


def _file_url(filing: Filing, paper: NoticePrint) -> str:
    """Return where the print is, '' while there is none."""
    ready = notice_content(paper) is not None
    return reverse("evaluations:notice_file", args=[filing.pk, paper.notice.round]) if ready else ""


def _notice(filing: Filing, number: int) -> ReturnNotice:
    notice = get_object_or_404(filing.return_notices, round=number)
    notice.filing = filing
    return notice


def _conflict(request: HttpRequest, filing: Filing, reason: str) -> HttpResponse:
    return conflict_page(request, reason, _page_of(filing), "回到退回意见书")


def _page_of(filing: Filing) -> str:
    return reverse("evaluations:notices", args=[filing.pk])
