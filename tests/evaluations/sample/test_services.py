"""The whole of a second look: drawn, given, scored, finished, compared, settled; one event each."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from evaluations.models import Event, Sample, SecondLook, SecondScore, Settlement, Snapshot
from evaluations.selectors.second_looks import Compared, compared, result_of
from evaluations.services import Refused
from evaluations.services.cycles import chain_of
from evaluations.services.handing_over import hand_over
from evaluations.services.integrity import broken_links
from evaluations.services.second_scores import Entered, finish, save_scores
from evaluations.services.settling import Settled, settle
from evaluations.workflow import Role
from tests import factories

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
        "apart": "-1.17",
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


def test_account_handed_over_takes_the_second_look_along_until_it_is_finished(drawn):
    admin = factories.member(Role.SYSTEM_ADMIN)
    new, _ = hand_over(actor=admin, user=drawn.second, username="second-02", name="接手人")
    drawn.second = new
    finished(drawn)
    newest, _ = hand_over(actor=admin, user=new, username="second-03", name="再接手人")
    assert (SecondLook.objects.get().reader, newest.second_looks.count()) == (new, 0)


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


def test_words_are_kept_whole_or_refused_and_never_cut(drawn):
    long = save_scores(actor=drawn.second, look=drawn.look, entered=[Entered("制度", "1", "长" * 2001)])
    assert [one.what for one in long.problems] == ["“制度”的说明有 2,001 个字，超过 2,000 个"]
    said = [Entered("制度", "1", " 第一行\r\n第二\0行 ")]
    assert save_scores(actor=drawn.second, look=drawn.look, entered=said).ok
    assert drawn.look.scores.get().words == "第一行\n第二行"
    again = [Entered("制度", "1", "第一行\r\n第二行", based_on=0)]
    assert save_scores(actor=drawn.second, look=drawn.look, entered=again).saved == ()


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


def test_line_that_the_first_reviewer_did_not_score_is_a_difference_and_no_zero():
    scores = {"own": Decimal(2), "verified": None, "second": Decimal(0), "words": "应计分", "settled": None}
    line = Compared("甲", "甲", Decimal(2), **scores)
    assert (line.apart, line.differs, line.open, line.final) == (None, True, True, None)
    told = {"own": "2", "verified": "0", "second": "0", "apart": "0", "settled": "0"}
    assert result_of((line,)) == {**told, "differing": 1, "open": 1}
    kept = replace(line, settled=Settlement(choice="keep", points=""))
    assert (kept.final, kept.open) == (None, False)
