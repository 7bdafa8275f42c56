"""Makes the first account of a new installation: a system admin, who makes all others on the pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from evaluations.models import Membership
from evaluations.services import Refused, accounts
from evaluations.workflow import Role


class Command(BaseCommand):
    help = "建立第一个系统管理员账号，印出一次性密码；已有系统管理员时不办理。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="账号")
        parser.add_argument("name", help="姓名")

    @transaction.atomic
    def handle(self, *, username: str, name: str, **_: Any) -> None:
        if Membership.objects.filter(role=Role.SYSTEM_ADMIN, user__is_active=True).exists():
            raise CommandError("已经有系统管理员。请由系统管理员在“账号管理”页上增加账号。")
        try:
            user, password = accounts.create_user(actor=None, username=username, name=name)
            accounts.grant(actor=None, user=user, role=Role.SYSTEM_ADMIN, starts=timezone.localdate())
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"系统管理员 {username}，一次性密码 {password}（只显示这一次，登录后须先修改）")
