"""A form made from the document's fields. It shows and carries; what was typed is judged by the service."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.utils import ErrorDict, ErrorList

from rubrics.scoring.problems import Problem

from .stamps import ABSENT, BASE, NOT_APPLICABLE, REASON, Stamp


@dataclass(frozen=True, slots=True)
class Box:
    """One place of the form: its address, its Django field, and what it shows."""

    address: str
    field: forms.Field
    text: str = ""
    status: str = "filled"
    base: Stamp | None = None
    """None for a box that cannot be written."""
    allow_absent: bool = False
    """无此事项 can be ticked, with a reason."""


class SectionForm(forms.Form):
    """Boxes under their addresses. `problems` (by address) are shown at their boxes; the typed text stays in them."""

    rendered_fields: set[str]
    """crispy's own note of what it has printed."""

    def __init__(self, boxes: Iterable[Box], problems: Mapping[str, Problem], *, prefix: str = "") -> None:
        self.boxes = {box.address: box for box in boxes}
        self.problems = problems
        super().__init__(data=_data(self.boxes.values()), auto_id="%s")
        for box in self.boxes.values():
            self._add(box)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def _add(self, box: Box) -> None:
        self.fields[box.address] = box.field
        if box.base is None:
            return
        self.fields[box.address + BASE] = forms.CharField(widget=forms.HiddenInput, required=False)
        if box.allow_absent:
            self.fields[box.address + ABSENT] = forms.BooleanField(label="无此事项", required=False)
            reason = forms.CharField(label="无此事项的原因", widget=forms.TextInput, required=False)
            self.fields[box.address + REASON] = reason

    def full_clean(self) -> None:
        """Set the problems the service found at their boxes; nothing else is judged here."""
        self.cleaned_data = {}
        self._errors = ErrorDict()
        for address, problem in self.problems.items():
            if address in self.fields:
                self._errors[address] = ErrorList([sentence(problem)])


def sentence(problem: Problem) -> str:
    """Return a problem as one sentence: what, and what to do."""
    return f"{problem.what}。{problem.todo}。" if problem.todo else f"{problem.what}。"


def _data(boxes: Iterable[Box]) -> dict[str, str]:
    data: dict[str, str] = {}
    for box in boxes:
        absent = box.status == NOT_APPLICABLE
        data[box.address] = "" if absent else box.text
        if box.base is not None:
            data[box.address + BASE] = str(box.base)
        if absent:
            data[box.address + ABSENT] = "on"
            data[box.address + REASON] = box.text
    return data
