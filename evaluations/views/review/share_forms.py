"""The form of 移交 and 代审, one for the reviewer's own departments and for the year's."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from evaluations.models import Assignment
from evaluations.selectors.shares import reviewers
from evaluations.services.sharing import Days, hand_over_reviews, name_deputies
from evaluations.services.words import LONGEST
from evaluations.views.bureau.posting import DayField

HAND_OVER, DEPUTISE = "hand_over", "deputise"
MOVED = "审核分工刚刚有变动。请刷新页面后再办理。"
REQUIRED = "请填写代审的日期。"


class PersonField(forms.ModelChoiceField):
    """Somebody of the bureau, by name and account."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}（{obj.username}）"


class ShareForm(forms.Form):
    """Which departments go to whom, for good or from a day to a day, and why."""

    shares = forms.MultipleChoiceField(required=False, error_messages={"invalid_choice": MOVED})
    person = PersonField(reviewers(), label="交给", empty_label="请选择审核人")
    reason = forms.CharField(
        label="原因", max_length=LONGEST, help_text="写进办理记录，部门也看得到，如：外出培训。"
    )
    starts = DayField(label="代审自", required=False)
    ends = DayField(label="代审至（含当日）", required=False)
    act = forms.ChoiceField(choices=[(HAND_OVER, "移交"), (DEPUTISE, "代审")], widget=forms.HiddenInput)

    def __init__(self, *args: Any, assignments: Sequence[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = {value_of(one): one for one in assignments}
        self.fields["shares"].choices = [(value, value) for value in self.held]  # type: ignore[attr-defined]
        self.fields["reason"].widget.attrs |= {"autocomplete": "off"}
        for name in ("starts", "ends"):
            setattr(self.fields[name], "mark", "代审时填")  # noqa: B010 - Django's fields know no such attribute

    def clean(self) -> dict[str, Any]:
        """Who stands in for somebody does so on certain days."""
        cleaned = super().clean() or {}
        if cleaned.get("act") == DEPUTISE:
            for name in ("starts", "ends"):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, REQUIRED)
        if "shares" in self.errors:
            self.add_error(None, MOVED)
        return cleaned

    def chosen(self) -> list[Assignment]:
        """Return the departments that were ticked."""
        return [self.held[value] for value in self.cleaned_data["shares"]]

    def days(self) -> Days:
        return self.cleaned_data["starts"], self.cleaned_data["ends"]


def value_of(assignment: Assignment) -> str:
    """Return what a box posts: the assignment as it was seen, with whose it was."""
    return f"{assignment.pk}-{assignment.reviewer_id}"


def share_out(request: HttpRequest, form: ShareForm) -> None:
    """Do what the form asks and say so. Raises Refused."""
    chosen, person, reason = form.chosen(), form.cleaned_data["person"], form.cleaned_data["reason"]
    if form.cleaned_data["act"] == HAND_OVER:
        done = hand_over_reviews(actor=request.user, assignments=chosen, to=person, reason=reason)
        messages.success(request, f"已把 {len(done)} 个部门移交给{person}审核。")
        return
    starts, ends = form.days()
    named = name_deputies(
        actor=request.user, assignments=chosen, person=person, days=(starts, ends), reason=reason
    )
    messages.success(request, f"{len(named)} 个部门在 {starts} 至 {ends} 由{person}代审，到期自动结束。")
