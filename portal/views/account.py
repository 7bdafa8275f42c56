"""Signing in and out, changing the password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash, views
from django.contrib.auth.forms import AuthenticationForm
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.urls import reverse_lazy
from django_htmx.http import HttpResponseClientRefresh

from evaluations.carrying import FIELD, Carried, remember_writer, unpack
from evaluations.gate import wants_json
from evaluations.services import Refused
from evaluations.services.accounts import change_password
from portal.forms import PasswordForm, SignInForm
from portal.schedule import schedule
from portal.views.carried import go_on

TOO_MANY, UNUSABLE = 429, 422


class SignIn(views.LoginView):
    """Account and password; afterwards to the page that was asked for, if it is one of ours, else home."""

    template_name = "portal/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A page that asks in place is told what a person would see."""
        if wants_json(request) and request.user.is_authenticated:
            return session(request)
        if request.user.is_authenticated and self._carried:
            return go_on(request, self._carried)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Part of a page asked for after the session ended: the whole page comes here instead."""
        if request.headers.get("HX-Request"):
            return HttpResponseClientRefresh()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        packed = self.request.POST.get(FIELD, "") if self._carried else ""
        return super().get_context_data(schedule=schedule(), packed=packed, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        carried, response = self._carried, super().form_valid(form)
        if wants_json(self.request):
            response = session(self.request)
        elif carried:
            response = go_on(self.request, carried)
        remember_writer(self.request, response)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        closed = getattr(form, "closed", False)
        if wants_json(self.request):
            reason = "".join(str(error) for errors in form.errors.values() for error in errors)
            return JsonResponse({"reason": reason}, status=TOO_MANY if closed else UNUSABLE)
        response = super().form_invalid(form)
        response.status_code = TOO_MANY if closed else response.status_code
        return response

    @property
    def _carried(self) -> Carried | None:
        """What was typed before the session ended, None when nothing came along."""
        return unpack(self.request.POST.get(FIELD, ""))


def session(request: HttpRequest) -> JsonResponse:
    """Who is signed in (None: nobody), and the token that a page needs for its next request."""
    return JsonResponse({"person": request.user.pk, "token": get_token(request)})


class SignOut(views.LogoutView):
    """Only by POST, so that no link or picture can sign anybody out."""


class ChangePassword(views.PasswordChangeView):
    """One's own password; every other session of the account ends. Where it was handed out, the page says so."""

    template_name = "portal/password.html"
    form_class = PasswordForm
    success_url = reverse_lazy("home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(one_time=self._user.must_change_password, **kwargs)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        given = form.cleaned_data
        try:
            change_password(actor=self._user, old=given["old_password"], new=given["new_password1"])
        except Refused as refused:
            form.add_error(None, refused.reason)
            return self.form_invalid(form)  # type: ignore[arg-type]
        update_session_auth_hash(self.request, self._user)
        messages.success(self.request, "密码已修改；这个账号在别处的登录已退出。")
        return HttpResponseRedirect(self.get_success_url())

    @property
    def _user(self) -> Any:
        return self.request.user
