"""抽查复核: what was given to the person who looks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evaluations.selectors.second_looks import looks_for


def second_looks(request: HttpRequest) -> HttpResponse:
    """The list of everything given to this person and still open to them."""
    return render(request, "evaluations/sample/looks.html", {"looks": list(looks_for(request.user))})
