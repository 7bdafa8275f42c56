"""抽查复核 of a year: draw, the draws there are, and how far second looks are from each first reviewer."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from evaluations.models import Cycle, Sample
from evaluations.sampling import HUNDRED, METHOD_NAMES, PRESET_SHARE, Method
from evaluations.selectors.drift import drift_of
from evaluations.selectors.samples import candidates, samples_of
from evaluations.services.samples import draw
from evaluations.views.bureau.posting import attempt, plain_marks, status_of

from .drift_picture import drift_picture


class DrawForm(forms.Form):
    """How to draw, and how many in percent."""

    method = forms.ChoiceField(
        label="抽取方式",
        choices=[(one.value, name) for one, name in METHOD_NAMES.items()],
        initial=Method.RANDOM.value,
        widget=forms.RadioSelect,
    )
    share = forms.IntegerField(
        label="抽取比例", min_value=1, max_value=HUNDRED, initial=PRESET_SHARE, widget=forms.TextInput
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["share"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        plain_marks(self)


def samples(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """The draws of a year; a post makes one."""
    cycle = get_object_or_404(Cycle, pk=cycle_id)
    form = DrawForm(request.POST or None)
    made: list[Sample] = []
    if request.method == "POST" and form.is_valid():
        method, share = Method(form.cleaned_data["method"]), form.cleaned_data["share"]
        attempt(form, lambda: made.append(draw(actor=request.user, cycle=cycle, method=method, share=share)))
    if made:
        messages.success(request, f"已抽取 {len(made[0].drawn)} 个部门。请逐个分派复核人。")
        return redirect("evaluations:sample", sample_id=made[0].pk)
    drifts = drift_of(cycle)
    shown = {
        "cycle": cycle,
        "form": form,
        "left": len(candidates(cycle)),
        "samples": list(samples_of(cycle)),
        "drifts": drifts,
        "picture": drift_picture(drifts),
    }
    return render(request, "evaluations/sample/samples.html", shown, status=status_of(form))
