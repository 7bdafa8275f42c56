"""Roles of an account: given and ended. 三员分立 is the service's to keep; its reason is shown at the form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from evaluations.models import Membership
from evaluations.services import Refused
from evaluations.services import accounts as services
from evaluations.workflow import ROLE_NAMES, Role

from .account_forms import EndForm, RoleForm
from .accounts import account_page, person_of
from .posting import attempt


def accounts_grant(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give an account a role."""
    person, form = person_of(user_id), RoleForm(request.POST)
    if form.is_valid() and attempt(form, lambda: _grant(request, user_id, form)):
        messages.success(request, f"已设置角色：{ROLE_NAMES[Role(form.cleaned_data['role'])]}。")
        return redirect("evaluations:accounts_edit", user_id=user_id)
    return account_page(request, person, roles=form)


def accounts_end(request: HttpRequest, membership_id: int) -> HttpResponse:
    """End a role with a day."""
    membership = get_object_or_404(Membership, pk=membership_id)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, "结束日期没有填对。请按“年-月-日”填写，如 2026-12-31。")
        return redirect("evaluations:accounts_edit", user_id=membership.user_id)
    try:
        services.end_membership(actor=request.user, membership=membership, ends=form.cleaned_data["ends"])
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"角色将在 {form.cleaned_data['ends']} 当日结束后失效。")
    return redirect("evaluations:accounts_edit", user_id=membership.user_id)


def _grant(request: HttpRequest, user_id: int, form: RoleForm) -> Membership:
    asked = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
    return services.grant(actor=request.user, user=person_of(user_id), **asked)
