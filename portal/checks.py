"""System checks of the portal; each hint says what to type.

Those with the tag `printing` say why a report cannot be printed here, or only slowly; the report's
pages show them.
"""

import os
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution

from portal.assets import missing_assets

PRINTING = "printing"
INSTALL_PANGO = (
    "在服务器上运行：sudo apt-get install -y --no-install-recommends"
    " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
BUILD = "在项目目录运行：bin/setup"


@register(PRINTING)
def check_printing_libraries(**_: Any) -> Iterator[CheckMessage]:
    """W001: nothing can be printed. W002: printing works, but five to twelve times slower."""
    if not (find_library("pango-1.0") and find_library("pangoft2-1.0")):
        yield Caution("缺少排版库 Pango，不能生成 PDF 报告。", hint=INSTALL_PANGO, id="portal.W001")
    elif not find_library("harfbuzz-subset"):
        yield Caution(
            "缺少字体裁剪库 HarfBuzz subset，生成 PDF 会慢数倍。", hint=INSTALL_PANGO, id="portal.W002"
        )


@register(PRINTING)
def check_fonts(**_: Any) -> Iterator[CheckMessage]:
    """W003: a font of the report is missing, so that its text would be printed in some other one."""
    for role, file in settings.FONT_ROLES.items():
        if not Path(file).is_file():
            yield Caution(f"缺少报告字体（{role}）：{file}", hint=BUILD, id="portal.W003")


@register(Tags.staticfiles)
def check_assets(**_: Any) -> Iterator[CheckMessage]:
    """W004: pages would be shown without their style."""
    missing = [] if settings.PRODUCTION else missing_assets(settings.VENDOR_DIR)
    if missing:
        names = "、".join(str(path.relative_to(settings.VENDOR_DIR)) for path in missing)
        yield Caution(f"缺少网页资源：{names}", hint=BUILD, id="portal.W004")


@register(Tags.security)
def check_secret(**_: Any) -> Iterator[CheckMessage]:
    """E001: the key that signs sessions is the one that everybody can read in the source."""
    if settings.PRODUCTION and settings.SECRET_KEY == settings.DEFAULT_SECRET_KEY:
        yield Error(
            "生产环境仍在使用源码中的默认密钥。",
            hint="设置环境变量 PORTAL_SECRET_KEY，可用 openssl rand -base64 48 生成。",
            id="portal.E001",
        )


@register(Tags.security)
def check_seal_key(**_: Any) -> Iterator[CheckMessage]:
    """E004: whoever can write in the database could seal what he writes, by the source's key or the sessions' one."""
    known = {settings.DEFAULT_SECRET_KEY, settings.SECRET_KEY}
    if settings.PRODUCTION and settings.SEAL_KEY in known:
        yield Error(
            "生产环境没有单独的历史记录密钥。",
            hint="设置环境变量 PORTAL_SEAL_KEY（openssl rand -base64 48），与 PORTAL_SECRET_KEY 不同，另行保管。",
            id="portal.E004",
        )


@register(Tags.security)
def check_hosts(**_: Any) -> Iterator[CheckMessage]:
    """E002: nobody could reach the site by its name."""
    if settings.PRODUCTION and set(settings.ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}:
        yield Error(
            "生产环境没有设置访问域名。",
            hint="设置环境变量 PORTAL_HOSTS，例如 PORTAL_HOSTS=jixiao.example.gov.cn，多个用逗号隔开。",
            id="portal.E002",
        )


@register(Tags.files)
def check_data_folder(**_: Any) -> Iterator[CheckMessage]:
    """E003: files and reports could not be kept."""
    folder = Path(settings.DATA_DIR)
    if not os.access(folder if folder.exists() else folder.parent, os.W_OK):
        yield Error(
            f"数据目录不可写：{folder}",
            hint=f"运行：mkdir -p {folder} && chown $(id -u) {folder}，或用环境变量 PORTAL_DATA_DIR 另指一处。",
            id="portal.E003",
        )
