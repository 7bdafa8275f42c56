"""Who may do what to a filing, in which state and when. Pure: standard library only."""

from dataclasses import dataclass
from datetime import datetime

from .facts import Facts, Finish
from .finishing import against_finishing
from .reviewing import against_review
from .transitions import (
    BACK_TO_WHERE_IT_CAME_FROM,
    BUREAU,
    EDITABLE,
    EVERY_STORED_STATE,
    FINISHED,
    FINISHING,
    INSIDE,
    LOOKING,
    NEEDS_COMMENTS,
    NEEDS_OPEN_WINDOW,
    NOT_IN_OWN_DEPARTMENT,
    OF_PARTS,
    OWN,
    REOPENED,
    SECOND_READERS,
    SENDING,
    SETTLING,
    SUBMITTED_OR_LATER,
    TRANSITIONS,
    UNSENT,
    WITH_BUREAU,
    Transition,
)
from .vocabulary import (
    ACTION_NAMES,
    BUREAU_WORDS,
    FILER_WORDS,
    FIRST,
    GRANTED,
    LEVEL_NAMES,
    LEVELS,
    ROLE_NAMES,
    SECOND,
    SIGN_OFF_NAMES,
    Action,
    Late,
    Role,
    SignOff,
    State,
)
from .wording import moment

__all__ = [
    "ACTION_NAMES",
    "BUREAU",
    "BUREAU_WORDS",
    "EDITABLE",
    "EVERY_STORED_STATE",
    "FILER_WORDS",
    "FINISHED",
    "FINISHING",
    "FIRST",
    "GRANTED",
    "INSIDE",
    "LEVELS",
    "LEVEL_NAMES",
    "LOOKING",
    "NEEDS_COMMENTS",
    "NEEDS_OPEN_WINDOW",
    "NOT_IN_OWN_DEPARTMENT",
    "OF_PARTS",
    "OWN",
    "REOPENED",
    "ROLE_NAMES",
    "SECOND",
    "SECOND_READERS",
    "SENDING",
    "SETTLING",
    "SIGN_OFF_NAMES",
    "SUBMITTED_OR_LATER",
    "TRANSITIONS",
    "UNSENT",
    "WITH_BUREAU",
    "Action",
    "Decision",
    "Facts",
    "Finish",
    "Late",
    "Role",
    "SignOff",
    "State",
    "Transition",
    "allowed",
    "closed_to_bureau",
    "deadline_of",
    "is_late",
    "state_after",
    "was_sent",
    "words_for",
]


@dataclass(frozen=True, slots=True)
class Decision:
    """`reason` says why not and who can help; it is empty when ok."""

    ok: bool
    reason: str = ""


YES = Decision(ok=True)


WAITING_FOR: dict[State, tuple[str, str]] = {
    State.NOT_STARTED: ("请填报人先点“开始填报”", "请等填报人开始填报"),
    State.FILLING: ("请填报人填写后提交", "填报人提交以后才能办理"),
    State.AWAITING_SIGNATURE: ("请部门负责人审签或退回修改", "部门负责人审签以后才能办理"),
    State.SENT_UP: ("需要修改的，请上级部门退回", "请上级部门汇总"),
    State.SUBMITTED: ("财政受理前，填报人可以撤回", "请审核人先受理"),
    State.REVIEWING: ("需要修改的，请联系审核人退回整改", "已由审核人受理"),
    State.RETURNED: ("请填报人整改后重新提交", "请等填报人整改后重新提交"),
    State.AMENDING: ("请填报人更正后重新提交", "请等填报人更正后重新提交"),
    State.APPROVED: ("需要更正的，请申请更正", "需要更正的，请部门申请更正"),
    State.ARCHIVED: ("需要更正的，请申请更正", "需要更正的，请部门申请更正"),
    State.PUBLIC: ("需要更正的，请申请更正", "需要更正的，请部门申请更正"),
}
"""Who can help in a state: said to the department, and to the bureau."""


NOT_SENT = "部门还没有提交，填报内容暂不能查看。请等部门提交以后再看。"
UNCHANGED = "退回以后填报内容没有改动。请填报人按退回意见修改后再提交。"
UNCHANGED_AMENDMENT = "同意更正以后填报内容没有改动。请填报人更正后再提交；不更正的，请放弃更正。"
NOT_AMENDED = "部门正在更正，改动还没有提交，暂不能查看。最近一次定稿请在审核结果页查看。"
NOT_SENT_AGAIN = "部门正在整改，改动还没有提交，暂不能查看。最近一次提交的内容请在审核页查看。"


def state_after(action: Action, state: State, returns: int, *, amending: bool = False) -> State:
    """Return the state that follows. What comes back after a return is 已退回 again, not 填报中; in a 更正 更正中."""
    if action in BACK_TO_WHERE_IT_CAME_FROM and (returns or amending):
        return State.AMENDING if amending else State.RETURNED
    return TRANSITIONS[action].to or state


def was_sent(state: State, returns: int) -> bool:
    """Whether the bureau holds a submission: what was returned stays sent, what was taken back does not."""
    return state in SUBMITTED_OR_LATER or returns > 0


def closed_to_bureau(state: State, returns: int, action: Action, whole: State | None = None) -> bool:
    """Whether the bureau may not look: what the department writes is its own until it is sent.

    A part (`whole` is where the department's filing stands) is seen as it was summed up, while that cannot change.
    What has to be cleared is cleared wherever it stands; the page shows no word of what was not sent.
    """
    if action is Action.PURGE:
        return False
    if whole is not None:
        return state is not State.SENT_UP or whole not in WITH_BUREAU
    if action is Action.READ_CONTENT:
        return state not in WITH_BUREAU
    return not was_sent(state, returns)


def words_for(state: State, roles: frozenset[Role]) -> str:
    """Return the name of a state as the department or as the bureau says it."""
    return FILER_WORDS[state] if roles & INSIDE else BUREAU_WORDS[state]


def allowed(state: State, roles: frozenset[Role], action: Action, facts: Facts) -> Decision:
    """Say whether a person with `roles` on a filing may act on it now; if not, why and who can help."""
    transition = TRANSITIONS[action]
    name = ACTION_NAMES[action]
    if not roles & transition.roles:
        helpers = "、".join(ROLE_NAMES[role] for role in Role if role in transition.roles)
        return Decision(ok=False, reason=f"您的角色不能{name}。请联系{helpers}。")
    if action in NOT_IN_OWN_DEPARTMENT and facts.own_department:
        return Decision(ok=False, reason=f"不能对本部门的自评{name}。请联系绩效管理员另派审核人。")
    if state not in transition.states:
        helped = WAITING_FOR[state][0 if roles & INSIDE else 1]
        return Decision(ok=False, reason=f"现在是“{words_for(state, roles)}”，不能{name}。{helped}。")
    if (
        action in LOOKING
        and not roles & INSIDE
        and closed_to_bureau(state, facts.returns, action, facts.whole)
    ):
        return Decision(ok=False, reason=_closed(facts))
    reason = _hindrance(state, action, facts)
    return Decision(ok=False, reason=reason) if reason else YES


def _closed(facts: Facts) -> str:
    """Return why the bureau may not look now."""
    if facts.amending:
        return NOT_AMENDED
    return NOT_SENT_AGAIN if facts.returns else NOT_SENT


def _hindrance(state: State, action: Action, facts: Facts) -> str:
    """Return what stands against an act that role and state permit, or ''."""
    in_time = action not in NEEDS_OPEN_WINDOW or state in REOPENED or facts.returns > 0
    hindrance = "" if in_time else _window(action, facts)
    if not hindrance and (action in SENDING or action in OF_PARTS):
        hindrance = _between_units(action, facts)
    return hindrance or _of_the_act(action, facts)


def _of_the_act(action: Action, facts: Facts) -> str:
    """Return what stands against one kind of act, whenever it is done and whoever's filing it is."""
    if action is Action.SIGN_ON_PAPER and (facts.sign_off is not SignOff.PAPER or facts.whole is not None):
        return "本任务不用线下审签，不需要审签单。请直接在核对页办理。"
    if action in SENDING:
        return _sending(action, facts)
    reviewed = against_review(action, facts) if action in NOT_IN_OWN_DEPARTMENT else ""
    return reviewed or against_finishing(action, facts)


def _between_units(action: Action, facts: Facts) -> str:
    """Return what stands against sending a part to the bureau, or treating as a part what is none."""
    if facts.whole is None:
        return (
            ""
            if action in SENDING
            else f"这份自评不是所属单位的，不能{ACTION_NAMES[action]}。请直接提交财政审核。"
        )
    if action in SENDING:
        return "所属单位和本级的数报送上级部门汇总，不直接提交财政。请点“报送上级部门”。"
    if action is not Action.SEND_UP and facts.whole not in EDITABLE:
        return f"部门自评已经报出，不能{ACTION_NAMES[action]}。部门自评撤回或退回以后再办理。"
    return ""


def _window(action: Action, facts: Facts) -> str:
    if facts.opens is None or facts.closes is None:
        return "填报时间还没有布置。请联系绩效管理员。"
    if facts.now < facts.opens:
        return f"填报从 {moment(facts.opens)} 开始。需要提前的，请联系绩效管理员。"
    if facts.now <= facts.closes or facts.late is Late.MARK:
        return ""
    if action is Action.TAKE_BACK:
        return f"填报已于 {moment(facts.closes)} 截止，撤回后不能再提交。需要修改的，请联系审核人退回整改。"
    return f"填报已于 {moment(facts.closes)} 截止。需要延期的，请联系绩效管理员。"


def _sending(action: Action, facts: Facts) -> str:
    if action is Action.SUBMIT and facts.sign_off is SignOff.ONLINE:
        return "本任务须经部门负责人审签后报送。请先送领导审签。"
    if action is Action.SEND_FOR_SIGNATURE and facts.sign_off is SignOff.SKIP:
        return "本任务不经系统审签。请直接提交财政审核。"
    if action is Action.SEND_FOR_SIGNATURE and facts.sign_off is SignOff.PAPER:
        return "本任务线下审签。请打印审签单，上传签好的扫描件后提交财政审核。"
    if facts.unanswered:
        return f"还有 {facts.unanswered} 条退回意见没有答复。请填报人逐条答复后再提交。"
    if facts.unchanged:
        return UNCHANGED_AMENDMENT if facts.amending else UNCHANGED
    return ""


def deadline_of(state: State, closes: datetime | None, due: datetime | None) -> datetime | None:
    """Return when what the department owes is due: `due` once opened again, else the window's end; None if nothing."""
    if state in WITH_BUREAU or state is State.SENT_UP:
        return None
    return due or (None if state in REOPENED else closes)


def is_late(state: State, facts: Facts, due: datetime | None) -> bool:
    """Whether the department owes something whose time is over."""
    deadline = deadline_of(state, facts.closes, due)
    return deadline is not None and facts.now > deadline
