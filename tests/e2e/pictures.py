"""The pictures of the handbooks: taken on the walk where `bin/pictures` asks for them, so that they show what is."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

PICTURES = {
    "我的待办": "todo",
    "预算执行": "stage",
    "两人同时修改": "clash",
    "不能保存的数": "refused",
    "项目支出": "table",
    "指标自评": "scores",
    "核对与提交": "check",
    "提交回执": "receipt",
    "退回意见": "returned",
}
"""What the walk looks at -> the picture's file in the folder."""
COLOURS = 256
"""A page has few colours; so many keep letters clean and a picture below a tenth of a megabyte."""


def take(page: Page, name: str) -> None:
    """Keep the window as the person sees it, if pictures are wanted and this is one."""
    folder = os.environ.get("PORTAL_PICTURES")
    if not folder or name not in PICTURES:
        return
    page.evaluate("document.activeElement?.blur()")
    shown = Image.open(BytesIO(page.screenshot()))
    shown.convert("RGB").quantize(COLOURS).save(Path(folder) / f"{PICTURES[name]}.png", optimize=True)
