"""The page of the result while there is none to show."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evaluations.finish import approved
from evaluations.models import Filing


def no_result(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Say that the review is not over, and name the final copy that there was before."""
    shown = {"filing": filing, "copy": approved(filing)}
    return render(request, "evaluations/review/no_result.html", shown)
