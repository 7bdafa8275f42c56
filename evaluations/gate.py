"""The middleware at the entrance: the access table decides before any view runs."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from .access import roles_at_the_gate
from .access_table import (
    ANYONE,
    OPEN_WITH_ONE_TIME_PASSWORD,
    PASSWORD_CHANGE,
    ROUTES,
    SIGNED_IN,
    Scope,
)
from .carrying import Carried, back_of, carried_from

NOT_YOURS = "您的角色不能打开这一页。需要办理的，请联系系统管理员核对您的角色。"
SIGNED_OUT = "登录已过期，请重新登录。"
ONE_TIME = "您用的是一次性密码。请先修改密码，再继续填写。"
UNLISTED = "这一页没有登记使用权限，暂不开放。请联系系统管理员。"


class AccessGate:
    """Lets a request through to its view if the table says so. Whose filing it is, is for the view to ask access."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Answer in place of the view where the table does not let the person in."""
        match = request.resolver_match or resolve(request.path_info)
        route = ROUTES.get(match.view_name)
        if route is None:
            raise PermissionDenied(UNLISTED)
        who = route.who(request.method or "")
        if who is ANYONE or (who is None and ANYONE in route.methods.values()):
            return None if who else HttpResponseNotAllowed(list(route.methods))
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if request.user.must_change_password and match.view_name not in OPEN_WITH_ONE_TIME_PASSWORD:
            return to_password_change(request)
        if who is None:
            return HttpResponseNotAllowed(list(route.methods))
        if who is SIGNED_IN or who & roles_at_the_gate(request.user):
            return None
        if route.scope is not Scope.PORTAL:
            raise Http404
        raise PermissionDenied(NOT_YOURS)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of ours asks, which cannot follow to another page."""
    return request.headers.get("Accept") == "application/json"


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a person without a session to sign in; a script is told, so that its page can ask in place.

    What was typed into a form comes along.
    """
    if wants_json(request):
        return JsonResponse({"reason": SIGNED_OUT}, status=HTTPStatus.UNAUTHORIZED)
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    carried = carried_from(request)
    return redirect_to_login(back_of(request) or "/") if carried is None else ask_again(request, carried)


def ask_again(request: HttpRequest, carried: Carried) -> HttpResponse:
    """Ask a person to sign in who has just posted a form; the page carries it, or shows it where it cannot."""
    writer = get_user_model().objects.filter(pk=carried.person).first() if carried.person else None
    context = {"carried": carried, "packed": carried.packed if writer else "", "writer": writer}
    response = render(request, "portal/sign_in_again.html", context, status=HTTPStatus.UNAUTHORIZED)
    add_never_cache_headers(response)
    return response


def to_password_change(request: HttpRequest) -> HttpResponse:
    """Send a person with a one-time password to change it; what was asked for or posted is not done."""
    if wants_json(request):
        return JsonResponse({"reason": ONE_TIME}, status=HTTPStatus.CONFLICT)
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(reverse(PASSWORD_CHANGE))
    return redirect(PASSWORD_CHANGE)
