"""Forms of 账号管理."""

from typing import Any

from django import forms
from django.utils import timezone

from evaluations.models import Department
from evaluations.workflow import GRANTED, ROLE_NAMES

from .posting import DayField, plain_marks

ROLES = [(role.value, ROLE_NAMES[role]) for role in GRANTED]


class AccountSearch(forms.Form):
    """By account, name or department, and by role."""

    words = forms.CharField(label="查找", required=False, max_length=60)
    role = forms.ChoiceField(label="角色", required=False, choices=[("", "全部角色"), *ROLES])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs |= {"placeholder": "账号、姓名或部门", "autocomplete": "off"}
        plain_marks(self)


class NewAccountForm(forms.Form):
    """A new account; its password is made by the system and shown once."""

    username = forms.CharField(
        label="账号", max_length=150, help_text="填报人用“部门预算编码-两位序号”，如 123456-01。"
    )
    name = forms.CharField(label="姓名", max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs |= {"autocomplete": "off"}
        self.fields["name"].widget.attrs |= {"autocomplete": "off"}


class HandOverForm(forms.Form):
    """Who takes an account over, and under which account."""

    successor = forms.CharField(label="接手人姓名", max_length=80)
    username = forms.CharField(label="接手人账号", max_length=150, help_text="用新的账号，不沿用原账号。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off"}


class AccountForm(forms.Form):
    """What can be changed of an account."""

    name = forms.CharField(label="姓名", max_length=80)
    email = forms.EmailField(
        label="邮箱", required=False, max_length=254, help_text="设了邮件服务器时，消息同时发到这里。"
    )
    is_active = forms.BooleanField(
        label="启用", required=False, help_text="停用后，这个账号下一次操作就会退出；办理过的记录不受影响。"
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        initial = {"name": person.name, "email": person.email, "is_active": person.is_active}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["email"].widget.attrs |= {"autocomplete": "off"}


class RoleForm(forms.Form):
    """A role from a day on, with its department where the role has one."""

    role = forms.ChoiceField(label="角色", choices=ROLES)
    department = forms.ModelChoiceField(
        Department.objects.order_by("code"),
        label="部门",
        required=False,
        empty_label="无（财政部门的角色）",
        help_text="填报人、部门负责人须选部门；其他角色不选。",
    )
    starts = DayField(label="开始日期")
    ends = DayField(
        label="结束日期",
        required=False,
        help_text="复核人（临时复核账号）必填，到期自动失效。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts"].initial = timezone.localdate()


class EndForm(forms.Form):
    """The last day of a role; the day itself still counts."""

    ends = DayField(label="结束日期")
