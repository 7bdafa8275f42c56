"""Forms of 部门管理."""

from typing import Any

from django import forms

from evaluations.models import Department

from .posting import day_box, plain_marks


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
    kind = forms.CharField(
        label="部门类别", max_length=40, initial="部门", help_text="决定适用哪一套指标体系。"
    )
    division = forms.CharField(label="对口业务科", max_length=80, required=False)
    parent = forms.ModelChoiceField(
        Department.objects.none(), label="上级部门", required=False, empty_label="无"
    )
    classified = forms.BooleanField(label="涉密部门，线下报送", required=False)
    active_from = forms.DateField(label="启用日期", required=False, widget=day_box())
    active_to = forms.DateField(
        label="停用日期", required=False, widget=day_box(), help_text="停用当年仍须报送；次年起不再列入。"
    )

    def __init__(self, *args: Any, department: Department | None = None, **kwargs: Any) -> None:
        names = ("code", "name", "kind", "division", "parent", "classified", "active_from", "active_to")
        initial = {name: getattr(department, name) for name in names} if department else {}
        super().__init__(*args, **{**kwargs, "initial": initial})
        others = Department.objects.order_by("code")
        parents = others.exclude(pk=department.pk) if department else others
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
