"""操作日志: everything that was done, for the auditor to read."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evaluations.selectors.timeline import LogQuery, event_log

from .log_forms import LogSearch
from .log_rows import log_rows

PAGE = 50


def log(request: HttpRequest) -> HttpResponse:
    """The events that match, latest first."""
    search = LogSearch(request.GET)
    asked = LogQuery(**search.cleaned_data) if search.is_valid() else LogQuery()
    page = Paginator(event_log(asked), PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "rows": log_rows(page.object_list), "search": search}
    return render(request, "evaluations/bureau/log.html", shown)
