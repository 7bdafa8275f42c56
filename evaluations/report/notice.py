"""退回意见书: the paper that goes with a return, from the notice as it was kept and nothing else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from evaluations.models import ReturnNotice
from evaluations.selectors.notices import facts_of, places_of
from evaluations.workflow import FIRST, LEVEL_NAMES

from .edition import template_digest
from .pdf import Printed, prepare, silent

TITLE, REVIEWER = "退回意见书", "审核人"
STEPS = 2


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One thing that is to be mended: its number in the review, its place in words, what is asked.

    `quote`: the words of the text that are meant, '' for the whole place.
    """

    number: int
    place: str
    category: str
    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class NoticeContext:
    """What the print says: `rows` are (label, value)."""

    title: str
    number: str
    department: str
    rows: tuple[tuple[str, str], ...]
    words: str
    items: tuple[NoticeItem, ...]
    by: str
    signed: tuple[tuple[str, str], ...]
    """Who reviewed it as what: (初审, …), (复核, …)."""
    day: str


def notice_context(notice: ReturnNotice) -> NoticeContext:
    """Return what the print of a notice says. One from before there were prints has the names of today."""
    facts: Mapping[str, str] = notice.facts or facts_of(notice.filing, notice.by)
    return NoticeContext(
        title=TITLE,
        number=notice.number,
        department=facts["department"],
        rows=(
            ("部门", f"{facts['department']}（{facts['code']}）"),
            ("任务", facts["task"]),
            ("年度", f"{facts['year']}年度"),
            ("退回次数", f"第 {notice.round} 次退回"),
            ("重报期限", f"{_day(notice.due)} {timezone.localtime(notice.due):%H:%M} 前"),
        ),
        words=notice.words,
        items=tuple(
            NoticeItem(item["number"], place, item["category"], item["text"], item.get("quote", ""))
            for item, place in zip(notice.items, places_of(notice), strict=True)
        ),
        by=facts["by"],
        signed=tuple(_signed(facts)),
        day=_day(notice.at),
    )


def _signed(facts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if "first" in facts:
        yield LEVEL_NAMES[FIRST], facts["first"]
    yield facts.get("level", REVIEWER), facts["by"]


def render_notice(notice: ReturnNotice, *, progress: Callable[[int, int, str], None] = silent) -> Printed:
    """Print a notice. The same notice gives the same bytes. Raises CannotPrint where pango or a font is missing."""
    progress(0, STEPS, "正在整理内容")
    html = render_to_string("report/notice.html", {"notice": notice_context(notice)})
    printer = prepare()
    progress(1, STEPS, "正在排版")
    content, pages = printer.print_html(html, notice.number)
    progress(STEPS, STEPS, "退回意见书已生成")
    return Printed(content, pages, template_digest())


def _day(moment: datetime) -> str:
    here = timezone.localtime(moment)
    return f"{here.year}年{here.month}月{here.day}日"
