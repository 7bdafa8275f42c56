"""What an approved filing waits for, as the bureau's lists say it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from evaluations.wording import moment
from evaluations.workflow import Finish, State


@dataclass(frozen=True, slots=True)
class Waiting:
    """`mine`: it is the reviewer's turn."""

    words: str = ""
    mine: bool = False


def waiting_for(state: State, finish: Finish, now: datetime) -> Waiting:
    """Return what comes next, nothing for a filing that is archived and not being amended."""
    if finish.asked:
        return Waiting("更正申请待绩效管理员办理")
    if state is not State.APPROVED:
        return Waiting()
    if not finish.final:
        return _hearing(finish, now)
    if finish.wants_stamp and not finish.stamped:
        return Waiting("待部门上传盖章件")
    if finish.wants_paper and not finish.received:
        return Waiting("待签收纸质件")
    return Waiting("待绩效管理员归档")


def _hearing(finish: Finish, now: datetime) -> Waiting:
    if finish.unanswered:
        return Waiting(f"反馈意见 {finish.unanswered} 条待答复", mine=True)
    if finish.feedback_due is not None and not finish.feedback_given and now <= finish.feedback_due:
        return Waiting(f"待部门反馈，{moment(timezone.localtime(finish.feedback_due))} 截止")
    return Waiting("待定分", mine=True)
