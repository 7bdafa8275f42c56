"""办理记录: what happened to a filing, and the portal's log for the auditor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from evaluations.models import Event, Filing
from evaluations.rectifying import ACT_NAMES
from evaluations.workflow import ACTION_NAMES, Action

OTHER_ACTS = {
    "add_department": "增加部门",
    "change_department": "修改部门",
    "add_user": "增加账号",
    "change_user": "修改账号",
    "reset_password": "重置密码",
    "change_password": "修改密码",
    "grant_role": "设置角色",
    "end_role": "结束角色",
    "hand_over": "交接账号",
    "print_sheet": "打印审签单",
    "keep_scan": "上传审签单扫描件",
    "print_draft": "打印审签稿",
    "print_notice": "打印退回意见书",
    "set_offices": "设置责任科室",
    "open_cycle": "布置自评任务",
    "set_window": "设置起止时间",
    "close_cycle": "结束自评任务",
    "assign_reviewer": "分派审核人",
    "remove_assignment": "取消审核分工",
    "hand_over_review": "移交审核",
    "name_deputy": "指定代审",
    "end_deputy": "结束代审",
    "import_rubric": "导入指标体系",
    "publish_rubric": "发布指标体系",
    "retire_rubric": "停用指标体系",
    "import_presets": "导入财政预置数",
    "import_previous": "导入上年数",
    "import_targets": "导入下达指标",
    "withdraw_preset": "撤回导入的数",
    "preset_moved": "财政改动了导入的数",
    "draw_sample": "抽取复核对象",
    "give_second_look": "分派抽查复核",
    "save_second_scores": "填写抽查复核得分",
    "finish_second_look": "完成抽查复核",
    "settle_second_look": "处理复核差异",
    "list_items": "列入问题整改台账",
    **{act.value: name for act, name in ACT_NAMES.items()},
    "anchor": "留存记录链的末尾",
}
ACTS: dict[str, str] = {**{action.value: name for action, name in ACTION_NAMES.items()}, **OTHER_ACTS}


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of 办理记录."""

    seq: int
    act: str
    actor: str
    at: datetime
    data: Mapping[str, object]


def timeline_of(filing: Filing) -> list[TimelineEntry]:
    """Return everything that was done to a filing, latest first. One query."""
    events = filing.events.select_related("actor").order_by("-seq")
    return [
        TimelineEntry(event.seq, act_name(event.action), actor_of(event), event.at, event.data)
        for event in events
    ]


def given_back(filing: Filing) -> str:
    """Return the words with which a unit's filing was given back, '' where that is not the last that happened."""
    acts = [Action.SEND_UP.value, Action.SEND_DOWN.value]
    last = filing.events.filter(action__in=acts).order_by("-seq").first()
    return str(last.data.get("words", "")) if last is not None and last.action == Action.SEND_DOWN else ""


def actor_of(event: Event) -> str:
    """Return who did it, and in whose place where it was a deputy."""
    absent = event.data.get("for")
    return f"{event.actor or '系统'}（代{absent}）" if absent else str(event.actor or "系统")


def act_name(action: str) -> str:
    """Return an act's name on screen."""
    return ACTS.get(action, action)


@dataclass(frozen=True, slots=True)
class LogQuery:
    """What the auditor asks the log for."""

    words: str = ""
    action: str = ""
    first: date | None = None
    last: date | None = None


def event_log(asked: LogQuery) -> QuerySet[Event]:
    """Return the events that match, latest first; page through it, it is long."""
    events = Event.objects.select_related("actor", "filing__department", "filing__cycle").order_by(
        "-at", "-id"
    )
    if asked.words:
        events = events.filter(
            Q(actor__name__icontains=asked.words)
            | Q(actor__username__icontains=asked.words)
            | Q(filing__department__name__icontains=asked.words)
        )
    if asked.action:
        events = events.filter(action=asked.action)
    if asked.first:
        events = events.filter(at__date__gte=asked.first)
    if asked.last:
        events = events.filter(at__date__lte=asked.last)
    return events
