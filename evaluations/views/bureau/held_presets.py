"""已导入的数: what is held for one department of a year, each figure with the way to withdraw it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from evaluations.models import Cycle, Department, Preset
from evaluations.selectors.cycles import departments_in
from evaluations.selectors.presets import in_words, parts_with, together
from evaluations.services.withdrawing import withdraw_preset
from rubrics.scoring.characters import quoted
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.types import Document
from rubrics.selectors.programs import document_for

from .posting import attempt, status_of


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One figure; `url` asks before it is withdrawn."""

    kind: str
    title: str
    value: str
    source: str
    day: date
    url: str


class WithdrawForm(forms.Form):
    """Why a figure is withdrawn; `value` is what the person saw."""

    value = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="撤回原因", max_length=200, help_text="写进办理记录，部门看得到。", widget=forms.TextInput
    )


def presets_held(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Show what is held for the department that was chosen."""
    cycle = get_object_or_404(Cycle, pk=cycle_id)
    departments = list(departments_in(cycle).filter(presets__cycle=cycle).distinct().order_by("code"))
    asked = request.GET.get("department", "")
    chosen = next((one for one in departments if one.code == asked), departments[0] if departments else None)
    rows = held_rows(cycle, chosen) if chosen else ()
    context = {"cycle": cycle, "departments": departments, "chosen": chosen, "rows": rows}
    return render(request, "evaluations/bureau/presets_held.html", context)


def presets_withdraw(request: HttpRequest, preset_id: int) -> HttpResponse:
    """Ask why, then withdraw the figure."""
    preset = get_object_or_404(Preset.objects.select_related("cycle", "department"), pk=preset_id)
    back = (
        f"{reverse('evaluations:presets_held', args=[preset.cycle_id])}?department={preset.department.code}"
    )
    row = _row(parts_with(preset), followed(preset.cycle, preset.department))
    form = WithdrawForm(request.POST or None, initial={"value": preset.value})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: _withdraw(request, preset, form))
    ):
        messages.success(request, f"已撤回{preset.department}的{row.kind}{quoted(row.title)}。")
        return HttpResponseRedirect(back, status=303)
    context = {"preset": preset, "row": row, "form": form, "back": back}
    return render(request, "evaluations/bureau/presets_withdraw.html", context, status=status_of(form))


def held_rows(cycle: Cycle, department: Department) -> tuple[HeldRow, ...]:
    """Return what is held for a department, in the order of the year's document."""
    document = followed(cycle, department)
    order = {field.id: at for at, field in enumerate(desk_of(document).held_figures())} if document else {}
    held = Preset.objects.filter(cycle=cycle, department=department)
    found = sorted(held, key=lambda one: (one.kind, order.get(one.key, len(order)), one.pk))
    return tuple(_row(group, document) for group in together(found))


def followed(cycle: Cycle, department: Department) -> Document | None:
    """Return the document that a department follows."""
    rubric = cycle.rubrics.select_related("version").filter(kind=department.kind).first()
    return document_for(rubric.version) if rubric else None


def _row(group: Sequence[Preset], document: Document | None) -> HeldRow:
    preset, (title, value) = group[0], in_words(document, group)
    url = reverse("evaluations:presets_withdraw", args=[preset.pk])
    kind = Preset.Kind(preset.kind).label
    return HeldRow(kind, title, value, preset.source, preset.day, url)


def _withdraw(request: HttpRequest, preset: Preset, form: WithdrawForm) -> None:
    said = form.cleaned_data
    withdraw_preset(
        actor=request.user,
        cycle=preset.cycle,
        preset_id=preset.pk,
        value=said["value"],
        reason=said["reason"],
    )
