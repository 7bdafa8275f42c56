"""移交与代审: a reviewer gives his departments to somebody else, for good or for some days."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from evaluations.access import roles_of
from evaluations.models import Deputy
from evaluations.selectors.shares import shares_of, standing_in
from evaluations.services import Refused
from evaluations.services.sharing import end_deputy
from evaluations.views.bureau.posting import attempt, status_of
from evaluations.workflow import Role

from .share_forms import ShareForm, share_out, value_of
from .share_rows import deputy_row, share_row


def desk_shares(request: HttpRequest) -> HttpResponse:
    """The departments of the person who looks; the post gives those that were ticked to somebody else."""
    held = shares_of(request.user)
    form = ShareForm(request.POST if request.method == "POST" else None, assignments=held)
    if form.is_bound and form.is_valid() and attempt(form, lambda: share_out(request, form)):
        return redirect("evaluations:desk_shares")
    every = {value_of(one) for one in held} if request.GET.get("all") else set()
    ticked = request.POST.getlist("shares") if form.is_bound else every
    shown = {
        "form": form,
        "rows": [share_row(one, ticked) for one in held],
        "standing_in": [deputy_row(one, one.assignment) for one in standing_in(request.user)],
    }
    return render(request, "evaluations/review/desk_shares.html", shown, status=status_of(form))


def deputy_end(request: HttpRequest, deputy_id: int) -> HttpResponse:
    """End a deputy early: the reviewer his own, the rubric admin everybody's."""
    deputies = Deputy.objects.select_related("assignment", "person")
    if Role.RUBRIC_ADMIN not in roles_of(request.user):
        deputies = deputies.filter(assignment__reviewer=request.user.pk)
    deputy = get_object_or_404(deputies, pk=deputy_id)
    try:
        end_deputy(actor=request.user, deputy=deputy)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"{deputy.person}的代审已经结束。")
    if deputy.assignment.reviewer_id == request.user.pk:
        return redirect("evaluations:desk_shares")
    return redirect("evaluations:year_reviewers", cycle_id=deputy.assignment.cycle_id)
