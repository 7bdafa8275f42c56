"""`manage.py build_fonts`: cut the fonts of the printed report."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.fonts import build_fonts


class Command(BaseCommand):
    help = "从 npm 包裁制报告所用字体（TrueType）。"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for file in build_fonts(settings.BASE_DIR / "node_modules", Path(settings.FONT_DIR)):
            self.stdout.write(f"{file}  {file.stat().st_size // 1024} KiB")
