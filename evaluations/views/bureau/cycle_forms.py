"""Forms of the year's task: opening it, and its times."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from evaluations.models import Cycle, Window
from evaluations.services.cycles import CyclePlan, Span
from evaluations.workflow import FIRST, LEVELS, SIGN_OFF_NAMES, Late, SignOff
from rubrics.models import RubricVersion
from rubrics.selectors.versions import versions

from .posting import MomentField

PHASES = tuple(Window.Phase)
MOST_FEEDBACK_DAYS = 60


class WindowsForm(forms.Form):
    """From when to when each phase is open."""

    def __init__(self, *args: Any, windows: dict[str, Window] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for phase in PHASES:
            held = (windows or {}).get(phase)
            for end, word in (("opens", "开始"), ("closes", "截止")):
                box = MomentField(label=f"{phase.label}{word}时间")
                box.initial = timezone.localtime(getattr(held, end)) if held else None
                self.fields[f"{phase}_{end}"] = box

    def spans(self) -> dict[str, Span]:
        """Return phase -> span as posted."""
        return {str(phase): self._span(phase) for phase in PHASES}

    def changed_spans(self, windows: dict[str, Window]) -> dict[str, Span]:
        """Return the spans that differ from the windows there are, to the minute."""
        return {
            phase: span
            for phase, span in self.spans().items()
            if _minutes(windows.get(phase)) != _plain(span)
        }

    def clean(self) -> dict[str, Any]:
        """A phase ends after it begins."""
        cleaned = super().clean() or {}
        for phase in PHASES:
            opens, closes = cleaned.get(f"{phase}_opens"), cleaned.get(f"{phase}_closes")
            if opens and closes and closes <= opens:
                self.add_error(f"{phase}_closes", f"{phase.label}截止时间须晚于开始时间。请改正其中一个。")
        return cleaned

    def _span(self, phase: Window.Phase) -> Span:
        return self.cleaned_data[f"{phase}_opens"], self.cleaned_data[f"{phase}_closes"]


def _plain(span: Span) -> tuple[datetime, datetime]:
    opens, closes = span
    return opens.replace(second=0, microsecond=0), closes.replace(second=0, microsecond=0)


def _minutes(window: Window | None) -> tuple[datetime, datetime] | None:
    return _plain((window.opens, window.closes)) if window else None


class OpenForm(WindowsForm):
    """A new year: its versions say year and place."""

    versions = forms.ModelMultipleChoiceField(
        RubricVersion.objects.none(),
        label="适用的指标体系",
        widget=forms.CheckboxSelectMultiple,
        help_text="每类部门选一版；只列已发布启用的。年度和地区由所选版本决定。",
    )
    title = forms.CharField(label="任务名称", max_length=120)
    notice = forms.CharField(label="通知文号", max_length=120, required=False)
    mode = forms.ChoiceField(label="方式", choices=Cycle.Mode.choices, initial=Cycle.Mode.FORMAL)
    sign_off = forms.ChoiceField(
        label="审签方式",
        choices=[(one.value, name) for one, name in SIGN_OFF_NAMES.items()],
        help_text="线下审签：部门打印审签单，签好后上传扫描件，才能提交。",
    )
    levels = forms.ChoiceField(
        label="审核级数",
        required=False,
        initial=FIRST,
        choices=list(LEVELS.items()),
        help_text="两级：初审的审核人送复核，由复核的审核人审核通过；两级都可以退回整改。",
    )
    feedback_days = forms.IntegerField(
        label="反馈工作日",
        required=False,
        min_value=0,
        max_value=MOST_FEEDBACK_DAYS,
        initial=0,
        help_text="审核通过后告知结果，部门在几个工作日内可以反馈意见，再定分。填 0 不设反馈环节。",
    )
    wants_stamp = forms.BooleanField(
        label="定稿后盖章",
        required=False,
        help_text="部门打印带编号的定稿，盖章后上传扫描件，才能归档。",
    )
    wants_paper = forms.BooleanField(
        label="报送纸质件", required=False, help_text="财政签收纸质件以后，才能归档。"
    )
    late = forms.ChoiceField(
        label="逾期报送", choices=[(Late.REFUSE.value, "不接收"), (Late.MARK.value, "接收并标记逾期")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["versions"]
        field.queryset = versions().filter(state=RubricVersion.State.PUBLISHED)
        field.label_from_instance = lambda one: f"{one.place} {one}（{one.kind}）：{one.title}"

    def clean_versions(self) -> list[RubricVersion]:
        """One year, one place, one version for each kind of department."""
        chosen = list(self.cleaned_data["versions"])
        if len({(one.place, one.year) for one in chosen}) > 1:
            raise forms.ValidationError("所选版本不是同一地区、同一年度的。请只选一个地区、一个年度。")
        if len({one.kind for one in chosen}) < len(chosen):
            raise forms.ValidationError("同一类部门选了两版。请每类只选一版。")
        return chosen

    def plan(self) -> CyclePlan:
        """Return what was asked for."""
        chosen = self.cleaned_data["versions"]
        return CyclePlan(
            year=chosen[0].year,
            place=chosen[0].place,
            title=self.cleaned_data["title"],
            versions={one.kind: one for one in chosen},
            windows=self.spans(),
            mode=self.cleaned_data["mode"],
            notice=self.cleaned_data["notice"],
            sign_off=SignOff(self.cleaned_data["sign_off"]),
            late=Late(self.cleaned_data["late"]),
            levels=int(self.cleaned_data["levels"] or FIRST),
            feedback_days=self.cleaned_data["feedback_days"] or 0,
            wants_stamp=self.cleaned_data["wants_stamp"],
            wants_paper=self.cleaned_data["wants_paper"],
        )
