"""What is refused: a page for a person, a reason for a script, which cannot read a page."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.defaults import permission_denied

from evaluations.carrying import FIELD, Carried, carried_from, is_from_here, unpack
from evaluations.gate import ask_again, wants_json
from portal.views.carried import go_on

NOT_HELD = "您的账号现在不能办这件事。需要办理的，请联系系统管理员核对您的岗位。"
STALE = "页面打开太久，或者重新登录过。请刷新页面。"


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the reason that the refusing place gave."""
    if wants_json(request):
        return JsonResponse({"reason": str(exception) or NOT_HELD}, status=HTTPStatus.FORBIDDEN)
    return permission_denied(request, exception)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not hold any more; what was typed is not lost where a page of ours sent it."""
    if wants_json(request):
        return JsonResponse({"stale": True, "reason": STALE}, status=HTTPStatus.FORBIDDEN)
    carried = _carried(request) if is_from_here(request) else None
    if carried is None:
        return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)
    return go_on(request, carried) if request.user.is_authenticated else ask_again(request, carried)


def _carried(request: HttpRequest) -> Carried | None:
    packed = request.POST.get(FIELD, "")
    return unpack(packed) if packed else carried_from(request)
