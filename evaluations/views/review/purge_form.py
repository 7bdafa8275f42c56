"""The form of 清除涉密内容: where, which words besides, why, and the department's name, typed."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms

from evaluations.models import Filing, canonical
from evaluations.selectors.purge_list import PurgeList, is_file
from evaluations.selectors.stages import stage_of
from rubrics.selectors.programs import document_for

LONGEST = 200
LONGEST_WORDS = 500
FILES, OTHERS = "佐证材料", "其他"
type Choices = list[tuple[str, list[tuple[str, str]]]]


class PurgeForm(forms.Form):
    """What is typed; what is ticked of the list stands beside it."""

    at = forms.ChoiceField(
        label="位置", help_text="只列位置，表格写明是哪一行；不显示所填的内容。每次清除一处。"
    )
    words = forms.CharField(
        label="其中的涉密词句",
        required=False,
        max_length=LONGEST_WORDS,
        help_text="可以不填，一行一个，两个字以上。填了的，各处出现的都列出来由您勾选；不记入任何地方。",
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
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


def words_in(typed: str) -> tuple[str, ...]:
    """Return the words that were typed, one a line."""
    return tuple(line.strip() for line in typed[:LONGEST_WORDS].splitlines() if line.strip())


def stamp_of(where: str, words: tuple[str, ...], found: PurgeList | None) -> str:
    """Return what tells whether a person has seen just this list; '' where nothing is chosen."""
    if found is None:
        return ""
    return hashlib.sha256(canonical([where, *words, *found.keys]).encode()).hexdigest()[:32]


def choices_of(filing: Filing, titles: Mapping[str, str]) -> Choices:
    """Return the places by stage, in the order of the form; files behind them."""
    stages = [stage.id for stage in document_for(filing.version).stages]
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in (*stages, FILES, OTHERS)}
    for where, title in titles.items():
        at = stage_of(filing.version, where)
        group = FILES if is_file(where) else OTHERS if at is None else stages[at]
        found[group].append((where, title))
    return [(group, places) for group, places in found.items() if places]
