"""Excel 工作簿: the file to take away, and the way to bring it back; nothing of the filing changes yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from evaluations.access import decide, filing_for
from evaluations.models import Filing
from evaluations.resources.workbook.making import understand_workbook, workbook_of
from evaluations.resources.workbook.mine import as_data
from evaluations.services.imports import keep
from evaluations.views.sheets.downloads import xlsx
from evaluations.views.sheets.upload import UploadForm
from evaluations.workflow import Action
from rubrics.scoring.problems import Problem

SUBJECT = "@workbook"
"""What a brought workbook is kept as; no table can be called so."""


class WorkbookFileView(View):
    """下载工作簿."""

    def get(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Return the workbook of the filing as it stands."""
        filing = filing_for(request.user, filing_id, Action.READ_CONTENT)
        said = f"{request.user} 于 {timezone.localtime():%Y-%m-%d %H:%M} 从系统下载"
        return xlsx(workbook_of(filing, said), f"工作簿_{filing.department.name}_{filing.cycle.year}")


class WorkbookView(View):
    """GET offers the file and asks for it, POST reads it and goes on to the comparison."""

    def get(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Show the page to whoever may read the filing."""
        filing = filing_for(request.user, filing_id, Action.READ_CONTENT)
        return _page(request, filing, UploadForm(auto_id="%s"), None)

    def post(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Read the file; keep what it changes for the comparison."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        form = UploadForm(request.POST, request.FILES, auto_id="%s")
        if not decide(request.user, filing, Action.EDIT).ok or not form.is_valid():
            return _page(request, filing, form, None)
        data = form.content()
        found = understand_workbook(data, filing)
        if isinstance(found, Problem):
            return _page(request, filing, form, found)
        mine, revision = found
        content = {"file": form.file_name(), "revision": revision, **as_data(mine)}
        pending = keep(actor=request.user, filing=filing, subject=SUBJECT, content=content, file=data)
        return redirect("evaluations:workbook_compare", filing_id=filing.pk, book=pending.pk)


def _page(request: HttpRequest, filing: Filing, form: UploadForm, problem: Problem | None) -> HttpResponse:
    decision = decide(request.user, filing, Action.EDIT)
    refusal = "" if decision.ok else decision.reason
    troubled = problem is not None or (form.is_bound and bool(form.errors))
    status = 409 if refusal and request.method == "POST" else 422 if troubled else 200
    context = {"filing": filing, "form": form, "problem": problem, "refusal": refusal}
    return render(request, "evaluations/workbook/page.html", context, status=status)
