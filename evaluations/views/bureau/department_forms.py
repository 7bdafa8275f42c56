"""Forms of 部门管理."""

from typing import Any

from django import forms

from evaluations.models import Department
from evaluations.services.organisation import FIELDS, Renaming

from .posting import DayField, plain_marks


class DepartmentSearch(forms.Form):
    """By the beginning of the code or any part of the name."""

    words = forms.CharField(label="查找", required=False, max_length=60, strip=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs |= {"placeholder": "部门编码或名称", "autocomplete": "off"}
        plain_marks(self)


class DepartmentForm(forms.Form):
    """The facts of a department; whether they are right is the service's to say."""

    code = forms.CharField(label="部门编码", max_length=20, help_text="与预算管理一体化系统一致。")
    name = forms.CharField(label="部门名称", max_length=120, help_text="登记的全称，印在报告封面上。")
    renamed_on = DayField(
        label="更名日期",
        required=False,
        help_text="因更名改名称的填写，原名留在登记里，报告首次提到时括注；改正登记错误的不填。",
    )
    renamed_by = forms.CharField(label="更名文号", max_length=80, required=False)
    kind = forms.CharField(
        label="部门类别", max_length=40, initial="部门", help_text="决定适用哪一套指标体系。"
    )
    division = forms.CharField(label="对口业务科", max_length=80, required=False)
    parent = forms.ModelChoiceField(
        Department.objects.none(), label="上级部门", required=False, empty_label="无"
    )
    successor = forms.ModelChoiceField(
        Department.objects.none(),
        label="承接部门",
        required=False,
        empty_label="无",
        help_text="撤销、合并、划转以后承接职能的部门；它没有上年数的，带入本部门的。",
    )
    classified = forms.BooleanField(label="涉密部门，线下报送", required=False)
    active_from = DayField(label="启用日期", required=False)
    active_to = DayField(label="停用日期", required=False, help_text="停用当年仍须报送；次年起不再列入。")

    def __init__(self, *args: Any, department: Department | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(department, name) for name in ("code", *FIELDS)} if department else {}
        super().__init__(*args, **{**kwargs, "initial": initial})
        others = Department.objects.order_by("code")
        parents = others.exclude(pk=department.pk) if department else others
        for name in ("parent", "successor"):
            self.fields[name].queryset = parents  # type: ignore[attr-defined]
        if department is None:
            del self.fields["renamed_on"], self.fields["renamed_by"], self.fields["successor"]

    def values(self) -> dict[str, object]:
        """Return what is the department's own, by the service's names."""
        return {name: value for name, value in self.cleaned_data.items() if name in FIELDS}

    def renaming(self) -> Renaming | None:
        """Return the change of name that was entered, None for none."""
        day, number = self.cleaned_data.get("renamed_on"), self.cleaned_data.get("renamed_by", "")
        return Renaming(day, number) if day else None

    def clean_renamed_by(self) -> str:
        """Refuse a number without a day."""
        number: str = self.cleaned_data["renamed_by"]
        if number and not self.cleaned_data.get("renamed_on") and "renamed_on" not in self.errors:
            raise forms.ValidationError("填了更名文号，更名日期未填。请填写更名日期。")
        return number
