"""One draw, for the rubric admin: the page, and who looks at what was drawn."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from evaluations.forms.whole_numbers import whole_number
from evaluations.models import Sample, SecondLook
from evaluations.services import Refused
from evaluations.services.samples import give
from evaluations.workflow import SECOND_READERS

from .sample_page import BOX, sample_page


def sample(request: HttpRequest, sample_id: int) -> HttpResponse:
    """The draw; the post gives departments to second reviewers."""
    found = get_object_or_404(Sample.objects.select_related("cycle", "by"), pk=sample_id)
    if request.method == "POST":
        _give(request, found)
        return redirect("evaluations:sample", sample_id=sample_id)
    shown = {"page": sample_page(found), "cycle": found.cycle, "readers": list(readers())}
    return render(request, "evaluations/sample/sample.html", shown)


def readers() -> QuerySet[Any]:
    """Return the people who may be given a second look today: reviewers and 临时复核账号."""
    today = timezone.localdate()
    live = Q(memberships__ends__isnull=True) | Q(memberships__ends__gte=today)
    roles = [role.value for role in SECOND_READERS]
    people = get_user_model().objects.filter(
        live, memberships__role__in=roles, memberships__starts__lte=today, is_active=True
    )
    return people.distinct().order_by("username")


def _give(request: HttpRequest, found: Sample) -> None:
    """Give what was chosen; say how many, and of each that was refused why."""
    looks = {f"{BOX}{look.pk}": look for look in found.looks.all()}
    people = {person.pk: person for person in readers()}
    done = 0
    for box, look in looks.items():
        person = people.get(whole_number(request.POST.get(box, "")) or 0)
        if person is not None and person.pk != look.reader_id:
            done += _given(request, look, person)
    messages.info(request, f"分派了 {done} 个部门。" if done else "没有新的分派。")


def _given(request: HttpRequest, look: SecondLook, person: Any) -> bool:
    try:
        give(actor=request.user, look=look, reader=person)
    except Refused as refused:
        messages.error(request, refused.reason)
        return False
    return True
