"""What stands against a reviewer's act: whose turn it is, and what is written beside. Pure: standard library only."""

from .facts import Facts
from .transitions import SETTLING
from .vocabulary import ACTION_NAMES, FIRST, LEVEL_NAMES, SECOND, Action


def against_review(action: Action, facts: Facts) -> str:
    """Return what stands against an act that role and state permit, or ''."""
    return _between_levels(action, facts) or _beside(action, facts)


def _between_levels(action: Action, facts: Facts) -> str:
    """Return what stands against a reviewer's act by the level of the review that the filing is at."""
    if facts.levels == FIRST:
        return "本任务只有一级审核，不用送复核。请直接审核通过。" if action is Action.HAND_ON else ""
    level = FIRST if action is Action.ACCEPT else facts.level
    name = LEVEL_NAMES[level]
    if level not in facts.held:
        return f"现在是{name}环节，不能{ACTION_NAMES[action]}。请由{name}的审核人办理。"
    if action is Action.APPROVE and level == FIRST:
        return "本任务两级审核，初审不能审核通过。请送复核，由复核的审核人审核通过。"
    if action is Action.HAND_ON and level == SECOND:
        return "已经在复核环节，不用再送。请审核通过，或退回整改。"
    return ""


def _beside(action: Action, facts: Facts) -> str:
    """Return what stands against a reviewer's act by what is written beside the filing."""
    name = ACTION_NAMES[action]
    if action is Action.RETURN and not facts.to_mend:
        return "没有需要整改的审核意见，不能退回整改。请先提审核意见，写明位置和要求。"
    answered = facts.unsettled - facts.to_mend
    if action is Action.HAND_ON and answered > 0:
        return f"还有 {answered} 条答复没有处理，不能{name}。请逐条采纳，或要求继续整改。"
    if action is Action.APPROVE and facts.unsettled:
        return f"还有 {facts.unsettled} 条审核意见没有采纳，不能{name}。请先采纳，或退回整改。"
    if action in SETTLING and facts.to_recheck:
        return f"还有 {facts.to_recheck} 处待复核：您审核以后部门又改过。请逐处重新审核，或者撤销原来的审核。"
    return ""
