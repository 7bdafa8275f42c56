"""What a department has to do, or waits for, after its filing was approved."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from evaluations import clock
from evaluations.finish import finish_of
from evaluations.models import Amendment, Filing
from evaluations.wording import moment
from evaluations.workflow import Finish, State


@dataclass(frozen=True, slots=True)
class AfterReview:
    """One approved filing of a year that is still open; `owes`: the department is to act now."""

    filing: Filing
    words: str
    owes: bool = False


def after_review_of(filings: Iterable[Filing]) -> list[AfterReview]:
    """Return how the approved filings stand whose year is not over: not archived yet, or asked to be amended."""
    running = [one for one in filings if one.cycle.closed_at is None]
    asked = _asked(running)
    held = [one for one in running if State(one.state) is State.APPROVED or one.pk in asked]
    return [_of(filing) for filing in held]


def _asked(filings: list[Filing]) -> frozenset[int]:
    """Return the filings whose 更正 waits for the bureau. One query, none without a filing."""
    if not filings:
        return frozenset()
    waiting = Amendment.objects.filter(filing__in=filings, state=Amendment.State.ASKED)
    return frozenset(waiting.values_list("filing", flat=True))


def _of(filing: Filing) -> AfterReview:
    finish = finish_of(filing)
    if finish.asked:
        return AfterReview(filing, "更正申请已提出，等绩效管理员办理。")
    if not finish.final:
        return _hearing(filing, finish)
    if finish.wants_stamp and not finish.stamped:
        return AfterReview(filing, "已定分。请打印定稿，盖章后上传扫描件。", owes=True)
    return AfterReview(filing, "已定分，等财政部门归档。")


def _hearing(filing: Filing, finish: Finish) -> AfterReview:
    if finish.feedback_given:
        return AfterReview(filing, "反馈意见已提交，等审核人办理。")
    if finish.feedback_due is None or clock.now() > finish.feedback_due:
        return AfterReview(filing, "反馈期限已过，等财政部门定分。")
    due = moment(timezone.localtime(finish.feedback_due))
    return AfterReview(filing, f"审核结果已告知。请在 {due} 前反馈同意或不同意，逾期按同意办理。", owes=True)
