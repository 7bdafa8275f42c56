"""What an approved filing waits for: in words, on the desk, in front of what waits for nobody here."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from evaluations.models import Cycle
from evaluations.services import amendments, closing, feedback, review, submission
from evaluations.services.amendments import Asked
from evaluations.services.corrections import Corrected, correct
from evaluations.services.evidence import Offered
from evaluations.services.feedback import Objected, Verdict
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.views.review.waiting import Waiting, waiting_for
from evaluations.workflow import Finish, State
from tests.evaluations.conftest import fill
from tests.evaluations.evidence.papers import png
from tests.evaluations.review.conftest import signed_in

NOW = datetime(2021, 4, 12, 2, tzinfo=UTC)
DUE = NOW + timedelta(hours=7, minutes=30)
JUDGED = "line:社会效益"


@pytest.mark.parametrize(
    ("state", "finish", "expected"),
    [
        (
            State.APPROVED,
            Finish(final=False, feedback_due=DUE),
            ("待部门反馈，2021 年 4 月 12 日 17:30 截止", False),
        ),
        (State.APPROVED, Finish(final=False, feedback_due=NOW - timedelta(days=1)), ("待定分", True)),
        (State.APPROVED, Finish(final=False, feedback_due=DUE, feedback_given=True), ("待定分", True)),
        (
            State.APPROVED,
            Finish(final=False, feedback_due=DUE, feedback_given=True, objections=3, unanswered=2),
            ("反馈意见 2 条待答复", True),
        ),
        (State.APPROVED, Finish(wants_stamp=True, wants_paper=True), ("待部门上传盖章件", False)),
        (State.APPROVED, Finish(wants_stamp=True, stamped=True, wants_paper=True), ("待签收纸质件", False)),
        (State.APPROVED, Finish(wants_paper=True, received=True), ("待绩效管理员归档", False)),
        (State.ARCHIVED, Finish(asked=True), ("更正申请待绩效管理员办理", False)),
        (State.ARCHIVED, Finish(), ("", False)),
        (State.PUBLIC, Finish(), ("", False)),
    ],
)
def test_waiting_says_what_comes_next_and_whose_turn_it_is(state, finish, expected):
    assert waiting_for(state, finish, NOW) == Waiting(*expected)


@pytest.fixture
def told(office):
    """Approved with a cut in a year with 反馈 and 盖章件."""
    Cycle.objects.filter(pk=office.cycle.pk).update(feedback_days=5, wants_stamp=True)
    fill(office)
    submission.submit(actor=office.filer, filing=fresh(office))
    review.accept(actor=office.reviewer, filing=fresh(office))
    cut = Corrected(f"{JUDGED}/得分", "3", "没有满意度调查", 1)
    correct(actor=office.reviewer, filing=fresh(office), corrected=cut)
    review.approve(actor=office.reviewer, filing=fresh(office), revision=office.filing.revision)
    return office


def fresh(office):
    office.filing.refresh_from_db()
    return office.filing


def row(office):
    [found] = [
        (row, group)
        for group in signed_in(office.reviewer).get("/review/").context["groups"]
        for row in group.rows
    ]
    return found[0].waiting.words.split("，")[0], found[0].sending, found[1].mine


@pytest.mark.django_db
@pytest.mark.sqlite
def test_desk_says_step_by_step_what_an_approved_filing_waits_for(told, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    said = [row(told)]
    objected = [Objected(JUDGED, "调查报告已附。")]
    feedback.give_feedback(actor=told.filer, filing=fresh(told), objected=objected)
    said.append(row(told))
    assert "（待我办 1）" in signed_in(told.reviewer).get("/review/").content.decode()
    one = fresh(told).result_notices.get().feedback.objections.get()
    feedback.answer_objection(actor=told.reviewer, objection=one, verdict=Verdict.KEPT, reason="没有调查表")
    said.append(row(told))
    feedback.settle(actor=told.reviewer, filing=fresh(told))
    said.append(row(told))
    number = told.filing.snapshots.filter(purpose="approval").get().number
    offered = Offered("章.png", png())
    closing.keep_stamped(actor=told.filer, filing=fresh(told), number=number, offered=offered)
    said.append(row(told))
    amendments.ask(actor=told.filer, filing=fresh(told), asked=Asked("决算有调整", "示例文号"))
    said.append(row(told))
    due = timezone.now() + timedelta(days=5)
    amendments.agree(actor=told.rubric_admin, filing=fresh(told), due=due)
    said.append(row(told))
    version = told.filing.answers.get(key="fig:财政拨款支出").version
    values = {"fig:财政拨款支出": Typed("96", version)}
    assert save_fields(actor=told.filer, filing=fresh(told), values=values).ok
    submission.submit(actor=told.filer, filing=fresh(told))
    said.append(row(told))
    assert said == [
        ("待部门反馈", 1, 0),
        ("反馈意见 1 条待答复", 1, 1),
        ("待定分", 1, 1),
        ("待部门上传盖章件", 1, 0),
        ("待绩效管理员归档", 1, 0),
        ("更正申请待绩效管理员办理", 1, 0),
        ("", 1, 0),
        ("", 2, 0),
    ]
