"""更正: what was asked for and decided, and the forms of what this person may do now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from evaluations.access import filing_for, permissions_of
from evaluations.models import Amendment, Filing
from evaluations.services import amendments as services
from evaluations.services.amendments import Asked
from evaluations.services.results import Refused
from evaluations.views.bureau.posting import MomentField, attempt, status_of
from evaluations.views.evidence.forms import offered_in
from evaluations.views.review.due import default_due
from evaluations.workflow import Action, State

from .files import kept_url

FILE = "file"


class AskForm(forms.Form):
    """Why, and by which document."""

    reason = forms.CharField(
        label="更正原因",
        max_length=2000,
        help_text="写明哪里要更正、为什么。",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    document = forms.CharField(
        label="依据文号", max_length=120, help_text="批复、决算或其他文件的文号。", widget=forms.TextInput
    )


class AgreeForm(forms.Form):
    """Until when it is to be sent again."""

    due = MomentField(label="重报期限")
    words = forms.CharField(
        label="办理意见", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].initial = default_due()


class RefuseForm(forms.Form):
    """Why not."""

    words = forms.CharField(label="不同意的理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # 同意更正 beside it has a box of the same name, and an id stands for one box.
        super().__init__(*args, **{"auto_id": "refuse_%s", **kwargs})


@dataclass(frozen=True, slots=True)
class ShownAmendment:
    """One request with what became of it."""

    row: Amendment
    state: str
    file: str
    file_url: str
    due: datetime | None
    """Until when it is to be sent again, while it is open."""


@dataclass(frozen=True, slots=True)
class AmendmentsPage:
    """A form is None where this person cannot do so now; `hindrance` says why nothing can be asked for.

    `mends`: the department is amending, and this person is one of it.
    """

    filing: Filing
    rows: tuple[ShownAmendment, ...]
    ask: AskForm | None
    agree: AgreeForm | None
    refuse: RefuseForm | None
    may_withdraw: bool
    may_drop: bool
    mends: bool
    hindrance: str


def amendments(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Show the requests; the post asks for one."""
    if request.method != "POST":
        return _show(request, filing_for(request.user, filing_id))
    filing = filing_for(request.user, filing_id, Action.ASK_AMENDMENT)
    form = AskForm(request.POST)

    def ask() -> None:
        asked = Asked(form.cleaned_data["reason"], form.cleaned_data["document"], offered_in(request, FILE))
        services.ask(actor=request.user, filing=filing, asked=asked)

    if form.is_valid() and attempt(form, ask):
        messages.success(request, "更正申请已提出，等绩效管理员办理。")
        return _back(filing)
    return _show(request, filing, ask=form)


def amendment_agree(request: HttpRequest, filing_id: int) -> HttpResponse:
    """同意更正."""
    filing = filing_for(request.user, filing_id, Action.AGREE_AMENDMENT)
    form = AgreeForm(request.POST)
    if form.is_valid() and attempt(
        form, lambda: services.agree(actor=request.user, filing=filing, **form.cleaned_data)
    ):
        messages.success(request, f"已同意{filing.department}更正，部门可以修改后重报。")
        return _back(filing)
    return _show(request, filing, agree=form)


def amendment_refuse(request: HttpRequest, filing_id: int) -> HttpResponse:
    """不同意更正."""
    filing = filing_for(request.user, filing_id, Action.REFUSE_AMENDMENT)
    form = RefuseForm(request.POST)
    if form.is_valid() and attempt(
        form, lambda: services.refuse(actor=request.user, filing=filing, **form.cleaned_data)
    ):
        messages.success(request, "已答复：不同意更正。")
        return _back(filing)
    return _show(request, filing, refuse=form)


def amendment_withdraw(request: HttpRequest, filing_id: int) -> HttpResponse:
    """撤回更正申请."""
    return _act(request, filing_id, Action.WITHDRAW_AMENDMENT, services.withdraw, "更正申请已撤回。")


def amendment_drop(request: HttpRequest, filing_id: int) -> HttpResponse:
    """放弃更正."""
    return _act(request, filing_id, Action.DROP_AMENDMENT, services.drop, "已放弃更正，原定稿继续有效。")


def _act(
    request: HttpRequest, filing_id: int, action: Action, act: Callable[..., Amendment], said: str
) -> HttpResponse:
    filing = filing_for(request.user, filing_id, action)
    try:
        act(actor=request.user, filing=filing)
    except Refused as refused:
        messages.error(request, refused.reason)
        return _show(request, filing, status=409)
    messages.success(request, said)
    return _back(filing)


def _show(
    request: HttpRequest,
    filing: Filing,
    *,
    ask: AskForm | None = None,
    agree: AgreeForm | None = None,
    refuse: RefuseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    permissions = permissions_of(request.user, filing)

    def offered[T: forms.Form](action: Action, form: T) -> T | None:
        return form if form.is_bound or permissions.decide(action).ok else None

    asking = permissions.decide(Action.ASK_AMENDMENT)
    mends = filing.inside and State(filing.state) is State.AMENDING
    page = AmendmentsPage(
        filing=filing,
        rows=_rows(filing),
        ask=offered(Action.ASK_AMENDMENT, ask or AskForm()),
        agree=offered(Action.AGREE_AMENDMENT, agree or AgreeForm()),
        refuse=offered(Action.REFUSE_AMENDMENT, refuse or RefuseForm()),
        may_withdraw=permissions.decide(Action.WITHDRAW_AMENDMENT).ok,
        may_drop=permissions.decide(Action.DROP_AMENDMENT).ok,
        mends=mends,
        hindrance=asking.reason if filing.inside and not mends else "",
    )
    statuses = [status, *(status_of(form) for form in (ask, agree, refuse) if form is not None)]
    return render(request, "evaluations/closing/amendments.html", {"page": page}, status=max(statuses))


def _rows(filing: Filing) -> tuple[ShownAmendment, ...]:
    found = filing.amendments.select_related("by", "decided_by", "sealed", "amended", "file").order_by("-id")
    return tuple(_shown(filing, one) for one in found)


def _shown(filing: Filing, one: Amendment) -> ShownAmendment:
    file = getattr(one, "file", None)
    url = kept_url(filing.pk, file) if file else ""
    open_now = one.state == Amendment.State.AGREED
    return ShownAmendment(
        row=one,
        state=one.get_state_display(),
        file=file.name if file else "",
        file_url=url,
        due=filing.due if open_now else None,
    )


def _back(filing: Filing) -> HttpResponse:
    return redirect("evaluations:amendments", filing_id=filing.pk)
