"""线下审签登记: the sheet is printed, signed on paper, and its scan handed in, one step below the other."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from evaluations import tasks
from evaluations.access import decide, filing_for
from evaluations.models import Filing, SignedScan, SignSheet
from evaluations.selectors.signing import job_of_sheet, signature_of
from evaluations.selectors.snapshots import latest_snapshot
from evaluations.services.results import Refused
from evaluations.services.signing import keep_scan, print_sheet, sheet_content
from evaluations.views.conflict import conflict_page
from evaluations.views.evidence.download import file_answer
from evaluations.views.evidence.forms import needed_file
from evaluations.views.report.file_name import pdf_answer
from evaluations.workflow import Action

from .paper_page import paper_page, sheet_bar

FILE = "scan"
BACK = "回到线下审签登记"
NOT_PRINTED = "审签单还没有打印好，或文件已经缺失。请回到“线下审签登记”页再打印一次。"
QUEUED = "已记下，打印服务暂时连不上，恢复后会自动生成。"


@method_decorator(never_cache, name="dispatch")
class PaperView(View):
    """GET shows the steps, POST asks for the sheet of the content as it is."""

    def get(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Show how the signing stands."""
        return _page(request, filing_for(request.user, filing_id, Action.READ_CONTENT))

    def post(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Print the sheet."""
        filing = filing_for(request.user, filing_id, Action.SIGN_ON_PAPER)
        try:
            _, job = print_sheet(actor=request.user, filing=filing)
        except Refused as refused:
            return _page(request, filing, str(refused))
        if job is not None and not tasks.queue(job):
            messages.warning(request, QUEUED)
        return _back(filing)


class ScanView(View):
    """Hand in the signed sheet."""

    def post(self, request: HttpRequest, filing_id: int, sheet_id: int) -> HttpResponse:
        """Keep the scan, or say why not."""
        filing = filing_for(request.user, filing_id, Action.SIGN_ON_PAPER)
        try:
            offered = needed_file(request, FILE)
            scan = keep_scan(actor=request.user, filing=filing, sheet_id=sheet_id, offered=offered)
        except Refused as refused:
            return _page(request, filing, str(refused))
        messages.success(request, f"已上传“{scan.name}”。")
        return _back(filing)


@never_cache
def sheet_progress(request: HttpRequest, filing_id: int, sheet_id: int) -> HttpResponse:
    """The bar of one sheet, alone; the page asks for it again while it is being printed."""
    sheet = _sheet(request, filing_id, sheet_id)
    job = job_of_sheet(sheet)
    if job is None:
        raise Http404
    return render(request, "evaluations/report/progress.html", {"bar": sheet_bar(sheet, job)})


@never_cache
def sheet_file(request: HttpRequest, filing_id: int, sheet_id: int) -> HttpResponse:
    """The PDF of a sheet, if it still is what was printed."""
    sheet = _sheet(request, filing_id, sheet_id)
    content = sheet_content(sheet)
    if content is None:
        return conflict_page(request, NOT_PRINTED, _url(sheet.filing), BACK)
    department = sheet.filing.department.name
    return pdf_answer(content, department=department, title="审签单", variant=sheet.number)


@never_cache
def scan_file(request: HttpRequest, filing_id: int, scan_key: str) -> HttpResponse:
    """The signed sheet: to the department what it uploaded, to the bureau what was sent."""
    filing = filing_for(request.user, filing_id)
    scan = _scan(request, filing, scan_key)
    return file_answer(request, scan, _url(filing), BACK)


def _scan(request: HttpRequest, filing: Filing, key: str) -> SignedScan:
    """Return a scan that this person may see: while the department writes, the bureau sees what was sent last."""
    if not decide(request.user, filing, Action.READ_CONTENT).ok:
        sent = latest_snapshot(filing)
        signed = signature_of(sent) if sent else None
        if signed is None or signed["key"] != key:
            raise Http404
    scan = SignedScan.objects.filter(sheet__filing=filing, key=key, stored=True).first()
    if scan is None:
        raise Http404
    return scan


def _sheet(request: HttpRequest, filing_id: int, sheet_id: int) -> SignSheet:
    filing = filing_for(request.user, filing_id, Action.READ_CONTENT)
    sheet = filing.sign_sheets.filter(pk=sheet_id).first()
    if sheet is None:
        raise Http404
    sheet.filing = filing
    return sheet


def _page(request: HttpRequest, filing: Filing, reason: str = "") -> HttpResponse:
    context = {"page": paper_page(filing, request.user), "refused": reason}
    return render(request, "evaluations/submission/paper.html", context, status=409 if reason else 200)


def _back(filing: Filing) -> HttpResponse:
    return HttpResponseRedirect(_url(filing), status=303)


def _url(filing: Filing) -> str:
    return reverse("evaluations:paper", args=[filing.pk])
