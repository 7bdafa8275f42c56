"""The steps of a year after the approval, each with what was done or what it waits for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from evaluations.finish import Told, approved
from evaluations.models import Feedback, Filing, PaperReceipt, Snapshot, StampedCopy
from evaluations.wording import moment
from evaluations.workflow import State

STAMP = "部门打印定稿，盖章后上传扫描件"


@dataclass(frozen=True, slots=True)
class Step:
    """`done` is said of what is over, `waits` of what comes next; one of the two is ''."""

    title: str
    done: str = ""
    waits: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """How far a filing has got after its approval."""

    steps: tuple[Step, ...]
    copy: Snapshot | None
    """The final copy that holds."""
    stamped: StampedCopy | None
    receipt: PaperReceipt | None


def closing_of(filing: Filing, told: Told | None) -> Closing:
    """Return the steps of the filing's year, of which `told` was told. Few queries."""
    copy = approved(filing)
    stamped = copy.stamped_copies.select_related("by").filter(replaced_at=None).first() if copy else None
    receipt = copy.paper_receipts.select_related("by").last() if copy else None
    return Closing(tuple(_steps(filing, told, copy, stamped, receipt)), copy, stamped, receipt)


def _steps(
    filing: Filing,
    told: Told | None,
    copy: Snapshot | None,
    stamped: StampedCopy | None,
    receipt: PaperReceipt | None,
) -> Iterator[Step]:
    if copy is None:
        return
    cycle = filing.cycle
    yield Step("审核通过", f"{_at(copy.at)}，{copy.by}，定稿编号 {copy.number}")
    if cycle.feedback_days:
        yield from _heard(filing, told)
    if cycle.wants_stamp:
        said = f"{_at(stamped.at)}，{stamped.by} 上传“{stamped.name}”" if stamped else ""
        yield Step("盖章件", said, "" if stamped else _stamp_again(filing) + STAMP)
    if cycle.wants_paper:
        said = f"{receipt.day:%Y-%m-%d} 收到 {receipt.copies} 份，{receipt.by} 登记" if receipt else ""
        yield Step("纸质件签收", said, "" if receipt else "财政收到纸质件后登记")
    kept = State(filing.state) in {State.ARCHIVED, State.PUBLIC}
    yield Step("归档", "已归档" if kept else "", "" if kept else "绩效管理员归档")


def _heard(filing: Filing, told: Told | None) -> Iterator[Step]:
    if told is None:  # approved before the year had the step
        return
    notice = told.notice
    yield Step("结果告知", f"{_at(notice.at)}，告知书 {notice.number}，{_at(told.due)} 前反馈")
    feedback = Feedback.objects.filter(notice=notice).select_related("by").first()
    if feedback:
        words = f"{told.objections} 项不同意" if told.objections else "全部同意"
        yield Step("反馈意见", f"{_at(feedback.at)}，{feedback.by}，{words}")
    else:
        over = filing.final_at is not None
        yield Step("反馈意见", "期限内没有反馈，按同意办理" if over else "", "" if over else "部门反馈")
    settled = filing.final_at
    yield Step("定分", _at(settled) if settled else "", "" if settled else _settling(filing, told))


def _settling(filing: Filing, told: Told) -> str:
    """Return what has to happen before the score is final."""
    if told.unanswered:
        return f"还有 {told.unanswered} 条反馈意见没有答复"
    return "审核人改好得分后再审核通过" if State(filing.state) is State.REVIEWING else "审核人定分"


def _stamp_again(filing: Filing) -> str:
    """Say that a stamped copy there was is void: its final copy is not the one that holds."""
    stamped = StampedCopy.objects.filter(snapshot__filing=filing, replaced_at=None)
    last = stamped.select_related("snapshot").order_by("-snapshot__seq").first()
    return f"内容更正，定稿 {last.snapshot.number} 的盖章件已作废。" if last else ""


def _at(when: datetime) -> str:
    return moment(timezone.localtime(when))
