"""The pictures of the handbooks: taken by browser tests where `bin/pictures` asks for them; they show what is."""

from __future__ import annotations

import os
import subprocess
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
    "审核工作台，待受理": "review-desk",
    "移交与代审": "review-deputy",
    "审核工作台，代审": "review-desk-deputy",
    "初审的审核页": "review-page",
    "意见指到一段文字": "review-opinion",
    "审核得分和理由": "review-correct",
    "复核的审核页": "review-second-level",
    "退回整改，两级的意见": "review-return",
    "历次退回": "review-notices",
    "退回意见书": "review-notice",
    "本轮改动": "review-changes",
    "待复核": "review-recheck",
    "审核通过，有变动": "review-approve",
    "审核结果，两级": "review-result",
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
"""A page has few colours; so many keep letters clean and a picture at about a tenth of a megabyte."""
AROUND, GAP = "#d9dee5", 8
"""What is seen between the sheets of a print, and how much of it."""


def are_wanted() -> bool:
    """Whether this run is to take them."""
    return bool(os.environ.get("PORTAL_PICTURES"))


def take(page: Page, name: str, *at: Locator) -> None:
    """Keep the window as a person sees it, if pictures are wanted and this is one.

    `at`: what is in the middle, of the window and of a column that scrolls by itself; the last has its way.
    """
    folder = os.environ.get("PORTAL_PICTURES")
    if not folder or name not in PICTURES:
        return
    size = page.viewport_size
    page.set_viewport_size({"width": WIDE, "height": HIGH})
    page.evaluate("document.activeElement?.blur()")
    for element in at:
        element.evaluate("element => element.scrollIntoView({ block: 'center' })")
    shown = Image.open(BytesIO(page.screenshot(animations="disabled")))
    page.set_viewport_size(size or {"width": WIDE, "height": HIGH})
    _keep(shown, Path(folder), name)


def take_paper(path: Path, name: str) -> None:
    """Keep the pages of a print side by side, as wide as a window, if pictures are wanted."""
    folder = os.environ.get("PORTAL_PICTURES")
    if not folder:
        return
    subprocess.run(["pdftoppm", "-png", "-r", "96", path, path.with_suffix("")], check=True)
    pages = [Image.open(page) for page in sorted(path.parent.glob(f"{path.stem}-*.png"))]
    wide = WIDE // len(pages)
    size = (wide - 2 * GAP, (wide - 2 * GAP) * pages[0].height // pages[0].width)
    shown = Image.new("RGB", (wide * len(pages), size[1] + 2 * GAP), AROUND)
    for number, page in enumerate(pages):
        shown.paste(page.resize(size, Image.Resampling.LANCZOS), (wide * number + GAP, GAP))
    _keep(shown, Path(folder), name)


def _keep(shown: Image.Image, folder: Path, name: str) -> None:
    shown.convert("RGB").quantize(COLOURS).save(folder / f"{PICTURES[name]}.png", optimize=True)
