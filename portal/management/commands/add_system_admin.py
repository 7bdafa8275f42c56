"""Makes the first system admin of a new installation, who makes everybody else; prints the one-time password."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from evaluations.models import Membership
from evaluations.services import Refused
from evaluations.services.accounts import create_user, grant
from evaluations.workflow import Role


class Command(BaseCommand):
    help = "新装系统时建立第一个系统管理员，并列出一次性密码。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="账号")
        parser.add_argument("name", help="姓名")

    def handle(self, *, username: str, name: str, **_: Any) -> None:
        if Membership.objects.filter(role=Role.SYSTEM_ADMIN.value).exists():
            raise CommandError("已有系统管理员。请由系统管理员在“账号管理”里增加账号。")
        try:
            with transaction.atomic():
                user, password = create_user(actor=None, username=username, name=name)
                grant(actor=None, user=user, role=Role.SYSTEM_ADMIN, starts=timezone.localdate())
        except Refused as refusal:
            raise CommandError(refusal.reason) from None
        self.stdout.write(f"系统管理员 {username}，一次性密码：{password}")
