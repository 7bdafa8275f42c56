"""公开登记: where and when the report was published."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from evaluations.access import decide, filing_for
from evaluations.services.review import make_public as make_filing_public
from evaluations.views.bureau.posting import DayField, attempt, status_of
from evaluations.workflow import Action


class PublicForm(forms.Form):
    """The day and the address."""

    day = DayField(label="公开日期")
    web_address = forms.CharField(
        label="公开网址", max_length=500, help_text="从浏览器地址栏复制完整网址。", widget=forms.TextInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate()


def make_public(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Note where and when the report was published."""
    filing = filing_for(request.user, filing_id, Action.MAKE_PUBLIC)
    form = PublicForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: make_filing_public(actor=request.user, filing=filing, **form.cleaned_data))
    ):
        messages.success(request, f"已登记{filing.department}的公开日期和网址。")
        return redirect("evaluations:result", filing_id=filing_id)
    decision = decide(request.user, filing, Action.MAKE_PUBLIC)
    shown = {"filing": filing, "form": form, "decision": decision}
    return render(request, "evaluations/review/make_public.html", shown, status=status_of(form))
