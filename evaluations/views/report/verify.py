"""核验: whoever holds a print, or its file, learns whether it is the one that is kept, and of which version."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from evaluations.selectors.verifying import Genuine, Standing, by_file, by_number
from evaluations.services.results import Refused
from evaluations.views.bureau.posting import plain_marks
from evaluations.views.evidence.forms import needed_file
from evaluations.wording import moment
from rubrics.scoring.characters import quoted

FILE = "file"
WRONG = "编号或校验码不对，不是系统里存档的内容。请照首页右上角印的两行核对后再填。"
OTHER_FILE = (
    "{}与存档的文件都不相同：可能改动过、另存过，也可能是重新生成以前印的。请改按首页的编号和校验码核验。"
)
ADVICE = {
    Standing.HOLDS: "这是现在有效的定稿。",
    Standing.NOT_FINAL: "部门还可以提出反馈意见，得分可能变动。",
    Standing.BEING_AMENDED: "更正完成、重新审核通过以前，这份定稿仍然有效。",
    Standing.REPLACED: "请改用现行的定稿。",
    Standing.SENT: "审核通过以后另有定稿。",
}


class NumberForm(forms.Form):
    """The two lines at the head of a print."""

    number = forms.CharField(label="编号", max_length=80)
    code = forms.CharField(label="校验码", max_length=90)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_marks(self)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One genuine print: `rows` are (label, value); `good` whether it is what holds."""

    title: str
    good: bool
    advice: str
    rows: tuple[tuple[str, object], ...]
    cleared: bool


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """Nothing is asked yet, or `found`, or the words of `trouble`."""

    form: NumberForm
    found: tuple[Shown, ...] = ()
    trouble: str = ""


class VerifyView(View):
    """The number is asked by GET, so that an address may carry it; a file is posted and not kept."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the boxes and what the number belongs to."""
        if "number" not in request.GET:
            return _show(request, VerifyPage(NumberForm()))
        form = NumberForm(request.GET)
        if not form.is_valid():
            return _show(request, VerifyPage(form), 422)
        found = by_number(**form.cleaned_data)
        page = VerifyPage(form, (shown(found),)) if found else VerifyPage(form, trouble=WRONG)
        return _show(request, page)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what a file is."""
        form = NumberForm()
        try:
            offered = needed_file(request, FILE)
        except Refused as refused:
            return _show(request, VerifyPage(form, trouble=refused.reason), 409)
        found = tuple(map(shown, by_file(hashlib.sha256(offered.data).hexdigest())))
        trouble = "" if found else OTHER_FILE.format(quoted(offered.name))
        return _show(request, VerifyPage(form, found, trouble))


def shown(found: Genuine) -> Shown:
    """Return what is said of a genuine print."""
    snapshot, filing = found.snapshot, found.snapshot.filing
    kind = (("文件", found.kind),) if found.kind else ()
    now = (("现行定稿", found.now.number),) if found.now else ()
    return Shown(
        title=str(found.standing),
        good=found.standing is Standing.HOLDS,
        advice=ADVICE[found.standing],
        rows=(
            *kind,
            ("编号", snapshot.number),
            ("部门", filing.whose),
            ("任务", filing.cycle.title),
            (f"{snapshot.get_purpose_display()}时间", moment(timezone.localtime(snapshot.at))),
            *now,
        ),
        cleared=snapshot.purged is not None,
    )


def _show(request: HttpRequest, page: VerifyPage, status: int = 200) -> HttpResponse:
    return render(request, "evaluations/report/verify.html", {"page": page}, status=status)
