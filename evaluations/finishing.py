"""What stands against an act after the approval: 反馈, 定分, 盖章件, 归档, 更正. Pure: standard library only."""

from collections.abc import Callable, Mapping

from .facts import Facts
from .vocabulary import Action
from .wording import moment


def against_finishing(action: Action, facts: Facts) -> str:
    """Return what stands against an act that role and state permit, or ''."""
    rule = RULES.get(action)
    return rule(facts) if rule else ""


def _feedback(facts: Facts) -> str:
    finish = facts.finish
    if finish.feedback_due is None:
        return "本任务没有反馈环节，不用提反馈意见。对结果有疑问的，请联系审核人。"
    if finish.feedback_given:
        return "反馈意见已经提交，不能再改。请等审核人答复。"
    if finish.final:
        return "已经定分，不能再提反馈意见。确需更正的，请申请更正。"
    if facts.now > finish.feedback_due:
        return f"反馈期限 {moment(finish.feedback_due)} 已过，按没有意见办理。确需更正的，请定分后申请更正。"
    return ""


def _answer(facts: Facts) -> str:
    if not facts.finish.objections:
        return "部门没有提出不同意的意见，不用答复。请直接定分。"
    return "已经定分，不能再答复。确需更正的，请部门申请更正。" if facts.finish.final else ""


def _reconsider(facts: Facts) -> str:
    if facts.finish.final:
        return "已经定分，不能重新审核。确需更正的，请部门申请更正。"
    if not facts.finish.unanswered:
        return "没有待答复的反馈意见，不能重新审核。请直接定分。"
    return ""


def _settle(facts: Facts) -> str:
    finish = facts.finish
    if finish.final:
        return "已经定分，不用再办。请接着办理归档。"
    if not finish.feedback_given and finish.feedback_due and facts.now <= finish.feedback_due:
        return f"部门可以反馈到 {moment(finish.feedback_due)}，现在还没有反馈。请等部门反馈或到期后再定分。"
    return _unanswered(facts, "定分")


def _approve(facts: Facts) -> str:
    return _unanswered(facts, "审核通过")


def _unanswered(facts: Facts, act: str) -> str:
    if not facts.finish.unanswered:
        return ""
    return f"还有 {facts.finish.unanswered} 条反馈意见没有答复，不能{act}。请在审核结果页逐条答复。"


def _stamp(facts: Facts) -> str:
    if not facts.finish.wants_stamp:
        return "本任务不要求盖章件，不用上传。请等绩效管理员归档。"
    return _not_final(facts, "打印盖章")


def _paper(facts: Facts) -> str:
    return _not_final(facts, "签收纸质件")


def _archive(facts: Facts) -> str:
    finish = facts.finish
    if finish.asked:
        return "部门申请更正，还没有办理，不能归档。请先同意或不同意更正。"
    hindrance = _not_final(facts, "归档")
    if not hindrance and finish.wants_stamp and not finish.stamped:
        return "还没有现在这一份定稿的盖章件，不能归档。请填报人打印定稿、盖章后上传。"
    if not hindrance and finish.wants_paper and not finish.received:
        return "纸质件还没有签收，不能归档。请收到纸质件后先登记签收。"
    return hindrance


def _ask(facts: Facts) -> str:
    if facts.finish.asked:
        return "更正申请已经提出，正等绩效管理员办理。请不要重复申请。"
    if facts.finish.final:
        return ""
    return "还没有定分，不用申请更正。请在反馈意见里写明。"


def _decide(facts: Facts) -> str:
    return "" if facts.finish.asked else "没有待办理的更正申请。请刷新页面，看最近的办理记录。"


def _drop(facts: Facts) -> str:
    return (
        ""
        if facts.unchanged
        else "同意更正以后填报内容已有改动，不能放弃。请改完后提交，或先改回原来的内容。"
    )


def _not_final(facts: Facts, act: str) -> str:
    return "" if facts.finish.final else f"还没有定分，不能{act}。请等反馈和定分办完。"


RULES: Mapping[Action, Callable[[Facts], str]] = {
    Action.APPROVE: _approve,
    Action.GIVE_FEEDBACK: _feedback,
    Action.ANSWER_FEEDBACK: _answer,
    Action.RECONSIDER: _reconsider,
    Action.SETTLE: _settle,
    Action.KEEP_STAMPED: _stamp,
    Action.SIGN_FOR_PAPER: _paper,
    Action.ARCHIVE: _archive,
    Action.ASK_AMENDMENT: _ask,
    Action.WITHDRAW_AMENDMENT: _decide,
    Action.AGREE_AMENDMENT: _decide,
    Action.REFUSE_AMENDMENT: _decide,
    Action.DROP_AMENDMENT: _drop,
}
