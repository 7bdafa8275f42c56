"""账号管理: the list, a new account, one account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from evaluations.access import Person
from evaluations.selectors.accounts import accounts as all_accounts
from evaluations.services import accounts as services
from evaluations.services.handing_over import hand_over, next_username

from .account_forms import AccountForm, AccountSearch, HandOverForm, NewAccountForm, RoleForm
from .account_rows import account_row, held_roles
from .posting import attempt, status_of

PAGE = 50
PASSWORD_PAGE = "evaluations/bureau/account_password.html"  # noqa: S105 - a template


def accounts(request: HttpRequest) -> HttpResponse:
    """The list, searched by account, name, department and role."""
    search = AccountSearch(request.GET)
    page = Paginator(found(search), PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    rows = [account_row(person, today) for person in page]
    shown = {"page": page, "rows": rows, "search": search}
    return render(request, "evaluations/bureau/accounts.html", shown)


def found(search: AccountSearch) -> QuerySet[Any]:
    """Return the accounts that a search asks for, each once."""
    asked = search.cleaned_data if search.is_valid() else {}
    listed = all_accounts()
    if asked.get("words"):
        words = asked["words"]
        members = Q(memberships__department__name__icontains=words)
        listed = listed.filter(Q(username__icontains=words) | Q(name__icontains=words) | members)
    if asked.get("role"):
        listed = listed.filter(memberships__role=asked["role"])
    return listed.distinct()


@never_cache
def accounts_add(request: HttpRequest) -> HttpResponse:
    """A new account; the answer to a successful post shows its password, this once."""
    form = NewAccountForm(request.POST or None)
    made: list[tuple[Person, str]] = []
    if request.method == "POST" and form.is_valid():
        attempt(form, lambda: made.append(services.create_user(actor=request.user, **form.cleaned_data)))
    if made:
        person, password = made[0]
        return render(request, PASSWORD_PAGE, {"person": person, "password": password, "new": True})
    return render(request, "evaluations/bureau/account_add.html", {"form": form}, status=status_of(form))


def accounts_edit(request: HttpRequest, user_id: int) -> HttpResponse:
    """One account: name, switched on or off; its roles stand beside it."""
    person = person_of(user_id)
    form = AccountForm(request.POST or None, person=person)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            lambda: services.update_user(actor=request.user, user=person_of(user_id), **form.cleaned_data),
        )
    ):
        messages.success(request, f"账号 {person.username} 已修改。")
        return redirect("evaluations:accounts_edit", user_id=user_id)
    return account_page(request, person, form=form)


@never_cache
def accounts_password(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give an account a new one-time password and show it, this once."""
    person = person_of(user_id)
    password = services.reset_password(actor=request.user, user=person)
    return render(request, PASSWORD_PAGE, {"person": person, "password": password, "new": False})


@never_cache
def accounts_hand_over(request: HttpRequest, user_id: int) -> HttpResponse:
    """Hand an account over; the answer shows the new account's password, this once."""
    person, form = person_of(user_id), HandOverForm(request.POST)
    made: list[tuple[Person, str]] = []
    if form.is_valid():
        asked = {"username": form.cleaned_data["username"], "name": form.cleaned_data["successor"]}
        attempt(form, lambda: made.append(hand_over(actor=request.user, user=person, **asked)))
    if not made:
        return account_page(request, person, hand=form)
    new, password = made[0]
    return render(request, PASSWORD_PAGE, {"person": new, "password": password, "former": person})


def person_of(user_id: int) -> Any:
    """Return the account with its memberships; Http404 when there is none."""
    return get_object_or_404(get_user_model(), pk=user_id)


def account_page(
    request: HttpRequest,
    person: Any,
    *,
    form: AccountForm | None = None,
    roles: RoleForm | None = None,
    hand: HandOverForm | None = None,
) -> HttpResponse:
    """Show one account with its forms, one of which may carry errors."""
    facts, grant = form or AccountForm(person=person), roles or RoleForm()
    over = hand or HandOverForm(initial={"username": next_username(person.username)})
    shown = {
        "person": person,
        "form": facts,
        "grant": grant,
        "over": over,
        "held": held_roles(person, timezone.localdate()),
        "today": timezone.localdate(),
    }
    status = max(status_of(facts), status_of(grant), status_of(over))
    return render(request, "evaluations/bureau/account.html", shown, status=status)
