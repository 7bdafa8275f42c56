"""The whole of a second look: drawn, given, scored, finished, compared, settled; one event each."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from evaluations.models import Event, Sample, SecondLook, SecondScore, Settlement, Snapshot
from evaluations.sampling import Method, at_random
from evaluations.selectors.second_looks import compared
from evaluations.services import Refused
from evaluations.services.cycles import chain_of
from evaluations.services.integrity import broken_links
from evaluations.services.samples import draw, give
from evaluations.services.second_scores import Entered, finish, save_scores
from evaluations.services.settling import Settled, settle
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.sample.conftest import further

pytestmark = pytest.mark.django_db
LINES = ("预算执行", "制度", "社会效益")


def acts(office) -> list[str]:
    chain = Event.objects.filter(chain=chain_of(office.cycle)).order_by("seq")
    return list(chain.values_list("action", flat=True))


def enter(office, **points: str):
    """Give points as the second reviewer; whatever differs from the self score says why."""
    versions = {score.line: score.version for score in office.look.scores.all()}
    entered = [Entered(line, text, "账证不符", versions.get(line, 0)) for line, text in points.items()]
    return save_scores(actor=office.second, look=office.look, entered=entered)


def finished(office):
    assert enter(office, 预算执行="3.8", 制度="1", 社会效益="3.17").ok
    return finish(actor=office.second, look=office.look)


def test_second_look_from_the_draw_to_the_last_word(drawn):
    result = enter(drawn, 预算执行="3.80", 制度="1", 社会效益="3")
    assert [(one.address, one.text, one.version) for one in result.saved] == [
        ("line:预算执行", "3.8", 1),
        ("line:制度", "1", 1),
        ("line:社会效益", "3", 1),
    ]
    look = finish(actor=drawn.second, look=drawn.look)
    assert [(one.id, one.own, one.verified, one.second, one.apart, one.open) for one in compared(look)] == [
        ("预算执行", Decimal("3.80"), Decimal("3.80"), Decimal("3.8"), Decimal(0), False),
        ("制度", Decimal(2), Decimal(2), Decimal(1), Decimal(-1), True),
        ("社会效益", Decimal(4), Decimal("3.17"), Decimal(3), Decimal("-0.17"), True),
    ]
    admin = drawn.rubric_admin
    settle(actor=admin, look=look, line="制度", settled=Settled(Settlement.Choice.TAKE, "制度没有执行记录"))
    settle(
        actor=admin, look=look, line="社会效益", settled=Settled(Settlement.Choice.OTHER, "折中", "3.1 分")
    )
    assert [(one.id, one.final, one.open) for one in compared(look)] == [
        ("预算执行", Decimal("3.80"), False),
        ("制度", Decimal(1), False),
        ("社会效益", Decimal("3.1"), False),
    ]
    look.refresh_from_db()
    assert look.result == {
        "own": "9.80",
        "verified": "8.97",
        "second": "7.8",
        "settled": "7.90",
        "differing": 2,
        "open": 0,
    }
    assert acts(drawn) == [
        "draw_sample",
        "give_second_look",
        "save_second_scores",
        "finish_second_look",
        "settle_second_look",
        "settle_second_look",
    ]
    assert broken_links() == []


def test_second_look_changes_nothing_of_the_filing_and_its_approval(drawn):
    before = list(Snapshot.objects.order_by("pk").values()), drawn.filing.events.count()
    filing = type(drawn.filing).objects.filter(pk=drawn.filing.pk).values().get()
    look = finished(drawn)
    settle(
        actor=drawn.rubric_admin,
        look=look,
        line="制度",
        settled=Settled(Settlement.Choice.TAKE, "没有执行记录"),
    )
    assert (list(Snapshot.objects.order_by("pk").values()), drawn.filing.events.count()) == before
    assert type(drawn.filing).objects.filter(pk=drawn.filing.pk).values().get() == filing


def test_draw_keeps_what_is_needed_to_draw_it_again(approved):
    further(approved, "103002")
    further(approved, "103003")
    sample = draw(actor=approved.rubric_admin, cycle=approved.cycle, method=Method.RANDOM, share=50)
    codes = [one["code"] for one in sample.listed]
    assert codes == ["103001", "103002", "103003"]
    assert tuple(sample.drawn) == at_random(codes, sample.share, sample.seed)
    assert sorted(look.filing.department.code for look in sample.looks.all()) == sorted(sample.drawn)
    assert (len(sample.drawn), len(sample.seed), sample.weights) == (2, 16, {})
    told = Event.objects.get(action="draw_sample").data
    assert told == {
        "sample": 1,
        "method": "random",
        "share": 50,
        "seed": sample.seed,
        "drawn": sample.drawn,
    }


def test_draw_again_takes_only_what_was_not_drawn_and_is_refused_when_none_is_left(approved):
    further(approved, "103002")
    admin = approved.rubric_admin
    drawn = [
        code
        for _ in range(2)
        for code in draw(actor=admin, cycle=approved.cycle, method=Method.RANDOM, share=1).drawn
    ]
    assert sorted(drawn) == ["103001", "103002"]
    with pytest.raises(Refused) as refusal:
        draw(actor=admin, cycle=approved.cycle, method=Method.RANDOM, share=100)
    assert refusal.value.reason.startswith("没有可以抽取的部门")
    assert list(Sample.objects.values_list("seq", flat=True)) == [1, 2]


@pytest.mark.parametrize("share", [0, -1, 101])
def test_draw_of_an_impossible_share_is_refused(approved, share):
    with pytest.raises(Refused, match="抽取比例须为 1 到 100 的整数"):
        draw(actor=approved.rubric_admin, cycle=approved.cycle, method=Method.RANDOM, share=share)
    assert not Sample.objects.exists()


def test_draw_leaves_out_what_is_not_approved_classified_and_parts(approved):
    waiting = factories.filing(approved.cycle, factories.department(code="1"), state="reviewing")
    secret = further(approved, "103002")
    type(secret.department).objects.filter(pk=secret.department.pk).update(classified=True)
    part = further(approved, "103003")
    type(part.filing).objects.filter(pk=part.filing.pk).update(part_of=waiting)
    sample = draw(actor=approved.rubric_admin, cycle=approved.cycle, method=Method.RANDOM, share=100)
    assert [one["code"] for one in sample.listed] == sample.drawn == ["103001"]


def test_draw_by_risk_takes_what_was_corrected_and_keeps_each_part_with_its_weight(approved):
    further(approved, "103002")
    sample = draw(actor=approved.rubric_admin, cycle=approved.cycle, method=Method.RISK, share=1)
    assert sample.drawn == ["103001"]
    assert {one["code"]: one["facts"] for one in sample.listed} == {
        "103001": {"corrections": "1", "cut": "0.83", "explained": "0", "late": "0", "returns": "0"},
        "103002": {"corrections": "0", "cut": "0.00", "explained": "0", "late": "0", "returns": "0"},
    }
    assert sample.weights == {"corrections": "2", "cut": "1", "explained": "1", "late": "3", "returns": "2"}


@pytest.mark.parametrize("model", [Sample, Settlement])
def test_what_was_drawn_and_settled_cannot_be_changed(drawn, model):
    look = finished(drawn)
    settle(
        actor=drawn.rubric_admin, look=look, line="制度", settled=Settled(Settlement.Choice.TAKE, "没有记录")
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(by=drawn.filer)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all()._raw_delete(model.objects.db)


def strangers(office):
    """Everybody who may not look a second time, with the beginning of the reason."""
    of_unit = factories.member(Role.REVIEWER, username="of_unit")
    unit = factories.department(parent=office.department)
    of_unit.memberships.create(role=Role.FILER.value, department=unit, starts=factories.LONG_AGO)
    admin_too = factories.member(Role.REVIEWER, username="admin_too")
    admin_too.memberships.create(role=Role.RUBRIC_ADMIN.value, starts=factories.LONG_AGO)
    auditor_too = factories.member(Role.REVIEWER, username="auditor_too")
    auditor_too.memberships.create(role=Role.AUDITOR.value, starts=factories.LONG_AGO)
    gone = factories.user("gone")
    yesterday = timezone.localdate() - timedelta(days=1)
    gone.memberships.create(role=Role.RECHECKER.value, starts=factories.LONG_AGO, ends=yesterday)
    return {
        office.filer: "filer不是审核人或复核人",
        gone: "gone不是审核人或复核人，或角色已到期",
        of_unit: "of_unit属于示例一局",
        office.reviewer: "reviewer审核过示例一局的自评",
        factories.reviewer_of(office.cycle, office.department, "deputy"): "deputy审核过示例一局的自评",
        admin_too: "admin_too能看到示例一局的审核得分",
        auditor_too: "auditor_too能看到示例一局的审核得分",
    }


def test_give_to_whoever_is_not_apart_from_the_first_review_is_refused_with_the_reason(drawn):
    for person, reason in strangers(drawn).items():
        with pytest.raises(Refused) as refusal:
            give(actor=drawn.rubric_admin, look=drawn.look, reader=person)
        assert refusal.value.reason.startswith(reason)
    drawn.look.refresh_from_db()
    assert drawn.look.reader == drawn.second


def test_give_to_a_former_reviewer_whose_assignment_is_gone_is_refused(drawn):
    drawn.reviewer.assignments.all().delete()
    with pytest.raises(Refused, match="审核过示例一局的自评"):
        give(actor=drawn.rubric_admin, look=drawn.look, reader=drawn.reviewer)


def test_give_to_another_takes_it_from_the_first_until_it_is_finished(drawn):
    other = factories.member(Role.REVIEWER, username="other")
    give(actor=drawn.rubric_admin, look=drawn.look, reader=other)
    with pytest.raises(Refused, match="已经不由您复核"):
        enter(drawn, 制度="2")
    give(actor=drawn.rubric_admin, look=drawn.look, reader=drawn.second)
    finished(drawn)
    with pytest.raises(Refused, match="已经完成，不能再改派"):
        give(actor=drawn.rubric_admin, look=drawn.look, reader=other)


def test_scores_that_cannot_be_are_told_and_the_others_kept(drawn):
    entered = [
        Entered("预算执行", "4.01", "多了"),
        Entered("制度", "1.234", "太细"),
        Entered("社会效益", "2", " "),
        Entered("没有的", "2", "没有"),
    ]
    result = save_scores(actor=drawn.second, look=drawn.look, entered=entered)
    assert [(one.where, one.what) for one in result.problems] == [
        ("line:预算执行", "“预算执行”填的“4.01”大于上限 4.00 分"),
        ("line:制度", "“制度”填的“1.234”有 3 位小数"),
        ("line:社会效益", "“社会效益”与自评得分不同，没有写说明"),
    ]
    assert (result.saved, SecondScore.objects.count(), "save_second_scores" in acts(drawn)) == ((), 0, False)


def test_score_based_on_an_older_version_is_answered_with_both_and_not_written(drawn):
    enter(drawn, 制度="1")
    late = [Entered("制度", "0.5", "另一个窗口"), Entered("社会效益", "4", "")]
    result = save_scores(actor=drawn.second, look=drawn.look, entered=late)
    assert [(one.address, one.mine, one.theirs, one.version) for one in result.conflicts] == [
        ("line:制度", "0.5", "1", 1)
    ]
    assert [one.address for one in result.saved] == ["line:社会效益"]
    assert dict(SecondScore.objects.values_list("line", "points")) == {"制度": "1", "社会效益": "4"}


def test_finish_with_an_empty_line_is_refused_with_its_name(drawn):
    enter(drawn, 制度="2")
    with pytest.raises(Refused) as refusal:
        finish(actor=drawn.second, look=drawn.look)
    assert refusal.value.reason == (
        "还有 2 项没有填抽查复核得分：预算执行、社会效益。请填写并保存后再完成复核。"
    )


def test_scores_after_the_end_are_refused(drawn):
    finished(drawn)
    with pytest.raises(Refused, match="您已完成复核"):
        enter(drawn, 制度="2")
    with pytest.raises(Refused, match="您已完成复核"):
        finish(actor=drawn.second, look=drawn.look)
    assert SecondLook.objects.get().scores.get(line="制度").points == "1"


@pytest.mark.parametrize(
    ("line", "settled", "reason"),
    [
        ("预算执行", Settled(Settlement.Choice.TAKE, "理由"), "这一项没有差异"),
        ("没有的", Settled(Settlement.Choice.TAKE, "理由"), "这一项没有差异"),
        ("制度", Settled(Settlement.Choice.TAKE, " "), "理由未填"),
        ("制度", Settled(Settlement.Choice.OTHER, "理由", "2.5"), "“制度”填的“2.5”大于上限 2.00 分。"),
        ("制度", Settled(Settlement.Choice.OTHER, "理由"), "“制度”没有填写。请填写。"),
        ("制度", Settled(Settlement.Choice.TAKE, "理由", based_on=1), "这一项刚刚有人处理过"),
    ],
)
def test_settlement_that_cannot_be_is_refused_with_a_reason(drawn, line, settled, reason):
    look = finished(drawn)
    with pytest.raises(Refused) as refusal:
        settle(actor=drawn.rubric_admin, look=look, line=line, settled=settled)
    assert refusal.value.reason.startswith(reason)
    assert not Settlement.objects.exists()


def test_settlement_before_the_end_is_refused(drawn):
    enter(drawn, 制度="1")
    with pytest.raises(Refused, match="还没有完成复核"):
        settle(
            actor=drawn.rubric_admin,
            look=drawn.look,
            line="制度",
            settled=Settled(Settlement.Choice.KEEP, "理由"),
        )


def test_settlement_once_more_counts_and_the_first_is_kept(drawn):
    look, admin = finished(drawn), drawn.rubric_admin
    settle(actor=admin, look=look, line="制度", settled=Settled(Settlement.Choice.TAKE, "没有记录"))
    settle(
        actor=admin, look=look, line="制度", settled=Settled(Settlement.Choice.KEEP, "补来了记录", based_on=1)
    )
    assert list(Settlement.objects.values_list("seq", "choice", "points", "reason")) == [
        (1, "take", "1", "没有记录"),
        (2, "keep", "2.00", "补来了记录"),
    ]
    assert next(one.final for one in compared(look) if one.id == "制度") == Decimal(2)
