"""A form that was posted after its session had ended, once somebody has signed in again."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from evaluations.carrying import Carried


def go_on(request: HttpRequest, carried: Carried) -> HttpResponse:
    """Offer the form to its writer to be sent again: 200. Nobody else sees it: 409.

    Where its writer is not known, or files would have to come along, it is shown to be copied and cannot be sent.
    """
    if carried.person not in {None, request.user.pk}:
        response = render(request, "portal/not_carried.html", status=HTTPStatus.CONFLICT)
    else:
        sendable = carried.person is not None and not carried.files
        response = render(request, "portal/go_on.html", {"carried": carried, "sendable": sendable})
    add_never_cache_headers(response)
    return response
