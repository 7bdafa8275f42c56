"""The search of 操作日志."""

from typing import Any

from django import forms

from evaluations.selectors.timeline import ACTS

from .posting import DayField, plain_marks


class LogSearch(forms.Form):
    """By person or department, by act, by days (both included)."""

    words = forms.CharField(label="办理人或部门", required=False, max_length=60)
    action = forms.ChoiceField(label="事项", required=False)
    first = DayField(label="起", required=False)
    last = DayField(label="止", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", "全部事项"), *ACTS.items()]  # type: ignore[attr-defined]
        self.fields["words"].widget.attrs |= {"placeholder": "姓名、账号或部门", "autocomplete": "off"}
        plain_marks(self)

    def clean_action(self) -> str:
        return self.cleaned_data["action"] or ""

    def clean_words(self) -> str:
        return self.cleaned_data["words"] or ""
