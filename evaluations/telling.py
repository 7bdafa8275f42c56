"""Who is told of what, in which words and led where: one table. Pure: standard library only."""

from dataclasses import dataclass
from enum import StrEnum

from .rectifying import STEPS, ItemAct, ItemState
from .transitions import TRANSITIONS
from .vocabulary import Action, Role, State

LISTED = "list_items"
"""The action of the event by which items come into 问题整改台账."""
DUE = "due"
"""The kind of a message that follows from no act: what somebody owes is due soon."""


class Place(StrEnum):
    """What the page that a message leads to is about."""

    NONE = ""
    FILING = "filing"
    WHOLE = "whole"
    """The filing of the department that sums the told one up."""
    ITEM = "item"
    """An item of 问题整改台账."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What one role is told of an act.

    `calls_for`: the act that waits for the person now; the message is open while he may do it. None: it only tells,
    and is open while the filing stands where the act left it.
    """

    to: Role
    title: str
    words: str
    """With {whose}, {task} and {due}; never a figure or a word of what is filed."""
    route: str
    calls_for: Action | ItemAct | None = None
    place: Place = Place.FILING


SENT = Telling(
    Role.REVIEWER, "待受理", "{whose}已提交财政审核，请受理。", "evaluations:review", Action.ACCEPT
)

TO_ARCHIVE = Telling(
    Role.RUBRIC_ADMIN,
    "待归档",
    "{whose}的自评可以归档了，请核对后归档。",
    "evaluations:result",
    Action.ARCHIVE,
)
"""Told by each act that may be the last before it, to those who may archive then."""

TELLINGS: dict[str, tuple[Telling, ...]] = {
    Action.SEND_FOR_SIGNATURE: (
        Telling(Role.HEAD, "待审签", "{whose}的自评请您审签。", "evaluations:sign", Action.SIGN),
    ),
    Action.HAND_BACK: (
        Telling(
            Role.FILER,
            "退回修改",
            "{whose}的自评由部门负责人退回修改。请修改后重新送审签。",
            "evaluations:check",
            Action.EDIT,
        ),
    ),
    Action.SUBMIT: (SENT,),
    Action.SIGN: (
        SENT,
        Telling(Role.FILER, "已审签", "{whose}的自评已审签，并已提交财政审核，待受理。", "evaluations:check"),
    ),
    Action.TAKE_BACK: (
        Telling(
            Role.REVIEWER,
            "已撤回",
            "{whose}已撤回提交的自评，现在不用受理。",
            "evaluations:desk",
            place=Place.NONE,
        ),
    ),
    Action.SEND_UP: (
        Telling(
            Role.SUPERIOR,
            "单位已报送",
            "{whose}已报送，请核对汇总。",
            "evaluations:units",
            Action.SEND_DOWN,
            Place.WHOLE,
        ),
    ),
    Action.SEND_DOWN: (
        Telling(
            Role.FILER,
            "退回修改",
            "{whose}的自评由上级部门退回。请修改后重新报送。",
            "evaluations:check",
            Action.EDIT,
        ),
    ),
    Action.ACCEPT: (
        Telling(
            Role.FILER,
            "已受理",
            "{whose}的自评已受理，正在审核。受理后不能撤回。",
            "evaluations:timeline",
        ),
        Telling(Role.HEAD, "已受理", "{whose}的自评已受理，正在审核。", "evaluations:timeline"),
    ),
    Action.HAND_ON: (
        Telling(
            Role.REVIEWER,
            "待复核",
            "{whose}的自评已完成初审，请复核。",
            "evaluations:review",
            Action.COMMENT,
        ),
    ),
    Action.RETURN: (
        Telling(
            Role.FILER,
            "退回整改",
            "{whose}的自评已退回整改。请逐条整改、答复，于{due}前重新提交。",
            "evaluations:returned",
            Action.EDIT,
        ),
        Telling(
            Role.HEAD,
            "退回整改",
            "{whose}的自评已退回整改，{due}前重新提交。请督促填报人整改。",
            "evaluations:returned",
        ),
    ),
    Action.APPROVE: (
        Telling(
            Role.FILER, "审核通过", "{whose}的自评已审核通过。请查看审核得分和下一步。", "evaluations:result"
        ),
        Telling(
            Role.HEAD, "审核通过", "{whose}的自评已审核通过。请查看审核得分和下一步。", "evaluations:result"
        ),
        TO_ARCHIVE,
    ),
    Action.GIVE_FEEDBACK: (
        Telling(Role.REVIEWER, "反馈意见", "{whose}已提交反馈意见，请查看、办理。", "evaluations:result"),
        TO_ARCHIVE,
    ),
    Action.RECONSIDER: (
        Telling(Role.FILER, "重新审核", "{whose}的自评按反馈意见重新审核。", "evaluations:result"),
    ),
    Action.SETTLE: (
        Telling(Role.FILER, "已定分", "{whose}的自评已定分。请查看下一步。", "evaluations:result"),
        Telling(Role.HEAD, "已定分", "{whose}的自评已定分。", "evaluations:result"),
        TO_ARCHIVE,
    ),
    Action.SIGN_FOR_PAPER: (TO_ARCHIVE,),
    Action.KEEP_STAMPED: (
        Telling(
            Role.RUBRIC_ADMIN,
            "待归档",
            "{whose}已上传盖章件，请核对后归档。",
            "evaluations:result",
            Action.ARCHIVE,
        ),
    ),
    Action.ASK_AMENDMENT: (
        Telling(
            Role.RUBRIC_ADMIN,
            "更正申请",
            "{whose}申请更正，请办理。",
            "evaluations:amendments",
            Action.AGREE_AMENDMENT,
        ),
    ),
    Action.AGREE_AMENDMENT: (
        Telling(
            Role.FILER,
            "同意更正",
            "{whose}的更正申请已同意。请更正后于{due}前重新提交。",
            "evaluations:check",
            Action.EDIT,
        ),
    ),
    Action.REFUSE_AMENDMENT: (
        Telling(Role.FILER, "不同意更正", "{whose}的更正申请没有同意。", "evaluations:amendments"),
    ),
    Action.ARCHIVE: (
        Telling(
            Role.FILER,
            "待公开登记",
            "{whose}的自评已归档。公开以后，请登记公开日期和网址。",
            "evaluations:make_public",
            Action.MAKE_PUBLIC,
        ),
    ),
    Action.MAKE_PUBLIC: (),
    LISTED: (
        Telling(
            Role.FILER,
            "整改通知",
            "{whose}的自评有问题列入问题整改台账。请逐项整改，反馈整改情况和佐证材料。",
            "evaluations:rectifications",
            place=Place.NONE,
        ),
    ),
    ItemAct.REPORT: (
        Telling(
            Role.REVIEWER,
            "整改情况待审核",
            "{whose}反馈了一项问题的整改情况，请审核。",
            "evaluations:rectification",
            ItemAct.CLOSE,
            Place.ITEM,
        ),
    ),
    ItemAct.FURTHER: (
        Telling(
            Role.FILER,
            "继续整改",
            "{whose}有一项问题须继续整改。请整改后再反馈。",
            "evaluations:rectification",
            ItemAct.REPORT,
            Place.ITEM,
        ),
    ),
    ItemAct.CLOSE: (
        Telling(
            Role.FILER, "已销号", "{whose}有一项问题已销号。", "evaluations:rectification", place=Place.ITEM
        ),
    ),
    DUE: (
        Telling(
            Role.FILER,
            "即将截止",
            "{whose}的自评还没有提交，{due}截止。请抓紧填报、提交。",
            "evaluations:todo",
            Action.EDIT,
            Place.NONE,
        ),
        Telling(
            Role.HEAD,
            "即将截止",
            "{whose}的自评还没有审签，{due}截止。请抓紧审签。",
            "evaluations:sign",
            Action.SIGN,
        ),
    ),
}
"""Act, or DUE -> who is told what; by each act whoever did it has seen what he was told before.

Of two that reach one person the first counts.
"""


def telling_of(kind: str, role: str) -> Telling | None:
    """Return what a role is told of a kind, None for what the table no longer has."""
    return next((one for one in TELLINGS.get(kind, ()) if one.to == role), None)


def waits(telling: Telling, state: State, item: ItemState | None = None) -> bool:
    """Whether a filing, or an item, in this state waits for what a message calls for, as far as states alone tell."""
    if isinstance(telling.calls_for, ItemAct):
        return item in STEPS[telling.calls_for].states
    return telling.calls_for is not None and state in TRANSITIONS[telling.calls_for].states
