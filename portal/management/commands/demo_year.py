"""Loads the demonstration year and prints its accounts; safe to run again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.load import load_year
from portal.demo.people import PASSWORD


class Command(BaseCommand):
    help = "载入演示年度并列出账号；重复运行不会重复载入。"

    def handle(self, **_: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("演示账号的密码是公开的，不能载入正式环境。")
        accounts = load_year()
        self.stdout.write("演示账号（密码都是 " + PASSWORD + "）：")
        for account in accounts:
            self.stdout.write(f"  {account.role}  {account.username}  {account.whose}")
