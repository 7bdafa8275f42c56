"""Views of the report: access, one call, an answer."""

from django.contrib import messages
from django.core.checks import CheckMessage, run_checks
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from evaluations import tasks
from evaluations.access import Person, decide, filing_for
from evaluations.finish import approved, final_copies
from evaluations.models import Filing, Report, Snapshot
from evaluations.report.context import report_context
from evaluations.report.frozen import source_of, source_of_snapshot
from evaluations.selectors.purged import notes_of
from evaluations.selectors.reports import job_of, latest_snapshot, reports_of
from evaluations.services import Refused
from evaluations.services.reports import content_of, not_yet, request_report
from evaluations.views.conflict import conflict_page
from evaluations.workflow import Action

from .file_name import pdf_answer
from .links import draft_url
from .rows import job_bar, shown_report

PAGE = "evaluations/report/report.html"
NO_SNAPSHOT = "还没有提交过，没有可以生成报告的内容。请先提交财政审核。"
LOST = "报告文件缺失，或与登记的校验码不符，不能下载。请回到报告页，重新生成一次。"
UNKNOWN_VARIANT = "没有这种报告。请选择“草稿”、“定稿”或“公开版”。"


@never_cache
def report(request: HttpRequest, filing_id: int) -> HttpResponse:
    """The reports of a filing; a post asks for one."""
    filing = filing_for(request.user, filing_id, Action.REQUEST_REPORT)
    if request.method != "POST":
        return _page(request, filing)
    try:
        _ask(request, filing, request.POST.get("variant", ""))
    except Refused as refused:
        messages.error(request, refused.reason)
        return _page(request, filing, status=409)
    return redirect("evaluations:report", filing_id=filing_id)


@never_cache
def report_progress(request: HttpRequest, report_id: int) -> HttpResponse:
    """The bar of one report, alone; the page asks for it again while the job is under way."""
    job = job_of(report_id)
    kept = report_for(request.user, report_id)
    if job is None:
        raise Http404
    return render(request, "evaluations/report/progress.html", {"bar": job_bar(kept, job)})


@never_cache
def report_file(request: HttpRequest, report_id: int) -> HttpResponse:
    """The PDF of a report that is ready, if it still is what was printed."""
    kept = report_for(request.user, report_id)
    if kept.state != Report.State.READY:
        return redirect("evaluations:report", filing_id=kept.snapshot.filing_id)
    content = content_of(kept)
    if content is None:
        back = reverse("evaluations:report", args=[kept.snapshot.filing_id])
        return conflict_page(request, LOST, back, "回到报告页")
    printed, variant = report_context(source_of(kept)), kept.get_variant_display()
    return pdf_answer(content, department=printed.department, title=printed.title, variant=variant)


@never_cache
def report_preview(request: HttpRequest, filing_id: int) -> HttpResponse:
    """The latest submission as a page: the same content as the print."""
    filing = filing_for(request.user, filing_id, Action.REQUEST_REPORT)
    snapshot = latest_snapshot(filing)
    if snapshot is None:
        messages.error(request, NO_SNAPSHOT)
        return redirect("evaluations:report", filing_id=filing_id)
    cleared = notes_of(filing, snapshot)
    shown = None if cleared else report_context(source_of_snapshot(snapshot, ""))
    page = {"filing": filing, "snapshot": snapshot, "report": shown, "cleared": cleared}
    return render(request, "evaluations/report/preview.html", page)


def report_for(user: Person, report_id: int) -> Report:
    """Return a report of a filing that this person may see; Http404 for any other."""
    kept = Report.objects.select_related("snapshot__filing__department").filter(pk=report_id).first()
    if kept is None:
        raise Http404
    filing_for(user, kept.snapshot.filing_id, Action.VIEW)
    return kept


def _ask(request: HttpRequest, filing: Filing, variant: str) -> None:
    """Ask for a print of the latest submission (a draft) or of the approval (the final copy, or the public's)."""
    if variant not in Report.Variant.values:
        raise Refused(UNKNOWN_VARIANT)
    is_final = variant in Report.OF_FINAL_COPIES
    snapshot = _final_copy(request, filing) if is_final else latest_snapshot(filing)
    if snapshot is None:
        decision = decide(request.user, filing, Action.REQUEST_REPORT)
        raise Refused(decision.reason or (not_yet(variant) if is_final else NO_SNAPSHOT))
    _, job = request_report(actor=request.user, snapshot=snapshot, variant=variant)
    if job is not None and not tasks.queue(job):
        messages.warning(request, "已记下，打印服务暂时连不上，恢复后会自动生成。")


def _final_copy(request: HttpRequest, filing: Filing) -> Snapshot | None:
    """Return the final copy that is asked for by its number, or the one that was approved last."""
    number = request.POST.get("number", "")
    asked = next((one for one in final_copies(filing) if one.number == number), None)
    return asked or approved(filing)


def _page(request: HttpRequest, filing: Filing, status: int = 200) -> HttpResponse:
    latest = latest_snapshot(filing)
    copies = final_copies(filing)
    holds = bool(copies) and filing.final_at is not None
    troubles: list[CheckMessage] = run_checks(tags=["printing"])
    page = {
        "filing": filing,
        "latest": latest,
        "cleared": notes_of(filing, latest),
        "approved": copies[0] if holds else None,
        "amended": copies[1:] if holds else copies,
        "decision": decide(request.user, filing, Action.REQUEST_REPORT),
        "draft_url": draft_url(filing),
        "reports": [shown_report(row) for row in reports_of(filing)],
        "troubles": troubles,
    }
    return render(request, PAGE, page, status=status)
