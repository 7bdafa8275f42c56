"""自评工作布置: opening a year, its times."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from evaluations.models import Cycle
from evaluations.services.cycles import open_cycle, set_window

from .cycle_forms import OpenForm, WindowsForm
from .posting import attempt, status_of


def year_open(request: HttpRequest) -> HttpResponse:
    """Open a year with published versions and its times."""
    form, made = OpenForm(request.POST or None), list[Cycle]()
    if request.method == "POST" and form.is_valid():
        attempt(form, lambda: made.append(open_cycle(actor=request.user, plan=form.plan())))
    if made:
        messages.success(request, f"已布置“{made[0].title}”。请接着分派审核人。")
        return redirect("evaluations:year_reviewers", cycle_id=made[0].pk)
    return render(request, "evaluations/bureau/year_open.html", {"form": form}, status=status_of(form))


def year_windows(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Set the times of a year; moving an end extends the term for everybody."""
    cycle = get_object_or_404(Cycle, pk=cycle_id)
    windows = {window.phase: window for window in cycle.windows.all()}
    form = WindowsForm(request.POST or None, windows=windows)
    if request.method == "POST" and form.is_valid():
        spans = form.changed_spans(windows)

        def save() -> None:
            for phase, span in spans.items():
                set_window(actor=request.user, cycle=cycle, phase=phase, span=span)

        if attempt(form, save):
            messages.success(request, "起止时间已设置。" if spans else "起止时间没有改动。")
            return redirect("evaluations:year_cycle", cycle_id=cycle_id)
    shown = {"form": form, "cycle": cycle}
    return render(request, "evaluations/bureau/year_windows.html", shown, status=status_of(form))
