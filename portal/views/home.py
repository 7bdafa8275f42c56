"""Where a person starts."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from evaluations.selectors.accounts import roles_of
from portal.navigation import home_for


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The first page of the person's menu; a person without a role is told whom to ask."""
    address = home_for(roles_of(request.user))
    return redirect(address) if address else render(request, "portal/no_role.html")
