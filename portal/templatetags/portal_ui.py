"""The page writer's kit: the only formatting of numbers and dates, and the components. Shown at /components."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal import dates, fields, formatting, looks, marks, pictures

register = template.Library()

for shown in (
    formatting.amount,
    formatting.whole,
    formatting.plain,
    formatting.percent,
    formatting.percent_number,
    formatting.points,
    formatting.points_short,
    formatting.signed,
    formatting.circled,
    formatting.han,
    formatting.filesize,
    dates.day,
    dates.moment,
    dates.minute,
    dates.clock,
    dates.month_day,
    dates.month_day_clock,
    dates.long_day,
    dates.weekday_day,
):
    register.filter(shown.__name__, shown)


for tag in (
    marks.icon,
    marks.state_badge,
    marks.mark,
    marks.badge,
    marks.comment_badge,
    marks.severity,
    marks.outcome,
    marks.chip,
    marks.pin,
    marks.points_bar,
):
    register.simple_tag(tag)


# --- blocks around other markup ------------------------------------------------------------------------------
@register.simple_block_tag
def note(
    content: str,
    look: str,
    title: str = "",
    code: str = "",
    word: str | None = None,
    id: str = "",
) -> SafeString:
    """A message in place: block, ask, hint, ok or plain; `word` replaces the severity word, '' leaves it out."""
    face = looks.NOTES[look]
    said = face.word if word is None else word
    parts = {
        "content": content,
        "look": look,
        "face": face,
        "word": said,
        "title": title,
        "code": code,
        "id": id,
    }
    return render_to_string("partials/note.html", parts)


@register.simple_block_tag
def why(content: str, summary: str = "怎么算的", opened: bool = False) -> SafeString:
    """A link-like line that opens the 计算依据."""
    return render_to_string("partials/why.html", {"content": content, "summary": summary, "opened": opened})


@register.simple_block_tag
def panel(content: str, title: str, id: str, hint: str = "", level: int = 2) -> SafeString:
    """A white block with a heading of level 2 or 3."""
    parts = {"content": content, "title": title, "id": id, "hint": hint, "level": level}
    return render_to_string("partials/panel.html", parts)


@register.simple_block_tag
def receipt(content: str, number: str, rows: object, seal: str = "") -> SafeString:
    """The 提交回执: `rows` are (label, value); the content is its buttons."""
    parts = {"content": content, "number": number, "rows": rows, "seal": seal}
    return render_to_string("partials/receipt.html", parts)


# --- components ----------------------------------------------------------------------------------------------
@register.inclusion_tag("partials/rail.html")
def rail(stages: Iterable[Any], current: object = None) -> dict[str, Any]:
    """The 填报目录; each stage has number, title, url, status (a key of looks.STAGES) and word."""
    return {"stages": _with_looks(stages), "current": current}


@register.inclusion_tag("partials/stage_menu.html")
def stage_menu(stages: object, current: object = None) -> dict[str, Any]:
    """The same links for a small screen."""
    return {"stages": stages, "current": current}


@register.inclusion_tag("partials/stage_strip.html")
def stage_strip(stages: Iterable[Any]) -> dict[str, Any]:
    """The stages as a row of boxes (我的待办)."""
    return {"stages": _with_looks(stages)}


@register.inclusion_tag("partials/points_row.html")
def points_row(label: str, points: object, maximum: object, how: str = "") -> dict[str, Any]:
    """One line of 实时测算."""
    return {"label": label, "points": points, "maximum": maximum, "how": how}


@register.inclusion_tag("partials/live_total.html")
def live_total(label: str, points: object, maximum: object) -> dict[str, Any]:
    """The large figure on top of the live column."""
    return {"label": label, "points": points, "maximum": maximum}


@register.inclusion_tag("partials/problem_list.html")
def problem_list(problems: object) -> dict[str, Any]:
    """本页问题: each with severity, text, url and note."""
    return {"problems": problems}


@register.inclusion_tag("partials/check_row.html")
def check_row(check: object, field: BoundField | None = None) -> dict[str, Any]:
    """A row of 核对与提交: code, severity, place, text, facts, url, action, outcome; `field` is the 情况说明 box."""
    return {"check": check, "explanation": field}


@register.inclusion_tag("partials/timeline.html")
def timeline(events: object) -> dict[str, Any]:
    """办理记录: each event with title, detail, actor, at and current."""
    return {"events": events}


@register.inclusion_tag("partials/job_bar.html")
def job_bar(job: object) -> dict[str, Any]:
    """A long piece of work: title, state, done, total, message, url, result_url, result_label."""
    state = looks.code(_read(job, "state"))
    return {
        "job": job,
        "state": state,
        "face": looks.look(looks.JOBS, state),
        "under_way": state in {"queued", "running"},
    }


@register.inclusion_tag("partials/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Page links of a list; the other parameters of the address are kept."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {"page": page, "numbers": numbers, "request": context.get("request")}


@register.inclusion_tag("partials/empty.html")
def empty(title: str, text: str = "", icon: str = "inbox", url: str = "", action: str = "") -> dict[str, Any]:
    """What a list shows when it has nothing, and what to do then."""
    return {"title": title, "text": text, "icon_name": icon, "url": url, "action": action}


@register.inclusion_tag("partials/calc.html")
def calc(label: str, text: str, note: str = "", look: str = "", id: str = "") -> dict[str, Any]:
    """A computed value: never a box."""
    return {"label": label, "text": text, "note": note, "look": look, "id": id}


@register.inclusion_tag("partials/preset.html")
def preset(text: str, same: bool, difference: str = "", id: str = "") -> dict[str, Any]:
    """财政预置数 under a box; `difference` such as 多 181.38."""
    return {"preset": {"text": text, "same": same, "difference": difference}, "id": id}


@register.inclusion_tag("partials/conflict.html")
def conflict(name: str, label: str, mine: object, theirs: object) -> dict[str, Any]:
    """Two people changed one value: both (text, who, at); posts `name` as mine or theirs."""
    return {"name": name, "label": label, "mine": mine, "theirs": theirs}


@register.inclusion_tag("partials/evidence.html")
def evidence(files: object) -> dict[str, Any]:
    """佐证材料: each with name, url and pages."""
    return {"files": files}


@register.inclusion_tag("partials/number_line.html")
def number_line(bands: Iterable[Any], value: object, label: str, unit: str = "%") -> dict[str, Any]:
    """Where a value fell: bands with start, end, start_closed, end_closed, points; ratios of one with unit %."""
    return {"line": pictures.number_line(bands, value, label=label, unit=unit)}


# --- forms ---------------------------------------------------------------------------------------------------
@register.inclusion_tag("partials/field.html")
def field(
    bound: BoundField, unit: str = "", na: BoundField | None = None, reason: BoundField | None = None
) -> dict[str, Any]:
    """One field with everything around its box; `na` and `reason` are the tick and the text of 无此事项."""
    face = fields.face_of(bound, unit=unit)
    absent = na is not None and (na.value() or na.errors or (reason is not None and reason.errors))
    box = fields.widget_html(bound, face)
    return {"field": bound, "face": face, "box": box, "na": na, "reason": reason, "absent": absent}


@register.filter
def field_box(bound: BoundField) -> str:
    """Only the box of a field, for markup that the field tag does not print."""
    return fields.widget_html(bound, fields.face_of(bound))


@register.inclusion_tag("partials/cell.html")
def cell(bound: BoundField, label: str) -> dict[str, Any]:
    """One cell of a spreadsheet table."""
    warning = getattr(bound.field, "warning", "")
    return {"field": bound, "box": fields.cell_html(bound, label), "warning": warning}


@register.inclusion_tag("partials/segmented.html")
def segmented(bound: BoundField, bad: bool = False) -> dict[str, Any]:
    """Two or three choices side by side; the form field is a RadioSelect."""
    return {"field": bound, "bad": bad}


def _with_looks(stages: Iterable[Any]) -> list[tuple[Any, looks.Look]]:
    return [(stage, looks.look(looks.STAGES, _read(stage, "status"))) for stage in stages]


def _read(thing: Any, name: str) -> Any:
    """An attribute or a key, as templates read it."""
    return thing[name] if isinstance(thing, dict) else getattr(thing, name)
