"""Which mark stands for which state: class, icon and word of every badge. Colour never stands alone."""

from dataclasses import dataclass
from enum import Enum

from evaluations.workflow import BUREAU_WORDS, FILER_WORDS, State


@dataclass(frozen=True, slots=True)
class Look:
    """`css` is the second class (`st-…` or `sev-…`), `icon` a Bootstrap icon, `word` what is said."""

    css: str
    icon: str
    word: str


STATES = {
    State.NOT_STARTED: ("st-dash", "circle"),
    State.FILLING: ("st-fill", "pencil"),
    State.AWAITING_SIGNATURE: ("st-wait", "pen"),
    State.SENT_UP: ("st-wait", "inbox"),
    State.SUBMITTED: ("st-wait", "inbox"),
    State.REVIEWING: ("st-work", "search"),
    State.RETURNED: ("st-back", "arrow-return-left"),
    State.AMENDING: ("st-back", "pencil-square"),
    State.APPROVED: ("st-pass", "check2"),
    State.ARCHIVED: ("st-kept", "archive"),
    State.PUBLIC: ("st-open", "globe2"),
}

VERSIONS = {
    "draft": Look("st-fill", "pencil", "草稿"),
    "published": Look("st-open", "check2-circle", "已启用"),
    "retired": Look("st-kept", "archive", "已停用"),
}

MARKS = {
    "late": Look("st-late", "clock", "逾期未报"),
    "extended": Look("st-dash", "calendar-plus", "延期"),
    "correcting": Look("st-back", "pencil-square", "更正中"),
    "exempt": Look("st-dash", "dash-circle", "免报"),
    "offline": Look("st-dash", "envelope", "线下报送（涉密）"),
    "rehearsal": Look("st-dash", "easel", "试填"),
    "plain": Look("st-dash", "", ""),
}

COMMENTS = {
    "to_mend": Look("st-back", "circle", "待整改"),
    "answered": Look("st-fill", "chat-left-text", "已答复"),
    "adopted": Look("st-pass", "check2", "已采纳"),
    "mend_further": Look("st-back", "arrow-repeat", "继续整改"),
    "withdrawn": Look("st-dash", "dash-circle", "已撤回"),
}

SEVERITIES = {
    "阻断": Look("sev-block", "x-octagon-fill", "阻断"),
    "需说明": Look("sev-ask", "exclamation-triangle-fill", "需说明"),
    "提示": Look("sev-hint", "info-circle-fill", "提示"),
    "ok": Look("sev-ok", "check-circle-fill", "相符"),
    "none": Look("sev-none", "dash-circle", ""),
}

OUTCOMES = {
    "相符": Look("sev-ok", "check-circle-fill", "相符"),
    "已说明": Look("sev-ok", "chat-left-text-fill", "已说明"),
    "不符": Look("sev-block", "x-circle", "不符"),
    "缺数": Look("sev-none", "dash-circle", "缺数"),
    "不适用": Look("sev-none", "slash-circle", "不适用"),
}

STAGES = {
    "todo": Look("is-todo", "circle", "未开始"),
    "doing": Look("is-doing", "circle-half", "填写中"),
    "done": Look("is-done", "check-circle-fill", "已填完"),
    "ask": Look("is-ask", "exclamation-triangle-fill", "有问题"),
    "bad": Look("is-bad", "x-octagon-fill", "有问题"),
    "back": Look("is-back", "arrow-return-left", "被退回"),
    "text": Look("", "file-text", ""),
    "list": Look("", "list-check", ""),
}

NOTES = {
    "block": SEVERITIES["阻断"],
    "ask": SEVERITIES["需说明"],
    "hint": SEVERITIES["提示"],
    "ok": Look("sev-ok", "check-circle-fill", "完成"),
    "plain": Look("sev-none", "info-circle", ""),
}

JOBS = {
    "queued": Look("sev-none", "hourglass", "排队中"),
    "running": Look("sev-hint", "arrow-repeat", "正在办理"),
    "done": Look("sev-ok", "check-circle-fill", "完成"),
    "partly": Look("sev-ask", "exclamation-triangle-fill", "部分完成"),
    "failed": Look("sev-block", "x-octagon-fill", "没有完成"),
}

ALIASES = {
    "block": "阻断",
    "explain": "需说明",
    "ask": "需说明",
    "hint": "提示",
    "holds": "相符",
    "explained": "已说明",
    "fails": "不符",
    "missing": "缺数",
    "no_data": "缺数",
    "not_applicable": "不适用",
    "未开始": "todo",
    "填写中": "doing",
    "已填完": "done",
    "有问题": "bad",
    "被退回": "back",
}


def code(value: object) -> str:
    """The key of a state, severity or outcome, given as enum or text."""
    return str(value.value if isinstance(value, Enum) else value)


def look(table: dict[str, Look], value: object) -> Look:
    """The look of a value; one that the table does not know is shown as a plain word, never dropped."""
    text = code(value)
    key = text if text in table else ALIASES.get(text, text)
    return table.get(key, Look("st-dash" if table is COMMENTS else "sev-none", "", key))


def state_look(value: object, audience: str) -> Look:
    """A filing's state in the words of `filer` or `bureau`, or a rubric version's."""
    key = code(value)
    if key not in set(State):
        return VERSIONS.get(key, Look("st-dash", "", key))
    state = State(key)
    words = BUREAU_WORDS if audience == "bureau" else FILER_WORDS
    return Look(*STATES[state], words[state])
