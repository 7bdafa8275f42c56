"""The form that a document comes in by: a file, a text, or one that comes with the program."""

from typing import Any

from django import forms

from rubrics import files
from rubrics.selectors.programs import read_text
from rubrics.services.versions import LONGEST

LARGEST_FILE = 4 * LONGEST
"""Bytes: no character takes more than four."""
NOT_TEXT = "文件不是 UTF-8 编码的文本（第 {byte} 个字节起读不出）。请另存为 UTF-8 编码后再选。"


class ImportForm(forms.Form):
    """Exactly one of the three ways; which place and kind of department it is for."""

    file = forms.FileField(label="指标体系文件", required=False, help_text="UTF-8 编码的文本文件（.yaml）。")
    text = forms.CharField(
        label="或粘贴全文", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    shipped = forms.ChoiceField(label="或选随系统附带的", required=False)
    place = forms.CharField(
        label="地区", max_length=40, help_text="如 示例区；同一地区、类别、年度的版次接着排。"
    )
    kind = forms.CharField(label="适用类别", max_length=40, initial="部门")
    reason = forms.CharField(
        label="修订原因", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shipped"].choices = [("", "不选"), *shipped_choices()]  # type: ignore[attr-defined]
        self.fields["text"].widget.attrs |= {"spellcheck": "false", "autocomplete": "off"}
        for name in ("file", "text", "shipped"):
            setattr(self.fields[name], "mark", "三选一")  # noqa: B010 - Django's fields know no such attribute

    def clean(self) -> dict[str, Any]:
        """Take the one text that was given."""
        cleaned = super().clean() or {}
        given = [name for name in ("file", "text", "shipped") if cleaned.get(name)]
        if len(given) != 1 and not self.errors:
            raise forms.ValidationError(
                "还没有选指标体系。请选文件、粘贴全文，或选随系统附带的，三选一。"
                if not given
                else "给了不止一份指标体系。文件、全文、随系统附带的，请只用一种。"
            )
        if given:
            cleaned["body"] = self._body(given[0], cleaned[given[0]])
        return cleaned

    def _body(self, way: str, given: Any) -> str:
        if way == "text":
            return str(given)
        if way == "shipped":
            return next(one.read() for one in files.shipped() if one.name == given)
        if given.size > LARGEST_FILE:
            raise forms.ValidationError("文件太大。请选择指标体系文件（.yaml）。")
        try:
            return str(given.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(NOT_TEXT.format(byte=error.start + 1)) from None


def shipped_choices() -> list[tuple[str, str]]:
    """Return the documents that come with the program: file name, year and title."""
    found = []
    for one in files.shipped():
        reading = read_text(one.read())
        found.append((one.name, f"{reading.year} 年度 {reading.title}"))
    return found
