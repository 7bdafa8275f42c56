"""The page that says why something was not done, with the way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def conflict_page(request: HttpRequest, reason: str, back: str, back_label: str) -> HttpResponse:
    """Return the page, 409."""
    shown = {"reason": reason, "back": back, "back_label": back_label}
    return render(request, "409.html", shown, status=409)
