"""The states, roles and acts of a filing, and their names on screen. Pure: standard library only."""

from enum import StrEnum


class State(StrEnum):
    """Where a filing stands. NOT_STARTED is never stored: there is no filing yet."""

    NOT_STARTED = "not_started"
    FILLING = "filling"
    AWAITING_SIGNATURE = "awaiting_signature"
    SENT_UP = "sent_up"
    """A unit's filing, handed to its superior department."""
    SUBMITTED = "submitted"
    REVIEWING = "reviewing"
    RETURNED = "returned"
    AMENDING = "amending"
    """Open again after the approval: the bureau has agreed to a 更正."""
    APPROVED = "approved"
    ARCHIVED = "archived"
    PUBLIC = "public"


FILER_WORDS: dict[State, str] = {
    State.NOT_STARTED: "未开始",
    State.FILLING: "填报中",
    State.AWAITING_SIGNATURE: "待审签",
    State.SENT_UP: "已报送上级部门",
    State.SUBMITTED: "已提交，待受理",
    State.REVIEWING: "审核中",
    State.RETURNED: "已退回",
    State.AMENDING: "更正中",
    State.APPROVED: "已通过",
    State.ARCHIVED: "已归档",
    State.PUBLIC: "已公开",
}
BUREAU_WORDS: dict[State, str] = {
    State.NOT_STARTED: "未开始",
    State.FILLING: "填报中",
    State.AWAITING_SIGNATURE: "单位审签中",
    State.SENT_UP: "已报送上级部门",
    State.SUBMITTED: "待受理",
    State.REVIEWING: "审核中",
    State.RETURNED: "已退回",
    State.AMENDING: "更正中",
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
    RECHECKER = "rechecker"
    """A 临时复核账号: what was drawn and given to it, until a day, and nothing else."""
    SUPERIOR = "superior"
    """Filer or head of the department that a unit belongs to; nobody is given this role."""


ROLE_NAMES: dict[Role, str] = {
    Role.FILER: "填报人",
    Role.HEAD: "部门负责人",
    Role.REVIEWER: "审核人",
    Role.RUBRIC_ADMIN: "绩效管理员",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.AUDITOR: "审计员",
    Role.RECHECKER: "复核人",
    Role.SUPERIOR: "上级部门填报人",
}
GRANTED = tuple(role for role in Role if role is not Role.SUPERIOR)
"""The roles that a person can be given."""


class Action(StrEnum):
    """What can be done to a filing."""

    VIEW = "view"
    READ_CONTENT = "read_content"
    """Read what is filled as it stands now; VIEW shows what was sent."""
    READ_DRAFT = "read_draft"
    """Read and print the whole of what is not sent yet."""
    VIEW_EVENTS = "view_events"
    OPEN = "open"
    EDIT = "edit"
    SEND_FOR_SIGNATURE = "send_for_signature"
    SIGN = "sign"
    HAND_BACK = "hand_back"
    SIGN_ON_PAPER = "sign_on_paper"
    """Print the paper that is signed, and hand in its scan."""
    SUBMIT = "submit"
    SEND_UP = "send_up"
    SEND_DOWN = "send_down"
    """Give a unit's filing back to the unit."""
    LEAVE_OUT = "leave_out"
    """Say that a unit is not summed, and why; or sum it again."""
    TAKE_BACK = "take_back"
    ACCEPT = "accept"
    COMMENT = "comment"
    ANSWER_COMMENT = "answer_comment"
    SETTLE_COMMENT = "settle_comment"
    CORRECT = "correct"
    RETURN = "return"
    HAND_ON = "hand_on"
    """Of two levels of review the first is done: on to the second."""
    APPROVE = "approve"
    GIVE_FEEDBACK = "give_feedback"
    """Say of every line that was cut whether the department agrees."""
    ANSWER_FEEDBACK = "answer_feedback"
    RECONSIDER = "reconsider"
    """Take the review up again where the department does not agree."""
    SETTLE = "settle"
    """定分: what was told is final."""
    KEEP_STAMPED = "keep_stamped"
    """Hand in the scan of the final copy with the department's seal."""
    SIGN_FOR_PAPER = "sign_for_paper"
    ASK_AMENDMENT = "ask_amendment"
    WITHDRAW_AMENDMENT = "withdraw_amendment"
    AGREE_AMENDMENT = "agree_amendment"
    REFUSE_AMENDMENT = "refuse_amendment"
    DROP_AMENDMENT = "drop_amendment"
    ARCHIVE = "archive"
    MAKE_PUBLIC = "make_public"
    REQUEST_REPORT = "request_report"
    PURGE = "purge"
    """Clear what may not be kept out of one place, with every copy of it."""


ACTION_NAMES: dict[Action, str] = {
    Action.VIEW: "查看",
    Action.READ_CONTENT: "查看填报内容",
    Action.READ_DRAFT: "查看报送前的报告",
    Action.VIEW_EVENTS: "查看办理记录",
    Action.OPEN: "开始填报",
    Action.EDIT: "填写",
    Action.SEND_FOR_SIGNATURE: "送领导审签",
    Action.SIGN: "审签",
    Action.HAND_BACK: "退回修改",
    Action.SIGN_ON_PAPER: "办理线下审签",
    Action.SUBMIT: "提交财政审核",
    Action.SEND_UP: "报送上级部门",
    Action.SEND_DOWN: "退回所属单位",
    Action.LEAVE_OUT: "设置是否计入汇总",
    Action.TAKE_BACK: "撤回",
    Action.ACCEPT: "受理",
    Action.COMMENT: "提审核意见",
    Action.ANSWER_COMMENT: "答复审核意见",
    Action.SETTLE_COMMENT: "处理答复",
    Action.CORRECT: "填写审核得分",
    Action.RETURN: "退回整改",
    Action.HAND_ON: "送复核",
    Action.APPROVE: "审核通过",
    Action.GIVE_FEEDBACK: "提反馈意见",
    Action.ANSWER_FEEDBACK: "答复反馈意见",
    Action.RECONSIDER: "重新审核",
    Action.SETTLE: "定分",
    Action.KEEP_STAMPED: "上传盖章件",
    Action.SIGN_FOR_PAPER: "签收纸质件",
    Action.ASK_AMENDMENT: "申请更正",
    Action.WITHDRAW_AMENDMENT: "撤回更正申请",
    Action.AGREE_AMENDMENT: "同意更正",
    Action.REFUSE_AMENDMENT: "不同意更正",
    Action.DROP_AMENDMENT: "放弃更正",
    Action.ARCHIVE: "归档",
    Action.MAKE_PUBLIC: "公开登记",
    Action.REQUEST_REPORT: "生成报告",
    Action.PURGE: "清除涉密内容",
}


FIRST, SECOND = 1, 2
LEVEL_NAMES: dict[int, str] = {FIRST: "初审", SECOND: "复核"}
"""The levels of review in a task that has two; one that has one calls it 审核."""
LEVELS: dict[int, str] = {FIRST: "一级（审核）", SECOND: "两级（初审、复核）"}
"""How many levels a task may have."""


class SignOff(StrEnum):
    """审签方式: whether and where the department's heads sign before the bureau receives the filing."""

    SKIP = "skip"
    ONLINE = "online"
    PAPER = "paper"


SIGN_OFF_NAMES: dict[SignOff, str] = {
    SignOff.SKIP: "不经系统审签",
    SignOff.ONLINE: "线上审签",
    SignOff.PAPER: "线下审签",
}


class Late(StrEnum):
    """What happens to a first submission after the filing window has closed."""

    REFUSE = "refuse"
    MARK = "mark"
