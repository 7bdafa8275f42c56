"""复核底稿: what the second reviewer found, on paper, with the places where it is signed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from evaluations.access import second_look_for
from evaluations.models import SecondLook

from .look_page import look_page

SIGNERS = ("复核人", "复核组长", "绩效管理员")


@never_cache
def second_look_paper(request: HttpRequest, look_id: int) -> HttpResponse:
    """The paper for the second reviewer himself."""
    look = second_look_for(request.user, look_id)
    return _paper(request, look, reverse("evaluations:second_look", args=[look.pk]))


@never_cache
def sample_paper(request: HttpRequest, look_id: int) -> HttpResponse:
    """The same for the rubric admin."""
    looks = SecondLook.objects.select_related(
        "sample__cycle", "filing__department", "filing__cycle", "snapshot", "reader"
    )
    look = get_object_or_404(looks, pk=look_id)
    return _paper(request, look, reverse("evaluations:sample_compare", args=[look.pk]))


def _paper(request: HttpRequest, look: SecondLook, back: str) -> HttpResponse:
    shown = {"page": look_page(look), "back": back, "signers": SIGNERS}
    return render(request, "evaluations/sample/paper.html", shown)
