"""The project's own user, in place since the first migration."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Makes users; a user without a password cannot sign in until one is set."""

    use_in_migrations = True

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(username, password, **{"is_staff": True, "is_superuser": True, **fields})


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What he may do where is said by memberships, not by this row."""

    username = models.CharField(
        "账号",
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "这个账号已有人使用。"},
    )
    name = models.CharField("姓名", max_length=80, blank=True)
    email = models.EmailField("邮箱", blank=True, default="")
    """Where messages are mailed to, '' for nowhere."""
    is_staff = models.BooleanField("系统管理员", default=False)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须先改密码", default=False)
    """The password was handed out by an administrator: until it is changed no other page opens (evaluations.gate)."""
    date_joined = models.DateTimeField("建立时间", default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The name shown on pages and in reports; the account where no name was entered."""
        return self.name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()


class SignInFailure(models.Model):
    """How often a password was tried for an account from an address since the last success (see throttle.py)."""

    account = models.CharField("账号", max_length=150)
    address = models.CharField("来源地址", max_length=45)
    count = models.PositiveSmallIntegerField("次数")
    last_at = models.DateTimeField("最近一次", db_index=True)

    class Meta:
        verbose_name = "登录失败"
        verbose_name_plural = "登录失败"
        constraints = [models.UniqueConstraint(fields=["account", "address"], name="sign_in_failure_pair")]

    def __str__(self) -> str:
        return f"{self.account} {self.address}"
