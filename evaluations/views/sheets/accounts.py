"""The list of accounts as a spreadsheet; one-time passwords are shown once and may be downloaded once."""

from collections.abc import Sequence

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from evaluations.access import Person
from evaluations.models import PendingImport
from evaluations.resources.organisation import ACCOUNTS
from evaluations.resources.writing import Columns, plain_book
from evaluations.services.imports import list_once
from evaluations.services.registering import Listed, Outcome, perform, rehearse
from evaluations.services.registering_accounts import (
    NAME,
    USERNAME,
    encode,
    new_passwords,
    register_accounts,
)
from evaluations.services.results import Refused
from evaluations.views.conflict import conflict_page

from .downloads import xlsx
from .organisation import (
    BAD,
    OrganisationImportView,
    OrganisationPreviewView,
    OrganisationTemplateView,
    OrganisationView,
    listed,
)
from .outcomes import counted

SALT = "evaluations.one-time-passwords"
GIVEN_OUT = "密码清单只能下载一次，已经下载过。遗失的，请在账号管理里重置密码。"
UNREADABLE = "这份密码清单不能下载。请在账号管理里重置密码。"
COLUMNS = Columns(("账号", "姓名", "一次性密码"), (24, 20, 24))
ABOUT = "请当面或密封交给本人，登录后须先设自己的密码；分发完毕请删除本文件。"


class Accounts(OrganisationView):
    """What the three pages share."""

    layout, route, home, title = ACCOUNTS, "accounts", "evaluations:accounts", "账号"


class AccountsTemplateView(Accounts, OrganisationTemplateView):
    """下载模板."""


class AccountsImportView(Accounts, OrganisationImportView):
    """从 Excel 导入."""

    def rehearsed(self, actor: Person, rows: Sequence[Listed]) -> tuple[Outcome, ...]:
        """Return what would become of the rows; no password is made."""
        return rehearse(lambda: register_accounts(actor, rows, {}))


@method_decorator(never_cache, name="dispatch")
class AccountsPreviewView(Accounts, OrganisationPreviewView):
    """预览."""

    def confirmed(self, request: HttpRequest, pending: PendingImport) -> HttpResponse:
        """Make the accounts; the answer shows their passwords, this once."""
        rows = listed(pending.content)
        passwords = new_passwords(rows)
        encoded = {name: encode(password) for name, password in passwords.items()}
        try:
            outcomes = perform(pending, lambda: register_accounts(request.user, rows, encoded))
        except Refused as refused:
            messages.info(request, str(refused))
            return HttpResponseRedirect(reverse(self.home), status=303)
        if any(one.reason for one in outcomes):
            return self.page(request, pending, reason=BAD, outcomes=outcomes)
        made = [[name, _name_of(rows, name), password] for name, password in passwords.items()]
        context = {
            **self.facts(),
            "made": made,
            "counts": counted(outcomes),
            "list_url": self.address("list", token=pending.pk),
            "sealed": signing.dumps([pending.pk, made], salt=SALT, compress=True),
        }
        return render(request, "evaluations/sheets/accounts_made.html", context)


@method_decorator(never_cache, name="dispatch")
class AccountsListView(Accounts, OrganisationPreviewView):
    """The passwords as a file, once: the page that showed them sends them back, sealed; nothing is kept here."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Return the list of passwords that this import made."""
        pending = self.pending(request, token)
        try:
            key, made = signing.loads(request.POST.get("sealed", ""), salt=SALT, max_age=3600)
        except signing.BadSignature:
            return self._refused(request, UNREADABLE)
        if key != pending.pk:
            return self._refused(request, UNREADABLE)
        if not list_once(pending=pending):
            return self._refused(request, GIVEN_OUT)
        return xlsx(plain_book("一次性密码", ABOUT, COLUMNS, made), "一次性密码清单")

    def _refused(self, request: HttpRequest, reason: str) -> HttpResponse:
        return conflict_page(request, reason, reverse(self.home), "回到账号管理")


def _name_of(rows: Sequence[Listed], username: str) -> str:
    return next((row.text(NAME) for row in rows if row.text(USERNAME) == username and row.text(NAME)), "")
