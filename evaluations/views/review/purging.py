"""清除涉密内容: the place is chosen, the reason given, the department's name typed; then it is done for good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from evaluations.access import decide, filing_for
from evaluations.models import Filing, Snapshot
from evaluations.selectors.filings import flat_of
from evaluations.selectors.places import place_title
from evaluations.selectors.purged import places_in
from evaluations.selectors.snapshots import frozen, latest_snapshot
from evaluations.selectors.stages import stage_of
from evaluations.services.purging import Purged
from evaluations.services.purging import purge as purge_place
from evaluations.views.bureau.posting import attempt, status_of
from evaluations.workflow import Action
from rubrics.selectors.programs import document_for

LONGEST = 200
MOST_TOLD = 10
FILES, OTHERS = "佐证材料", "其他"
type Choices = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class PurgePage:
    """The page; `parts` are filings of units, which have a page of their own: (name, address)."""

    filing: Filing
    back: str
    reason: str
    """Why nothing can be done, ''."""
    empty: bool
    parts: tuple[tuple[str, str], ...]


class PurgeForm(forms.Form):
    """Where, why, and the department's name, typed."""

    at = forms.ChoiceField(
        label="位置", help_text="只列位置，表格写明是哪一行；不显示所填的内容。每次清除一处。"
    )
    reason = forms.CharField(
        label="原因",
        max_length=LONGEST,
        help_text="记入办理记录，部门也能看到。只写为什么，不要写出涉密内容。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    typed = forms.CharField(label="确认", widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, choices: Choices, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        self.fields["at"].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]
        self.fields["typed"].help_text = f"请输入部门名称“{name}”。清除以后不能恢复。"

    def clean_typed(self) -> str:
        """Nothing is cleared by mistake."""
        typed = str(self.cleaned_data["typed"]).strip()
        if typed != self.name:
            raise forms.ValidationError(f"与部门名称“{self.name}”不一致，没有清除。请照抄部门名称。")
        return typed


def purge(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Show the form; the post clears one place."""
    filing = filing_for(request.user, filing_id, Action.PURGE)
    titles = _titles(filing)
    form = PurgeForm(
        request.POST or None,
        choices=_choices(filing, titles),
        name=filing.whose,
        initial={"at": request.GET.get("at", "")},
    )
    done: list[Purged] = []
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: done.append(_purge(request, filing, form)))
    ):
        _tell(request, titles, done[0])
        return HttpResponseRedirect(_back(filing), status=303)
    shown = {"page": _page(request, filing, titles), "form": form}
    return render(request, "evaluations/review/purge.html", shown, status=status_of(form))


def _purge(request: HttpRequest, filing: Filing, form: PurgeForm) -> Purged:
    said = form.cleaned_data
    return purge_place(actor=request.user, filing=filing, address=said["at"], reason=said["reason"])


def _page(request: HttpRequest, filing: Filing, titles: Mapping[str, str]) -> PurgePage:
    parts = filing.parts.select_related("department").order_by("department__code")
    seen = [part for part in parts if decide(request.user, part, Action.READ_CONTENT).ok]
    return PurgePage(
        filing=filing,
        back=_back(filing),
        reason=decide(request.user, filing, Action.PURGE).reason,
        empty=not titles,
        parts=tuple((part.whose, reverse("evaluations:purge", args=[part.pk])) for part in seen),
    )


def _titles(filing: Filing) -> dict[str, str]:
    """Return every place that was sent -> what it is called in what was sent last; a file by its name."""
    sent = latest_snapshot(filing, Snapshot.Purpose.SUBMISSION)
    flat, document = frozen(sent).flat if sent else flat_of(filing), document_for(filing.version)
    names = {f"file:{key}": name for key, name in filing.evidence.values_list("key", "name")}
    found = {where: names.get(where) or place_title(document, flat, where) for where in places_in(filing)}
    gone = set(_cleared(filing))
    return {where: title for where, title in found.items() if where not in gone}


def _cleared(filing: Filing) -> Sequence[str]:
    """Return the files that were cleared: they have no content to clear again."""
    rows = filing.evidence.filter(sha="").values_list("key", flat=True)
    return [f"file:{key}" for key in rows]


def _choices(filing: Filing, titles: Mapping[str, str]) -> Choices:
    """Return the places by stage, in the order of the form; files behind them."""
    stages = [stage.id for stage in document_for(filing.version).stages]
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in (*stages, FILES, OTHERS)}
    for where, title in titles.items():
        at = stage_of(filing.version, where)
        group = FILES if where.startswith("file:") else OTHERS if at is None else stages[at]
        found[group].append((where, title))
    return [(group, places) for group, places in found.items() if places]


def _tell(request: HttpRequest, titles: Mapping[str, str], done: Purged) -> None:
    messages.success(request, f"已清除“{done.event.data['place']}”，原因记入办理记录。")
    if done.left:
        named = "、".join(titles.get(where, where) for where in done.left[:MOST_TOLD])
        messages.warning(request, f"下列位置还有同样的内容：{named}。请核对，需要的逐处清除。")


def _back(filing: Filing) -> str:
    if filing.part_of_id is None:
        return reverse("evaluations:review", args=[filing.pk])
    return reverse("evaluations:stage", args=[filing.pk, 1])
