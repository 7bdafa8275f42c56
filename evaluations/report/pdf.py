"""The door to the printer: a Report row in, a PDF out. WeasyPrint is imported inside: pages start fast."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from evaluations.models import Report

from .context import ReportContext, report_context
from .edition import template_digest
from .fonts import missing_roles, only_own_fonts
from .frozen import source_of

type Progress = Callable[[int, int, str], None]
"""(steps done, steps in all, what is being done)."""

STEPS = 4


class CannotPrint(Exception):
    """What a person has to mend on this machine before anything can be printed, as a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished print. `template_digest` names the edition of templates and styles."""

    content: bytes
    pages: int
    template_digest: str


def silent(done: int, total: int, message: str) -> None:
    """Progress that nobody watches."""


def render(report: Report, *, progress: Progress = silent) -> Printed:
    """Print the snapshot of `report`. The same snapshot gives the same bytes.

    Raises CannotPrint where pango or a font is missing. What `progress` raises (the lease is lost) ends the printing.
    """
    progress(0, STEPS, "正在整理内容")
    return print_context(report_context(source_of(report)), progress)


def print_context(report: ReportContext, progress: Progress = silent) -> Printed:
    """Print a context that is already made."""
    content, pages = prepare().print_pdf(report, progress)
    progress(STEPS, STEPS, f"已生成，共 {pages} 页")
    return Printed(content, pages, template_digest())


def prepare() -> ModuleType:
    """Import the printer, once and before a worker makes its children; return it."""
    missing = missing_roles()
    if missing:
        raise CannotPrint(
            f"缺少报告字体（{'、'.join(missing)}），不能生成 PDF。请系统管理员在项目目录运行 bin/setup。"
        )
    try:
        with only_own_fonts():
            return import_module("evaluations.report.printer")
    except OSError as error:
        raise CannotPrint("缺少排版库 Pango，不能生成 PDF。请系统管理员按“系统检查”的提示安装。") from error
