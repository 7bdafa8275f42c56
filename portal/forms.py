"""Forms of the shell: signing in and changing the password."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from evaluations.services.accounts import SAME_PASSWORD
from portal import dates, throttle
from portal.fields import without_mark

WRONG = "账号或密码不对。请核对大小写和输入法后再试；连续输错 5 次，本机要等 15 分钟才能再登录这个账号。"
CLOSED = "这个账号在本机连续输错 5 次，暂停登录。请在 {time} 以后再试；忘记密码的，请联系系统管理员重置。"


class SignInForm(AuthenticationForm):
    """Account and password; says the same whether the account exists or not."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}
    closed = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "账号"
        self.fields["username"].help_text = "部门预算编码-两位序号"
        self.fields["password"].label = "密码"
        for field in self.fields.values():
            without_mark(field)

    def clean(self) -> dict[str, Any]:
        """Counts the attempt, then looks at the password."""
        username = self.cleaned_data.get("username")
        if not username or not self.cleaned_data.get("password"):
            return self.cleaned_data
        pair = {"username": username, "address": throttle.address_of(self.request) if self.request else ""}
        now = timezone.now()
        if not throttle.reserve(**pair, now=now):
            self.closed = True
            again = throttle.opens_again(**pair, now=now)
            raise ValidationError(CLOSED.format(time=dates.clock(again)), code="closed")
        cleaned = super().clean()
        throttle.forgive(**pair)
        return cleaned or self.cleaned_data


class PasswordForm(PasswordChangeForm):
    """The old password and twice the new one."""

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": "现用密码不对，请重新输入。",
        "password_mismatch": "两次输入的新密码不一样，请重新输入。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"old_password": "现用密码", "new_password1": "新密码", "new_password2": "再输一次新密码"}
        for name, label in labels.items():
            self.fields[name].label = label
            without_mark(self.fields[name])
        self.fields["new_password1"].help_text = "不少于 10 个字符，不能全是数字、与账号相近或是常见密码。"
        self.fields["new_password2"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """A new password is another one than the old."""
        cleaned = super().clean() or self.cleaned_data
        new = cleaned.get("new_password1")
        if new and new == cleaned.get("old_password"):
            self.add_error("new_password1", SAME_PASSWORD)
        return cleaned
