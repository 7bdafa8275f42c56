"""The form of an upload: the file, and for a table the unit and what happens to the rows that are there."""

from typing import Any

from django import forms

from evaluations.resources.book.limits import MOST_BYTES

REPLACE, APPEND = "replace", "append"
WAYS = ((REPLACE, "替换现有的行"), (APPEND, "加在现有的行后面"))
NO_FILE = "没有选择文件。请选择填好的 Excel 工作簿（.xlsx）。"
TOO_LARGE = f"文件超过 {MOST_BYTES // 1_000_000} MB。请下载模板，把内容粘贴到模板里再上传。"
EMPTY = "文件是空的。请检查文件，重新保存后再上传。"


class UploadForm(forms.Form):
    """A file alone."""

    file = forms.FileField(
        label="填好的文件",
        help_text="Excel 工作簿（.xlsx）。上传后先看预览，确认以后才写入。",
        error_messages={"required": NO_FILE, "missing": NO_FILE, "empty": EMPTY, "invalid": NO_FILE},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is larger than any table, before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def content(self) -> bytes:
        """Return the bytes of a valid form's file."""
        data: bytes = self.cleaned_data["file"].read()
        return data

    def file_name(self) -> str:
        """Return what the file is called, as far as it can be shown."""
        return "".join(sign for sign in self.cleaned_data["file"].name if sign.isprintable())[:80]


class TableUploadForm(UploadForm):
    """`units` are to be chosen from once; `rows` how many rows there are now."""

    def __init__(self, *args: Any, units: tuple[str, ...], rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        if units:
            self.fields["unit"] = forms.ChoiceField(
                label="文件里的金额单位",
                choices=[(unit, unit) for unit in units],
                widget=forms.RadioSelect,
                error_messages={
                    "required": "没有选择金额单位。请核对文件里的数字以什么为单位，再选择；系统不猜。",
                    "invalid_choice": "没有这个单位。请重新选择。",
                },
            )
        if rows:
            self.fields["way"] = forms.ChoiceField(
                label=f"这张表现在有 {rows} 行",
                choices=WAYS,
                widget=forms.RadioSelect,
                error_messages={
                    "required": "没有选择怎样处理现有的行。请选择替换还是加在后面。",
                    "invalid_choice": "没有这种做法。请重新选择。",
                },
            )

    @property
    def unit(self) -> str:
        """The chosen unit, '' where there is none to choose."""
        return str(self.cleaned_data.get("unit", ""))

    @property
    def replaces(self) -> bool:
        """Whether the rows that are there give way."""
        return not self.rows or self.cleaned_data["way"] == REPLACE
