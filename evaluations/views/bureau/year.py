"""年度总览: the year on one screen, for the rubric admin."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from evaluations.models import Cycle
from evaluations.selectors.cycles import cycles, overview_of
from evaluations.services import Refused
from evaluations.services.cycles import close_cycle
from rubrics.scoring.characters import quoted

from .year_page import YearAsked, year_page


def year(request: HttpRequest) -> HttpResponse:
    """The latest year; before the first, the way to open one."""
    latest = cycles().first()
    if latest is None:
        return render(request, "evaluations/bureau/year_none.html")
    return _show(request, latest)


def year_cycle(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """One year by its number."""
    return _show(request, get_object_or_404(cycles(), pk=cycle_id))


def year_close(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Mark a year as over."""
    cycle = get_object_or_404(Cycle, pk=cycle_id)
    try:
        close_cycle(actor=request.user, cycle=cycle)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"{quoted(cycle.title)}已结束。")
    return redirect("evaluations:year_cycle", cycle_id=cycle_id)


def _show(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    asked = YearAsked(
        state=request.GET.get("state", ""),
        grade=request.GET.get("grade", ""),
        mark=request.GET.get("mark", ""),
    )
    page = year_page(overview_of(cycle), asked)
    return render(request, "evaluations/bureau/year.html", {"year": page, "cycles": list(cycles())})
