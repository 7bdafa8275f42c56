"""标出错误的工作簿: the file that was brought, with what has to be mended marked in it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views import View

from evaluations.access import filing_for
from evaluations.resources.marking import Mark, marked
from evaluations.selectors.imports import pending_import
from evaluations.views.conflict import conflict_page
from evaluations.views.sheets.downloads import xlsx
from evaluations.workflow import Action

from .page import SUBJECT

TOO_MUCH = "这个文件太大，标不了。请按页面上的清单逐处改正。"


class WorkbookMarkedView(View):
    """GET gives the marked file to the person who brought it."""

    def get(self, request: HttpRequest, filing_id: int, book: str) -> HttpResponse:
        """Return the marked file; a page that says so where it is too much."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        pending = pending_import(request.user, book, SUBJECT, filing)
        if pending is None or not pending.content["troubles"]:
            raise Http404
        data = marked(bytes(pending.file), [Mark(*one) for one in pending.content["troubles"]])
        if data is None:
            back = reverse("evaluations:workbook_compare", kwargs={"filing_id": filing.pk, "book": book})
            return conflict_page(request, TOO_MUCH, back, "回到清单")
        return xlsx(data, f"标出错误_{filing.department.name}_{filing.cycle.year}")
