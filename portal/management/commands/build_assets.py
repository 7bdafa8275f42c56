"""`manage.py build_assets`: put the web assets that npm brought where Django serves them."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.assets import copy_assets


class Command(BaseCommand):
    help = "把 npm 装好的网页资源复制到 static/vendor/。"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        copied = copy_assets(settings.BASE_DIR / "node_modules", settings.VENDOR_DIR)
        self.stdout.write(f"已复制 {len(copied)} 项到 {settings.VENDOR_DIR}")
