"""Review: accepted, commented, corrected, returned with a list, sent again, approved as seen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import Comment, Correction, Event, Filing, ReturnNotice, Snapshot
from evaluations.selectors.filings import verified_sheet_of
from evaluations.selectors.snapshots import frozen
from evaluations.services import Refused, Typed, comments, review, submission
from evaluations.services.comments import Opinion
from evaluations.services.corrections import Corrected, correct, withdraw_correction
from evaluations.services.filing import save_fields
from evaluations.services.review import Stale
from evaluations.views.review.scores import score_rows
from evaluations.views.review.seen import see
from evaluations.workflow import State
from rubrics.scoring.problems import Problem
from tests.evaluations.conftest import fill

pytestmark = pytest.mark.django_db

SPENT = "fig:财政拨款支出"


@pytest.fixture
def accepted(office):
    """The office with its filing accepted."""
    fill(office)
    submission.submit(actor=office.filer, filing=office.filing)
    review.accept(actor=office.reviewer, filing=office.filing)
    office.filing.refresh_from_db()
    return office


def comment(office, text="请核对", where=SPENT) -> Comment:
    return comments.add_comment(
        actor=office.reviewer, filing=office.filing, opinion=Opinion(where, text, "T01", "数据")
    )


def give_back(office) -> ReturnNotice:
    due = timezone.now() + timedelta(days=5)
    return review.return_filing(actor=office.reviewer, filing=office.filing, due=due, words="请按意见整改")


def state(office) -> str:
    return Filing.objects.values_list("state", flat=True).get(pk=office.filing.pk)


def revision(office) -> int:
    return Filing.objects.values_list("revision", flat=True).get(pk=office.filing.pk)


def test_accept_twice_is_refused_the_second_time(accepted):
    assert state(accepted) == State.REVIEWING
    with pytest.raises(Refused):
        review.accept(actor=accepted.reviewer, filing=accepted.filing)


def test_return_lists_the_open_comments_and_sets_the_due_time(accepted):
    first, second = comment(accepted, "两数填反"), comment(accepted, "缺佐证", "line:制度")
    comments.adopt_comment(actor=accepted.reviewer, comment=second)
    notice = give_back(accepted)
    assert (notice.number, notice.round) == ("退2020-103001-01", 1)
    assert notice.items == [
        {
            "comment": first.pk,
            "number": 1,
            "address": SPENT,
            "place": "财政拨款支出",
            "category": "数据",
            "code": "T01",
            "text": "两数填反",
        }
    ]
    filing = Filing.objects.get()
    assert (filing.state, filing.round, filing.due) == (State.RETURNED, 1, notice.due)


def test_return_without_comments_or_with_a_past_due_time_is_refused(accepted):
    with pytest.raises(Refused):
        give_back(accepted)
    comment(accepted)
    with pytest.raises(Refused):
        review.return_filing(
            actor=accepted.reviewer, filing=accepted.filing, due=timezone.now() - timedelta(minutes=1)
        )
    assert state(accepted) == State.REVIEWING


def test_sending_again_needs_an_answer_to_each_item_and_a_change(accepted):
    opened = comment(accepted)
    give_back(accepted)
    with pytest.raises(Refused) as refusal:
        submission.submit(actor=accepted.filer, filing=accepted.filing)
    assert refusal.value.reason == "还有 1 条退回意见没有答复。请填报人逐条答复后再提交。"
    comments.answer_comment(actor=accepted.filer, comment=opened, text="已核对")
    with pytest.raises(Refused) as refusal:
        submission.submit(actor=accepted.filer, filing=accepted.filing)
    assert refusal.value.reason == "退回以后填报内容没有改动。请填报人按退回意见修改后再提交。"
    save_fields(actor=accepted.filer, filing=accepted.filing, values={SPENT: Typed("96", 1)})
    snapshot = submission.submit(actor=accepted.filer, filing=accepted.filing)
    assert (snapshot.number, state(accepted)) == ("2020-103001-02", State.SUBMITTED)


def test_sending_again_is_possible_after_the_window_has_closed(accepted):
    opened = comment(accepted)
    give_back(accepted)
    accepted.cycle.windows.update(closes=timezone.now() - timedelta(minutes=1))
    comments.answer_comment(actor=accepted.filer, comment=opened, text="已改")
    save_fields(actor=accepted.filer, filing=accepted.filing, values={SPENT: Typed("96", 1)})
    assert submission.submit(actor=accepted.filer, filing=accepted.filing).seq == 2


def test_comment_goes_through_its_states_and_keeps_every_word(accepted):
    opened = comment(accepted, "两数填反")
    give_back(accepted)
    comments.answer_comment(actor=accepted.filer, comment=opened, text="已改正")
    save_fields(actor=accepted.filer, filing=accepted.filing, values={SPENT: Typed("96", 1)})
    submission.submit(actor=accepted.filer, filing=accepted.filing)
    review.accept(actor=accepted.reviewer, filing=accepted.filing)
    comments.mend_further(actor=accepted.reviewer, comment=opened, text="还差附件")
    opened.refresh_from_db()
    assert opened.state == Comment.State.MEND_FURTHER
    comments.adopt_comment(actor=accepted.reviewer, comment=opened, text="可以")
    assert [(entry.seq, entry.kind, entry.text) for entry in opened.entries.all()] == [
        (1, "opinion", "两数填反"),
        (2, "answer", "已改正"),
        (3, "mend_further", "还差附件"),
        (4, "adopt", "可以"),
    ]


def test_comment_by_the_filer_or_before_acceptance_is_refused(office):
    fill(office)
    with pytest.raises(Refused):
        comment(office)
    submission.submit(actor=office.filer, filing=office.filing)
    with pytest.raises(Refused):
        comment(office)
    review.accept(actor=office.reviewer, filing=office.filing)
    with pytest.raises(Refused):
        comments.add_comment(actor=office.filer, filing=office.filing, opinion=Opinion(SPENT, "x"))
    with pytest.raises(Refused):
        comments.add_comment(actor=office.reviewer, filing=office.filing, opinion=Opinion("nonsense", "x"))
    assert not Comment.objects.exists()


def lay(office, address=SPENT, text="90", reason="与决算不符", on_version=1):
    return correct(
        actor=office.reviewer,
        filing=office.filing,
        corrected=Corrected(address, text, reason, on_version),
    )


def scores(office) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    rows = score_rows(see(office.filing), (), None)
    return {row.id: (str(row.own), str(row.verified), row.reasons) for row in rows}


def test_correct_of_a_figure_moves_the_verified_score_and_not_the_filers(accepted):
    assert isinstance(lay(accepted), Correction)
    found = scores(accepted)
    assert found["预算执行"] == ("3.80", "3.60", ("与决算不符",))
    assert found["管理"] == ("5.80", "5.60", ())
    assert found["社会效益"] == ("4.00", "4.00", ())
    assert accepted.filing.answers.get(key=SPENT).value == "95"
    summary = Filing.objects.get().summary
    assert (summary["total"], summary["verified_total"]) == ("9.80", "9.60")


def test_correct_of_a_judged_score_stands_beside_it(accepted):
    lay(accepted, "line:社会效益/得分", "3", "无目标值可比")
    assert scores(accepted)["社会效益"] == ("4.00", "3.00", ("无目标值可比",))


@pytest.mark.parametrize(
    ("address", "text", "reason", "on_version"),
    [
        ("line:预算执行/得分", "1", "理由", 0),
        ("fig:预算执行率", "90%", "理由", 0),
        ("line:社会效益/得分", "5", "理由", 1),
        ("line:社会效益/得分", "3", " ", 1),
        ("line:社会效益/得分", "3", "理由", 7),
        ("chapter:主要职能", "x", "理由", 0),
    ],
)
def test_correct_that_cannot_be_is_a_problem_and_stores_nothing(accepted, address, text, reason, on_version):
    before = revision(accepted)
    assert isinstance(lay(accepted, address, text, reason, on_version), Problem)
    assert (Correction.objects.count(), revision(accepted)) == (0, before)


def test_correct_again_withdraws_the_first_and_withdrawing_gives_the_filers_back(accepted):
    lay(accepted)
    second = lay(accepted, text="80")
    assert scores(accepted)["预算执行"][1] == "3.20"
    assert Correction.objects.filter(withdrawn_at__isnull=True).get() == second
    withdraw_correction(actor=accepted.reviewer, correction=second)
    assert scores(accepted)["预算执行"][1] == "3.80"
    with pytest.raises(Refused):
        withdraw_correction(actor=accepted.reviewer, correction=second)


def test_correction_falls_when_the_filer_changes_what_it_corrected(accepted):
    lay(accepted)
    opened = comment(accepted)
    give_back(accepted)
    comments.answer_comment(actor=accepted.filer, comment=opened, text="已改")
    save_fields(actor=accepted.filer, filing=accepted.filing, values={SPENT: Typed("92", 1)})
    verified = verified_sheet_of(accepted.filing)
    assert str(verified.lines["预算执行"].score) == "3.68"


def test_approve_of_what_was_seen_freezes_both_scores(accepted):
    lay(accepted)
    snapshot = review.approve(actor=accepted.reviewer, filing=accepted.filing, revision=revision(accepted))
    content = frozen(snapshot)
    assert (snapshot.number, snapshot.purpose, state(accepted)) == (
        "2020-103001-定01",
        "approval",
        State.APPROVED,
    )
    assert [str(sheet.totals["合计"].score) for sheet in (content.sheet, content.verified)] == [
        "9.80",
        "9.60",
    ]
    assert Snapshot.objects.count() == 2


def test_approve_of_another_revision_is_refused_with_what_changed(accepted):
    seen = revision(accepted)
    lay(accepted)
    adopted = comment(accepted, "补说明")
    comments.adopt_comment(actor=accepted.reviewer, comment=adopted)
    with pytest.raises(Stale) as refusal:
        review.approve(actor=accepted.reviewer, filing=accepted.filing, revision=seen)
    reviewer = accepted.reviewer
    assert refusal.value.differences == (
        f"{reviewer} 审核 {SPENT}：90（与决算不符）",
        f"{reviewer} 意见 1：补说明",
        f"{reviewer} 采纳 1：",
    )
    assert state(accepted) == State.REVIEWING


def test_approve_with_an_open_comment_is_refused(accepted):
    comment(accepted)
    with pytest.raises(Refused):
        review.approve(actor=accepted.reviewer, filing=accepted.filing, revision=revision(accepted))


def test_archive_and_make_public_follow_the_approval(accepted):
    review.approve(actor=accepted.reviewer, filing=accepted.filing, revision=revision(accepted))
    with pytest.raises(Refused):
        review.archive(actor=accepted.reviewer, filing=accepted.filing)
    review.archive(actor=accepted.rubric_admin, filing=accepted.filing)
    with pytest.raises(Refused):
        review.make_public(
            actor=accepted.filer, filing=accepted.filing, web_address="x", day=timezone.localdate()
        )
    review.make_public(
        actor=accepted.filer,
        filing=accepted.filing,
        web_address="https://www.example.gov.cn/a.html",
        day=timezone.localdate(),
    )
    assert state(accepted) == State.PUBLIC


def test_every_act_on_a_filing_is_one_event_in_order(accepted):
    opened = comment(accepted)
    give_back(accepted)
    comments.answer_comment(actor=accepted.filer, comment=opened, text="已改")
    save_fields(actor=accepted.filer, filing=accepted.filing, values={SPENT: Typed("96", 1)})
    submission.submit(actor=accepted.filer, filing=accepted.filing)
    review.accept(actor=accepted.reviewer, filing=accepted.filing)
    comments.adopt_comment(actor=accepted.reviewer, comment=opened)
    review.approve(actor=accepted.reviewer, filing=accepted.filing, revision=revision(accepted))
    found = list(Event.objects.filter(filing=accepted.filing).order_by("seq").values_list("seq", "action"))
    assert found == list(
        enumerate(["open", "submit", "accept", "return", "submit", "accept", "approve"], start=1)
    )
