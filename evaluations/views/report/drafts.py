"""报告预览: the content as it stands, read and printed whole before it is sent. Of the department alone."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from evaluations import tasks
from evaluations.access import filing_for
from evaluations.models import Draft, Filing
from evaluations.report.draft import NAME
from evaluations.selectors.drafts import is_unsent, job_of_draft
from evaluations.services.drafts import draft_content, print_draft
from evaluations.services.results import Refused
from evaluations.views.conflict import conflict_page
from evaluations.workflow import Action

from .draft_page import draft_bar, draft_page
from .file_name import pdf_answer

SENT = "已经报送，报送前的预览不再提供。下面是报送的内容。"
NOT_PRINTED = "审签稿还没有打印好，或文件已经缺失。请回到“报告预览”页再打印一次。"
QUEUED = "已记下，打印服务暂时连不上，恢复后会自动生成。"


@method_decorator(never_cache, name="dispatch")
class DraftView(View):
    """GET shows the report of the content as it is, POST asks for its print."""

    def get(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Show it; what was sent is shown as it was sent."""
        filing = filing_for(request.user, filing_id, Action.READ_DRAFT)
        if not is_unsent(filing):
            return _as_sent(request, filing)
        return render(request, "evaluations/report/draft.html", {"page": draft_page(filing)})

    def post(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Print it."""
        filing = filing_for(request.user, filing_id, Action.READ_DRAFT)
        try:
            _, job = print_draft(actor=request.user, filing=filing)
        except Refused as refused:
            return _conflict(request, filing, refused.reason)
        if job is not None and not tasks.queue(job):
            messages.warning(request, QUEUED)
        return HttpResponseRedirect(_page_of(filing), status=303)


@never_cache
def draft_progress(request: HttpRequest, filing_id: int, draft_id: int) -> HttpResponse:
    """The bar of one draft, alone; the page asks for it again while it is being printed."""
    draft = _draft(request, filing_id, draft_id)
    job = job_of_draft(draft)
    if job is None:
        raise Http404
    return render(request, "evaluations/report/progress.html", {"bar": draft_bar(draft, job)})


@never_cache
def draft_file(request: HttpRequest, filing_id: int, draft_id: int) -> HttpResponse:
    """The PDF of a draft, if it still is what was printed, and nothing was sent since."""
    draft = _draft(request, filing_id, draft_id)
    if not is_unsent(draft.filing):
        return _as_sent(request, draft.filing)
    content = draft_content(draft)
    if content is None:
        return _conflict(request, draft.filing, NOT_PRINTED)
    title = f"{draft.filing.cycle.year}年度自评报告"
    return pdf_answer(content, department=draft.filing.department.name, title=title, variant=NAME)


def _draft(request: HttpRequest, filing_id: int, draft_id: int) -> Draft:
    """Return a draft of a filing that is this person's; Http404 for any other."""
    filing = filing_for(request.user, filing_id, Action.READ_DRAFT)
    draft = filing.drafts.filter(pk=draft_id).first()
    if draft is None:
        raise Http404
    draft.filing = filing
    return draft


def _as_sent(request: HttpRequest, filing: Filing) -> HttpResponse:
    messages.info(request, SENT)
    return redirect("evaluations:report_preview", filing_id=filing.pk)


def _conflict(request: HttpRequest, filing: Filing, reason: str) -> HttpResponse:
    return conflict_page(request, reason, _page_of(filing), "回到报告预览")


def _page_of(filing: Filing) -> str:
    return reverse("evaluations:draft", args=[filing.pk])
