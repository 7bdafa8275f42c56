"""问题整改台账: where an item stands, who may do what about it, and why not. Pure: standard library only."""

from dataclasses import dataclass
from enum import StrEnum

from .vocabulary import ROLE_NAMES, Role
from .workflow import Decision


class ItemState(StrEnum):
    """Where an item of the ledger stands."""

    TO_MEND = "to_mend"
    MENDING = "mending"
    REPORTED = "reported"
    FURTHER = "further"
    CLOSED = "closed"


STATE_NAMES: dict[ItemState, str] = {
    ItemState.TO_MEND: "待整改",
    ItemState.MENDING: "整改中",
    ItemState.REPORTED: "待审核",
    ItemState.FURTHER: "继续整改",
    ItemState.CLOSED: "已销号",
}


class ItemAct(StrEnum):
    """What can be done to an item; also the action of its event."""

    NOTE = "rectify_note"
    REPORT = "rectify_report"
    CLOSE = "rectify_close"
    FURTHER = "rectify_further"


ACT_NAMES: dict[ItemAct, str] = {
    ItemAct.NOTE: "填写整改情况",
    ItemAct.REPORT: "整改情况反馈",
    ItemAct.CLOSE: "销号",
    ItemAct.FURTHER: "要求继续整改",
}


@dataclass(frozen=True, slots=True)
class Step:
    """Roles that may act, states they may act in, and the state that follows."""

    roles: frozenset[Role]
    states: frozenset[ItemState]
    to: ItemState


WITH_DEPARTMENT = frozenset({ItemState.TO_MEND, ItemState.MENDING, ItemState.FURTHER})
OPEN = WITH_DEPARTMENT | {ItemState.REPORTED}
FILERS = frozenset({Role.FILER})
JUDGES = frozenset({Role.REVIEWER, Role.RUBRIC_ADMIN})

STEPS: dict[ItemAct, Step] = {
    ItemAct.NOTE: Step(FILERS, WITH_DEPARTMENT, ItemState.MENDING),
    ItemAct.REPORT: Step(FILERS, WITH_DEPARTMENT, ItemState.REPORTED),
    ItemAct.CLOSE: Step(JUDGES, frozenset({ItemState.REPORTED}), ItemState.CLOSED),
    ItemAct.FURTHER: Step(JUDGES, frozenset({ItemState.REPORTED}), ItemState.FURTHER),
}

WAITING_FOR: dict[ItemState, str] = {
    ItemState.TO_MEND: "请填报人整改后反馈",
    ItemState.MENDING: "请填报人整改后反馈",
    ItemState.REPORTED: "请等审核人审核",
    ItemState.FURTHER: "请填报人继续整改后反馈",
    ItemState.CLOSED: "不用再办",
}
NO_EVIDENCE = "还没有佐证材料，不能反馈。请先上传证明已经整改的文件。"


def may(
    act: ItemAct, state: ItemState, roles: frozenset[Role], *, own_department: bool, proven: bool
) -> Decision:
    """Say whether a person with `roles` on an item may act so, and if not why and who can help.

    `own_department`: the person belongs to the department; `proven`: a file stands by the item, or comes with the act.
    """
    step, name = STEPS[act], ACT_NAMES[act]
    if not roles & step.roles:
        helpers = "、".join(ROLE_NAMES[role] for role in Role if role in step.roles)
        return Decision(ok=False, reason=f"您的角色不能{name}。请联系{helpers}。")
    if step.roles is JUDGES and own_department:
        return Decision(ok=False, reason=f"不能对本部门的问题{name}。请联系绩效管理员另派审核人。")
    if state not in step.states:
        return Decision(ok=False, reason=f"现在是“{STATE_NAMES[state]}”，不能{name}。{WAITING_FOR[state]}。")
    if act is ItemAct.REPORT and not proven:
        return Decision(ok=False, reason=NO_EVIDENCE)
    return Decision(ok=True)
