"""What was sent, for the second reviewer: the report as the department wrote it, and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from evaluations.access import second_look_for
from evaluations.report.context import report_context
from evaluations.report.frozen import source_of_snapshot
from evaluations.selectors.evidence import files_in
from evaluations.selectors.second_looks import as_sent
from evaluations.views.evidence.download import file_answer


@never_cache
def second_look_report(request: HttpRequest, look_id: int) -> HttpResponse:
    """The report as a page; it prints the department's own scores only."""
    look = second_look_for(request.user, look_id)
    shown = {"look": look, "report": report_context(source_of_snapshot(look.snapshot, ""))}
    return render(request, "evaluations/sample/report.html", shown)


@never_cache
def second_look_file(request: HttpRequest, look_id: int, file_key: str) -> HttpResponse:
    """The bytes of a file that was sent; `?show=1` lets the browser show a picture."""
    look = second_look_for(request.user, look_id)
    file = next((one for one in files_in(as_sent(look)) if one.key == file_key), None)
    if file is None:
        raise Http404
    return file_answer(request, file, reverse("evaluations:second_look", args=[look.pk]), "回到抽查复核")
