"""Events in words for 操作日志: who did what to whom or to which department; names are fetched once a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from evaluations.models import Department, Event, Window
from evaluations.selectors.timeline import act_name
from evaluations.views.event_values import said
from evaluations.workflow import BUREAU_WORDS, ROLE_NAMES, Role, State

type Names = Mapping[tuple[str, int], str]

FIELD_NAMES = {
    "name": "名称",
    "is_active": "启用",
    "email": "邮箱",
    "kind": "类别",
    "division": "对口业务科",
    "parent": "上级部门",
    "classified": "涉密",
    "active_from": "启用日期",
    "active_to": "停用日期",
    "successor": "承接部门",
    "renamed_on": "更名日期",
    "renamed_by": "更名文号",
}


@dataclass(frozen=True, slots=True)
class LogRow:
    """One event. `place` is the department and task of a filing, '' for what concerns none."""

    at: datetime
    actor: str
    account: str
    act: str
    place: str
    detail: str
    chain: str
    seq: int
    seal: str


def log_rows(events: Iterable[Event]) -> list[LogRow]:
    """Return events in words. Two queries for the names in them, however many events there are."""
    held = list(events)
    names = _names_in(held)
    return [_row(event, names) for event in held]


def _row(event: Event, names: Names) -> LogRow:
    filing = event.filing
    return LogRow(
        at=event.at,
        actor=str(event.actor or "系统"),
        account=event.actor.get_username() if event.actor else "",
        act=act_name(event.action),
        place=f"{filing.department.name} · {filing.cycle.title}" if filing else "",
        detail="；".join(_details(event.data, names)),
        chain=event.chain,
        seq=event.seq,
        seal=event.sha[:8],
    )


def _names_in(events: list[Event]) -> Names:
    people = {
        event.data[key]
        for event in events
        for key, _, kind in NAMED
        if kind == "person" and key in event.data
    }
    departments = {event.data["department"] for event in events if event.data.get("department")}
    found: dict[tuple[str, int], str] = {
        ("person", person.pk): str(person) for person in get_user_model().objects.filter(pk__in=people)
    }
    found |= {("department", one.pk): one.name for one in Department.objects.filter(pk__in=departments)}
    return found


def _details(data: Mapping[str, Any], names: Names) -> list[str]:
    """Say what an event's data holds; what nobody outside the program needs is left out."""
    parts = [_state(data), *(f"{label} {said(data[key])}" for key, label in PLAIN.items() if data.get(key))]
    parts.append("，".join(f"{FIGURES[name]} {count} 项" for name, count in data.get("figures", {}).items()))
    for key, label, kind in NAMED:
        if data.get(key):
            parts.append(f"{label} {names.get((kind, data[key]), data[key])}")
    if "role" in data:
        parts.append(f"角色 {ROLE_NAMES[Role(data['role'])]}")
    if data.get("roles"):
        parts.append("角色 " + "、".join(ROLE_NAMES[Role(role)] for role in data["roles"]))
    if data.get("departments"):
        parts.append(f"审核的部门 {len(data['departments'])} 个")
    if data.get("offices"):
        parts.append("、".join(f"{stage}：{office or '（空）'}" for stage, office in data["offices"].items()))
    if "phase" in data:
        parts.append(f"环节 {Window.Phase(data['phase']).label}")
    if data.get("changed"):
        parts.append("改动 " + "、".join(FIELD_NAMES.get(name, name) for name in data["changed"]))
    if "items" in data:
        parts.append(f"共 {data['items']} 条意见")
    return [part for part in parts if part]


NAMED = (
    ("user", "人员", "person"),
    ("reviewer", "审核人", "person"),
    ("reader", "复核人", "person"),
    ("new_user", "接手人", "person"),
    ("deputy", "代审人", "person"),
    ("department", "部门", "department"),
)
FIGURES = {"added": "新增", "changed": "修改"}
PLAIN = {
    "figures_moved": "改动",
    "sample": "抽取次序",
    "share": "抽取比例",
    "seed": "随机种子",
    "username": "账号",
    "code": "编码",
    "title": "任务",
    "rubric": "版本",
    "number": "编号",
    "place": "位置",
    "listed": "列入事项",
    "item_number": "整改事项",
    "opens": "开始",
    "closes": "截止",
    "due": "重报期限",
    "starts": "自",
    "ends": "至",
    "web_address": "网址",
    "day": "日期",
    "reason": "原因",
    "for": "代",
}


def _state(data: Mapping[str, Any]) -> str:
    if "from" not in data or "to" not in data:
        return ""
    return f"{BUREAU_WORDS[State(data['from'])]} → {BUREAU_WORDS[State(data['to'])]}"
