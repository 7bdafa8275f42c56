"""ReportContext -> PDF by WeasyPrint. Import it only where something is printed: see pdf.py."""

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from .blocks import ScoreSheet
from .context import ReportContext
from .edition import style_sheet
from .fetcher import PackagedFetcher
from .fonts import font_css, font_files, only_own_fonts
from .html import document_html, measuring_html
from .progress import reporting_pages
from .score_parts import in_parts

STEPS = 4
BASE = "report:"
"""What relative addresses are relative to: nothing that can be fetched."""
_ONE_AT_A_TIME = threading.Lock()
"""Pango's font map bears no second thread."""


class Kit:
    """Fonts, styles and fetcher, made once a process."""

    def __init__(self) -> None:
        self.fetcher = PackagedFetcher(font_files().values())
        with only_own_fonts():
            self.fonts = FontConfiguration()
        style = style_sheet().read_text("utf-8") + font_css()
        self.css = CSS(string=style, base_url=BASE, font_config=self.fonts, url_fetcher=self.fetcher)

    def laid_out(self, html: str) -> Document:
        """Return the pages of an HTML document."""
        parsed = HTML(string=html, base_url=BASE, url_fetcher=self.fetcher)
        return parsed.render(font_config=self.fonts, stylesheets=[self.css])


@cache
def kit(process: int) -> Kit:
    """Return the kit of a process; a forked child makes its own."""
    del process
    return Kit()


def print_pdf(report: ReportContext, progress: Callable[[int, int, str], None]) -> tuple[bytes, int]:
    """Return the PDF and the number of its pages. What `progress` raises ends the printing."""
    with _ONE_AT_A_TIME:
        tools = kit(os.getpid())
        progress(1, STEPS, "正在排评分表")
        with reporting_pages(lambda page: progress(1, STEPS, f"正在排评分表，第 {page} 页")):
            paged = in_pages(report, tools)
        progress(2, STEPS, "正在排版")
        with reporting_pages(lambda page: progress(2, STEPS, f"正在排版，第 {page} 页")):
            document = tools.laid_out(document_html(paged))
            progress(3, STEPS, f"正在写入文件，共 {len(document.pages)} 页")
            return document.write_pdf(pdf_identifier=report.identifier.encode()), len(document.pages)


def print_html(html: str, identifier: str) -> tuple[bytes, int]:
    """Return a document that needs no cutting as PDF, and the number of its pages."""
    with _ONE_AT_A_TIME:
        document = kit(os.getpid()).laid_out(html)
        return document.write_pdf(pdf_identifier=identifier.encode()), len(document.pages)


def in_pages(report: ReportContext, tools: Kit) -> ReportContext:
    """Return the report with every 自评表 cut where its pages end: no group's cell crosses from one to the next."""
    blocks = tuple(_cut(block, tools) if isinstance(block, ScoreSheet) else block for block in report.blocks)
    return replace(report, blocks=blocks)


def _cut(sheet: ScoreSheet, tools: Kit) -> ScoreSheet:
    """Lay out the sheet alone and cut it before the first row of every page; it always begins on a page of its own."""
    rows = {row.anchor: at for at, row in enumerate(sheet.parts[0])}
    firsts = []
    for page in tools.laid_out(measuring_html(sheet)).pages:
        begun = [rows[anchor] for anchor in page.anchors if anchor in rows]
        if begun:
            firsts.append(min(begun))
    return in_parts(sheet, tuple(firsts))
