"""Who may do what to a filing, in which state and when. Pure: standard library only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Where a filing stands. NOT_STARTED is never stored: there is no filing yet."""

    NOT_STARTED = "not_started"
    FILLING = "filling"
    AWAITING_SIGNATURE = "awaiting_signature"
    SUBMITTED = "submitted"
    REVIEWING = "reviewing"
    RETURNED = "returned"
    APPROVED = "approved"
    ARCHIVED = "archived"
    PUBLIC = "public"


FILER_WORDS: dict[State, str] = {
    State.NOT_STARTED: "未开始",
    State.FILLING: "填报中",
    State.AWAITING_SIGNATURE: "待审签",
    State.SUBMITTED: "已提交，待受理",
    State.REVIEWING: "审核中",
    State.RETURNED: "已退回",
    State.APPROVED: "已通过",
    State.ARCHIVED: "已归档",
    State.PUBLIC: "已公开",
}
BUREAU_WORDS: dict[State, str] = {
    State.NOT_STARTED: "未开始",
    State.FILLING: "填报中",
    State.AWAITING_SIGNATURE: "单位审签中",
    State.SUBMITTED: "待受理",
    State.REVIEWING: "审核中",
    State.RETURNED: "已退回",
    State.APPROVED: "已通过",
    State.ARCHIVED: "已归档",
    State.PUBLIC: "已公开",
}


class Role(StrEnum):
    """What a person is to a filing, or to the portal."""

    FILER = "filer"
    HEAD = "head"
    REVIEWER = "reviewer"
    RUBRIC_ADMIN = "rubric_admin"
    SYSTEM_ADMIN = "system_admin"
    AUDITOR = "auditor"


ROLE_NAMES: dict[Role, str] = {
    Role.FILER: "填报人",
    Role.HEAD: "部门负责人",
    Role.REVIEWER: "审核人",
    Role.RUBRIC_ADMIN: "绩效管理员",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.AUDITOR: "审计员",
}


class Action(StrEnum):
    """What can be done to a filing."""

    VIEW = "view"
    VIEW_EVENTS = "view_events"
    OPEN = "open"
    EDIT = "edit"
    SEND_FOR_SIGNATURE = "send_for_signature"
    SIGN = "sign"
    HAND_BACK = "hand_back"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    ACCEPT = "accept"
    COMMENT = "comment"
    ANSWER_COMMENT = "answer_comment"
    SETTLE_COMMENT = "settle_comment"
    CORRECT = "correct"
    RETURN = "return"
    APPROVE = "approve"
    ARCHIVE = "archive"
    MAKE_PUBLIC = "make_public"
    REQUEST_REPORT = "request_report"


ACTION_NAMES: dict[Action, str] = {
    Action.VIEW: "查看",
    Action.VIEW_EVENTS: "查看办理记录",
    Action.OPEN: "开始填报",
    Action.EDIT: "填写",
    Action.SEND_FOR_SIGNATURE: "送领导审签",
    Action.SIGN: "审签",
    Action.HAND_BACK: "退回修改",
    Action.SUBMIT: "提交财政审核",
    Action.TAKE_BACK: "撤回",
    Action.ACCEPT: "受理",
    Action.COMMENT: "提审核意见",
    Action.ANSWER_COMMENT: "答复审核意见",
    Action.SETTLE_COMMENT: "处理答复",
    Action.CORRECT: "填写审核得分",
    Action.RETURN: "退回整改",
    Action.APPROVE: "审核通过",
    Action.ARCHIVE: "归档",
    Action.MAKE_PUBLIC: "公开登记",
    Action.REQUEST_REPORT: "生成报告",
}


class SignOff(StrEnum):
    """审签方式: whether the head signs in the portal before the bureau receives the filing."""

    SKIP = "skip"
    ONLINE = "online"


class Late(StrEnum):
    """What happens to a first submission after the filing window has closed."""

    REFUSE = "refuse"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the decision depends on besides state and role. Times carry a zone; `now` is the database's clock."""

    now: datetime
    opens: datetime | None = None
    """Start of the window for filing; None: not set, nothing may be filed."""
    closes: datetime | None = None
    own_department: bool = False
    """The person belongs to the department that files."""
    sign_off: SignOff = SignOff.SKIP
    late: Late = Late.REFUSE
    unanswered: int = 0
    """Items of the last return without an answer."""
    unchanged: bool = False
    """Nothing differs from what was returned."""
    unsettled: int = 0
    """Comments that are neither adopted nor withdrawn."""
    to_mend: int = 0
    """Comments that the next return would list."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`reason` says why not and who can help; it is empty when ok."""

    ok: bool
    reason: str = ""


YES = Decision(True)


@dataclass(frozen=True, slots=True)
class Transition:
    """Roles that may act, states they may act in, and the state that follows (None: the same)."""

    roles: frozenset[Role]
    states: frozenset[State]
    to: State | None = None


EVERY_STORED_STATE = frozenset(State) - {State.NOT_STARTED}
EDITABLE = frozenset({State.FILLING, State.RETURNED})
SUBMITTED_OR_LATER = EVERY_STORED_STATE - {State.FILLING, State.AWAITING_SIGNATURE}
FINISHED = frozenset({State.APPROVED, State.ARCHIVED, State.PUBLIC})
OWN = frozenset({Role.FILER, Role.HEAD})


def _transition(roles: Iterable[Role], states: Iterable[State], to: State | None = None) -> Transition:
    return Transition(frozenset(roles), frozenset(states), to)


TRANSITIONS: dict[Action, Transition] = {
    Action.VIEW: _transition({*OWN, Role.REVIEWER, Role.RUBRIC_ADMIN}, EVERY_STORED_STATE),
    Action.VIEW_EVENTS: _transition(
        {*OWN, Role.REVIEWER, Role.RUBRIC_ADMIN, Role.AUDITOR}, EVERY_STORED_STATE
    ),
    Action.OPEN: _transition({Role.FILER}, {State.NOT_STARTED}, State.FILLING),
    Action.EDIT: _transition({Role.FILER}, EDITABLE),
    Action.SEND_FOR_SIGNATURE: _transition({Role.FILER}, EDITABLE, State.AWAITING_SIGNATURE),
    Action.SIGN: _transition({Role.HEAD}, {State.AWAITING_SIGNATURE}, State.SUBMITTED),
    Action.HAND_BACK: _transition({Role.HEAD}, {State.AWAITING_SIGNATURE}, State.FILLING),
    Action.SUBMIT: _transition({Role.FILER}, EDITABLE, State.SUBMITTED),
    Action.TAKE_BACK: _transition({Role.FILER}, {State.SUBMITTED}, State.FILLING),
    Action.ACCEPT: _transition({Role.REVIEWER}, {State.SUBMITTED}, State.REVIEWING),
    Action.COMMENT: _transition({Role.REVIEWER}, {State.REVIEWING}),
    Action.ANSWER_COMMENT: _transition({Role.FILER}, {State.RETURNED}),
    Action.SETTLE_COMMENT: _transition({Role.REVIEWER}, {State.REVIEWING}),
    Action.CORRECT: _transition({Role.REVIEWER}, {State.REVIEWING}),
    Action.RETURN: _transition({Role.REVIEWER}, {State.REVIEWING}, State.RETURNED),
    Action.APPROVE: _transition({Role.REVIEWER}, {State.REVIEWING}, State.APPROVED),
    Action.ARCHIVE: _transition({Role.RUBRIC_ADMIN}, {State.APPROVED}, State.ARCHIVED),
    Action.MAKE_PUBLIC: _transition({Role.FILER, Role.RUBRIC_ADMIN}, {State.ARCHIVED}, State.PUBLIC),
    Action.REQUEST_REPORT: _transition({*OWN, Role.REVIEWER, Role.RUBRIC_ADMIN}, SUBMITTED_OR_LATER),
}
