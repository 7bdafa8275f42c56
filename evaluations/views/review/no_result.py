"""The page of the result while there is none to show."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evaluations.finish import final_copies
from evaluations.models import Filing


def no_result(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Say that the review is not over, and name the final copy that can be printed meanwhile, if there is one."""
    shown = {"filing": filing, "copy": next(iter(final_copies(filing)), None)}
    return render(request, "evaluations/review/no_result.html", shown)
