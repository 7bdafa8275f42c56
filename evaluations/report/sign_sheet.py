"""审签单: what the heads of a department sign on paper, from the facts that were noted when it was asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string

from evaluations.checksums import in_groups
from evaluations.models import SignSheet

from .edition import template_digest
from .pdf import Printed, prepare, silent

SIGNERS = ("经办人", "财务负责人", "分管领导", "主要负责人")
STEPS = 2


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What the print says: `rows` are (label, value), `seal` the content's checksum in groups."""

    title: str
    number: str
    department: str
    rows: tuple[tuple[str, str], ...]
    seal: tuple[str, ...]
    signers: tuple[str, ...] = SIGNERS


def sheet_context(sheet: SignSheet) -> SheetContext:
    """Return what the print of a sheet says."""
    facts: Mapping[str, str] = sheet.facts
    seal = facts["seal"]
    return SheetContext(
        title=f"{facts['year']}年度部门整体支出绩效自评审签单",
        number=sheet.number,
        department=facts["department"],
        rows=(
            ("部门", f"{facts['department']}（{facts['code']}）"),
            ("任务", facts["task"]),
            ("年度", f"{facts['year']}年度"),
            ("自评得分", facts["total"]),
            ("等级", facts["grade"]),
            ("打印所据内容", f"{facts['moment']} 打印时的填报内容"),
        ),
        seal=in_groups(seal),
    )


def render_sheet(sheet: SignSheet, *, progress: Callable[[int, int, str], None] = silent) -> Printed:
    """Print a sheet. The same sheet gives the same bytes. Raises CannotPrint where pango or a font is missing."""
    progress(0, STEPS, "正在整理内容")
    html = render_to_string("report/sign_sheet.html", {"sheet": sheet_context(sheet)})
    printer = prepare()
    progress(1, STEPS, "正在排版")
    content, pages = printer.print_html(html, sheet.number)
    progress(STEPS, STEPS, "审签单已生成")
    return Printed(content, pages, template_digest())
