"""退回整改: the open items once more, until when, and a word to the whole."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from evaluations import clock
from evaluations.access import decide, filing_for
from evaluations.models import Filing
from evaluations.selectors.review import comments_of
from evaluations.services import Refused
from evaluations.services.review import return_filing
from evaluations.views.bureau.posting import MomentField
from evaluations.workflow import Action

from .comments import Card, cards_of
from .due import default_due
from .seen import see


class ReturnForm(forms.Form):
    """Until when, and what is to be said to the whole."""

    due = MomentField(label="重报期限")
    words = forms.CharField(
        label="总体意见", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].initial = default_due()

    def clean_due(self) -> Any:
        """A term lies ahead."""
        due = self.cleaned_data["due"]
        if due <= clock.now():
            raise forms.ValidationError("重报期限已经过去。请另定重报期限。")
        return due


def return_(request: HttpRequest, filing_id: int) -> HttpResponse:
    """List what is to be mended, and give the filing back."""
    filing = filing_for(request.user, filing_id, Action.RETURN)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _returned(request, filing, form)
        if answer is not None:
            return answer
    shown = {
        "filing": filing,
        "form": form,
        "items": items_of(filing),
        "decision": decide(request.user, filing, Action.RETURN),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request, "evaluations/review/return.html", shown, status=409 if form.non_field_errors() else status
    )


def items_of(filing: Filing) -> list[Card]:
    """Return the comments that the return lists."""
    seen = see(filing)
    cards = cards_of(seen, comments_of(filing, seen.snapshot.revision))
    return [card for card in cards if card.open and not card.waits]


def _returned(request: HttpRequest, filing: Filing, form: ReturnForm) -> HttpResponse | None:
    try:
        notice = return_filing(actor=request.user, filing=filing, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return None
    due = timezone.localtime(notice.due)
    messages.success(
        request, f"已退回{filing.department}，{len(notice.items)} 条意见，{due:%Y-%m-%d %H:%M} 前重报。"
    )
    return redirect("evaluations:desk")
