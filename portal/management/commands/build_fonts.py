"""`manage.py build_fonts`: cut the fonts of the printed report."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.fonts import FANGSONG, build_fonts

FANDOL = settings.BASE_DIR / "var" / "setup" / "fandol"
NO_FANGSONG = (
    "没有取到仿宋字体，报告正文先用宋体。在能联网的 Debian、Ubuntu 上运行 bin/fangsong，再运行 bin/setup，"
    "或者用 PORTAL_FONT_BODY 指定单位自己的仿宋字体文件。"
)


class Command(BaseCommand):
    help = "从 npm 包和 Debian 的仿宋裁制报告所用字体（TrueType）。"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not (FANDOL / FANGSONG).is_file():
            self.stdout.write(self.style.WARNING(NO_FANGSONG))
        for file in build_fonts(settings.BASE_DIR / "node_modules", Path(settings.FONT_DIR), FANDOL):
            self.stdout.write(f"{file}  {file.stat().st_size // 1024} KiB")
