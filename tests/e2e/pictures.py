"""The pictures of the handbooks: taken by browser tests where `bin/pictures` asks for them; they show what is."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

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
    "Excel 工作簿": "workbook",
    "工作簿里的错误": "workbook-errors",
    "核对工作簿": "workbook-compare",
    "正文编辑器": "editor",
    "财政数和上年数": "presets",
    "佐证材料": "evidence",
    "所属单位汇总": "units",
    "线下审签登记": "paper",
    "报告预览": "draft",
    "反馈意见": "review-feedback",
    "反馈意见的答复": "review-objection",
    "盖章件、纸质件和归档": "review-closing",
    "更正申请": "review-amend",
    "抽取复核对象": "sample-draw",
    "抽中部门": "sample-drawn",
    "抽查复核": "sample-look",
    "得分对照": "sample-compare",
    "复核差异": "sample-drift",
}
"""What is looked at -> the picture's file in the folder."""
WIDE, HIGH = 1366, 768
COLOURS = 256
"""A page has few colours; so many keep letters clean and a picture below a tenth of a megabyte."""


def are_wanted() -> bool:
    """Whether this run is to take them."""
    return bool(os.environ.get("PORTAL_PICTURES"))


def take(page: Page, name: str, at: Locator | None = None) -> None:
    """Keep the window as a person sees it, `at` in its middle, if pictures are wanted and this is one."""
    folder = os.environ.get("PORTAL_PICTURES")
    if not folder or name not in PICTURES:
        return
    size = page.viewport_size
    page.set_viewport_size({"width": WIDE, "height": HIGH})
    page.evaluate("document.activeElement?.blur()")
    if at:
        at.evaluate("element => element.scrollIntoView({ block: 'center' })")
    shown = Image.open(BytesIO(page.screenshot()))
    page.set_viewport_size(size or {"width": WIDE, "height": HIGH})
    shown.convert("RGB").quantize(COLOURS).save(Path(folder) / f"{PICTURES[name]}.png", optimize=True)
