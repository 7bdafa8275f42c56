"""Marks of one line: badges, severities, chips, bars. A picture and a word, never colour alone."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal import formatting, looks


def icon(name: str) -> SafeString:
    """A picture beside a word; never alone."""
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name) if name else SafeString("")


def _mark(kind: str, face: looks.Look, text: str) -> SafeString:
    return format_html('<span class="{} {}">{}{}</span>', kind, face.css, icon(face.icon), text or face.word)


def state_badge(state: object, text: str = "", audience: str = "filer") -> SafeString:
    """A filing's or version's state; `text` replaces the word, `audience` is filer or bureau."""
    return _mark("st", looks.state_look(state, audience), text)


def mark(kind: str, text: str = "") -> SafeString:
    """A mark beside a state: late, extended, correcting, exempt, offline, rehearsal, plain."""
    return _mark("st", looks.look(looks.MARKS, kind), text)


def badge(css: str, text: str, icon: str = "") -> SafeString:
    """A free badge: `css` is fill, wait, work, back, pass, open, kept, late or dash."""
    return _mark("st", looks.Look(f"st-{css}", icon, text), text)


def comment_badge(state: object) -> SafeString:
    """An 审核意见's state: to_mend, answered, adopted, mend_further."""
    return _mark("st", looks.look(looks.COMMENTS, state), "")


def severity(value: object, text: str = "") -> SafeString:
    """阻断, 需说明 or 提示, given as enum, word or block/explain/hint; ok and none carry free text."""
    return _mark("sev", looks.look(looks.SEVERITIES, value), text)


def outcome(value: object, text: str = "") -> SafeString:
    """What a check came to: 相符, 已说明, 不符, 缺数, 不适用."""
    return _mark("sev", looks.look(looks.OUTCOMES, value), text)


def chip(text: str, caption: str = "") -> SafeString:
    """A figure standing in a text."""
    small = format_html("<small>{}</small>", caption) if caption else ""
    return format_html('<span class="chip">{}{}</span>', text, small)


def pin(number: object, state: str = "open", href: str = "") -> SafeString:
    """The number of an 审核意见 in the text; `state` is open or done, `href` leads to the comment."""
    css = "pin done" if state == "done" else "pin"
    if href:
        return format_html(
            '<a class="{}" href="{}" aria-label="审核意见 {}">{}</a>', css, href, number, number
        )
    return format_html('<span class="{}">{}</span>', css, number)


def points_bar(points: object, maximum: object, label: str) -> SafeString:
    """The thin bar under a score; amber where nothing was scored."""
    percent = formatting.share(points, maximum)
    css = "bar" if percent else "bar bar-ask"
    return format_html(
        '<progress class="{}" max="100" value="{}" aria-label="{}得分率">{}%</progress>',
        css,
        percent,
        label,
        percent,
    )
