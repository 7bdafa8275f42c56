"""结果告知 → 反馈意见 → 答复 → 定分: what was told is final when nobody objects, or every objection is answered."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from evaluations import clock
from evaluations.finish import finish_of
from evaluations.models import Cycle, Event, Feedback, ObjectionFile, ResultNotice
from evaluations.office_days import closing_after
from evaluations.services.corrections import Corrected, correct, withdraw_correction
from evaluations.services.evidence import Offered
from evaluations.services.feedback import (
    Objected,
    Verdict,
    answer_objection,
    give_feedback,
    reconsider,
    settle,
    settle_overdue,
)
from evaluations.services.results import Refused
from evaluations.services.review import accept, approve, archive
from evaluations.services.submission import submit
from evaluations.workflow import Finish
from tests.evaluations.conftest import fill
from tests.evaluations.evidence.papers import png

pytestmark = pytest.mark.django_db
JUDGED, RATIO = "line:社会效益", "line:预算执行"


@pytest.fixture
def told(office):
    """A year with five working days for 反馈; the reviewer has cut 社会效益 from 4 to 3 and approved."""
    Cycle.objects.filter(pk=office.cycle.pk).update(feedback_days=5)
    office.filing.refresh_from_db()
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=fresh(office))
    office.cut = correct(
        actor=office.reviewer,
        filing=fresh(office),
        corrected=Corrected(f"{JUDGED}/得分", "3", "没有满意度调查", 1),
    )
    approved(office)
    return office


def fresh(office):
    office.filing.refresh_from_db()
    return office.filing


def approved(office):
    return approve(actor=office.reviewer, filing=fresh(office), revision=office.filing.revision)


def objected(office, **more):
    """The department does not agree with the cut."""
    one = Objected(JUDGED, "调查报告已附。", **more)
    return give_feedback(actor=office.filer, filing=fresh(office), objected=[one]).objections.get()


def later(monkeypatch, days: int) -> None:
    then = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: then)


def acts(office) -> list[str]:
    return list(Event.objects.filter(filing=office.filing).order_by("seq").values_list("action", flat=True))


def test_approval_tells_the_result_and_is_not_final(told):
    notice = ResultNotice.objects.get()
    assert (notice.number, notice.snapshot.number) == (
        f"2020-{told.department.code}-告01",
        f"2020-{told.department.code}-定01",
    )
    assert notice.due == closing_after(timezone.localtime(notice.at), 5)
    assert finish_of(fresh(told)) == Finish(final=False, feedback_due=notice.due)
    with pytest.raises(Refused, match="还没有定分，不能归档。请等反馈和定分办完。"):
        archive(actor=told.rubric_admin, filing=told.filing)
    with pytest.raises(Refused, match="现在还没有反馈。请等部门反馈或到期后再定分。"):
        settle(actor=told.reviewer, filing=told.filing)


def test_year_without_the_step_is_final_with_the_approval(office):
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=fresh(office))
    approved(office)
    assert fresh(office).final_at == office.filing.approved_at
    assert ResultNotice.objects.count() == 0
    with pytest.raises(Refused, match="本任务没有反馈环节"):
        give_feedback(actor=office.filer, filing=office.filing, objected=[])


def test_agreeing_with_everything_makes_it_final_at_once(told):
    give_feedback(actor=told.filer, filing=fresh(told), objected=[])
    assert fresh(told).final_at is not None
    archive(actor=told.rubric_admin, filing=told.filing)
    assert acts(told)[-3:] == ["approve", "give_feedback", "archive"]


def test_objection_that_is_upheld_leaves_the_score_and_lets_it_be_settled(told):
    objection = objected(told, file=Offered("调查.png", png()))
    kept = ObjectionFile.objects.get()
    assert (objection.number, objection.text, kept.objection, kept.name) == (
        1,
        "调查报告已附。",
        objection,
        "调查.png",
    )
    with pytest.raises(Refused, match="还有 1 条反馈意见没有答复，不能定分"):
        settle(actor=told.reviewer, filing=fresh(told))
    with pytest.raises(Refused, match="请先点“重新审核”"):
        answer_objection(actor=told.reviewer, objection=objection, verdict=Verdict.ADOPTED, reason="同意")
    answer_objection(actor=told.reviewer, objection=objection, verdict=Verdict.KEPT, reason="样本不足")
    with pytest.raises(Refused, match="已经答复，不能再改"):
        answer_objection(actor=told.reviewer, objection=objection, verdict=Verdict.KEPT, reason="再说")
    settle(actor=told.reviewer, filing=fresh(told))
    assert fresh(told).final_at is not None
    assert told.filing.snapshots.filter(purpose="approval").count() == 1


def test_objection_that_is_adopted_is_reviewed_again_and_approved_anew(told):
    objection = objected(told)
    reconsider(actor=told.reviewer, filing=fresh(told))
    assert fresh(told).state == "reviewing"
    with pytest.raises(Refused, match="还有 1 条反馈意见没有答复，不能审核通过"):
        approved(told)
    answer_objection(actor=told.reviewer, objection=objection, verdict=Verdict.ADOPTED, reason="材料充分")
    with pytest.raises(Refused, match="采纳了部门反馈意见的指标，审核得分没有变"):
        approved(told)
    withdraw_correction(actor=told.reviewer, correction=told.cut)
    snapshot = approved(told)
    assert (snapshot.number, fresh(told).final_at) == (
        f"2020-{told.department.code}-定02",
        told.filing.approved_at,
    )
    assert ResultNotice.objects.count() == 1, "what was heard is not told again"


def test_feedback_is_given_once_in_time_and_on_lines_that_were_cut(told, monkeypatch):
    with pytest.raises(Refused, match="这一项没有核减或核增"):
        give_feedback(actor=told.filer, filing=fresh(told), objected=[Objected(RATIO, "不同意")])
    with pytest.raises(Refused, match="不同意的理由未填。请写明哪里不同意、依据是什么。"):
        give_feedback(actor=told.filer, filing=fresh(told), objected=[Objected(JUDGED, " \0 ")])
    assert Feedback.objects.count() == 0
    objected(told)
    with pytest.raises(Refused, match="反馈意见已经提交，不能再改"):
        give_feedback(actor=told.filer, filing=fresh(told), objected=[])


def test_silence_till_the_term_ends_is_agreement(told, monkeypatch):
    assert settle_overdue() == 0
    later(monkeypatch, 10)
    with pytest.raises(Refused, match="已过，按没有意见办理"):
        give_feedback(actor=told.filer, filing=fresh(told), objected=[])
    assert (settle_overdue(), settle_overdue()) == (1, 0)
    assert fresh(told).final_at is not None
    event = Event.objects.filter(filing=told.filing).latest("seq")
    number = ResultNotice.objects.get().number
    assert (event.action, event.actor, event.data) == ("settle", None, {"number": number, "overdue": True})


def test_objection_in_time_waits_for_its_answer_however_long(told, monkeypatch):
    objected(told)
    later(monkeypatch, 10)
    assert settle_overdue() == 0
    assert fresh(told).final_at is None


def test_file_of_a_refused_feedback_leaves_nothing_behind(told, settings):
    before = sorted(path.name for path in settings.MEDIA_ROOT.rglob("*"))
    with pytest.raises(Refused):
        give_feedback(
            actor=told.filer,
            filing=fresh(told),
            objected=[Objected(RATIO, "不同意", Offered("调查.png", png()))],
        )
    assert sorted(path.name for path in settings.MEDIA_ROOT.rglob("*")) == before
    assert ObjectionFile.objects.count() == 0


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, "2021-03-12"), (1, "2021-03-15"), (5, "2021-03-19"), (6, "2021-03-22")],
)
def test_closing_after_working_days_passes_over_the_weekend(days, expected):
    friday = datetime(2021, 3, 12, 9, 0, tzinfo=UTC)
    assert closing_after(friday, days).isoformat() == f"{expected}T17:30:00+00:00"
