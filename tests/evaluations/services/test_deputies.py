"""代审: somebody reviews in another's place, on certain days only."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.access import deputising_for, filing_for
from evaluations.models import Assignment, Cycle, Deputy, Event, Membership
from evaluations.selectors.timeline import timeline_of
from evaluations.selectors.work import queue_of
from evaluations.services.comments import Opinion, add_comment
from evaluations.services.cycles import assign_reviewer, remove_assignment
from evaluations.services.handing_over import hand_over
from evaluations.services.results import Refused
from evaluations.services.review import accept, hand_on, return_filing
from evaluations.services.sharing import end_deputy, hand_over_reviews, name_deputies
from evaluations.workflow import Action, Role
from tests import factories
from tests.evaluations.services.test_sharing import fresh, sees, sent, share

pytestmark = pytest.mark.django_db
SPENT = "fig:财政拨款支出"
__all__ = ["sent"]


def day(number: int):
    return timezone.localdate() + timedelta(days=number)


def named(office, first: int = 0, last: int = 4, person=None) -> Deputy:
    [made] = name_deputies(
        actor=office.reviewer,
        assignments=[share(office)],
        person=person or office.other,
        days=(day(first), day(last)),
        reason="外出培训",
    )
    return made


def moved_days(deputy: Deputy, first: int, last: int) -> None:
    Deputy.objects.filter(pk=deputy.pk).update(starts=day(first), ends=day(last))


@pytest.mark.parametrize(
    ("first", "last", "holds"), [(0, 0, True), (-3, 0, True), (0, 3, True), (1, 3, False), (-3, -1, False)]
)
def test_deputys_right_holds_on_its_days_only(sent, first, last, holds):
    moved_days(named(sent), first, last)
    assert sees(sent.other, sent.filing) == (holds,) * 3
    assert sees(sent.reviewer, sent.filing) == (True,) * 3
    if holds:
        accept(actor=sent.other, filing=fresh(sent))
    else:
        with pytest.raises(Refused, match="您的角色不能受理"):
            accept(actor=sent.other, filing=fresh(sent))


def test_deputys_acts_bear_his_own_name_and_whose_place_it_was(sent):
    deputy = named(sent)
    accept(actor=sent.other, filing=fresh(sent))
    add_comment(actor=sent.other, filing=fresh(sent), opinion=Opinion(SPENT, "请核对。"))
    return_filing(actor=sent.other, filing=fresh(sent), due=timezone.now() + timedelta(days=3))
    assert [(one.act, one.actor) for one in timeline_of(sent.filing)][:3] == [
        ("退回整改", "other（代reviewer）"),
        ("受理", "other（代reviewer）"),
        ("指定代审", "reviewer"),
    ]
    assert Event.objects.get(action="accept").data["for_users"] == [sent.reviewer.pk]
    assert [row.deputy_for for row in queue_of(sent.other)] == ["reviewer"]
    assert [row.deputy_for for row in queue_of(sent.reviewer)] == [""]
    assert deputising_for(sent.reviewer, sent.filing, 1) == ()
    end_deputy(actor=sent.reviewer, deputy=deputy)
    assert sees(sent.other, sent.filing) == (False,) * 3


def test_reviewers_own_department_is_not_marked_as_another_s(sent):
    own = factories.reviewer_of(sent.cycle, sent.department, "own")
    with pytest.raises(Refused, match="own本来就审核示例一局，不用代审"):
        named_by(sent, own)
    Deputy.objects.create(
        assignment=share(sent, reviewer=sent.reviewer),
        person=own,
        starts=day(0),
        ends=day(1),
        by=sent.reviewer,
        at=timezone.now(),
    )
    assert [row.deputy_for for row in queue_of(own)] == [""]
    accept(actor=own, filing=fresh(sent))
    assert "for" not in Event.objects.get(action="accept").data


def named_by(office, person):
    return name_deputies(
        actor=office.reviewer,
        assignments=[share(office, reviewer=office.reviewer)],
        person=person,
        days=(day(0), day(4)),
        reason="外出培训",
    )


def test_deputy_ended_early_is_done_at_once_and_only_once(sent):
    deputy = named(sent)
    with pytest.raises(Refused, match="只能移交、指定代审本人审核的部门"):
        end_deputy(actor=sent.other, deputy=deputy)
    end_deputy(actor=sent.rubric_admin, deputy=deputy)
    assert sees(sent.other, sent.filing) == (False,) * 3
    with pytest.raises(Refused, match="这项代审已经结束"):
        end_deputy(actor=sent.reviewer, deputy=deputy)
    assert Event.objects.get(action="end_deputy").data["who"] == "reviewer，代审 other"


def test_deputy_of_the_department_itself_or_of_its_other_level_is_refused_by_name(sent):
    own, second = factories.department("示例本局"), factories.department("示例审局")
    Cycle.objects.update(levels=2)
    Membership.objects.create(
        user=sent.other, role=Role.HEAD.value, department=own, starts=factories.LONG_AGO
    )
    for department in (own, second):
        Assignment.objects.create(cycle=sent.cycle, department=department, reviewer=sent.reviewer)
    Assignment.objects.create(cycle=sent.cycle, department=second, reviewer=sent.other, level=2)
    mine = list(Assignment.objects.filter(reviewer=sent.reviewer).order_by("pk"))
    with pytest.raises(Refused) as refused:
        name_deputies(
            actor=sent.reviewer,
            assignments=mine,
            person=sent.other,
            days=(day(0), day(4)),
            reason="外出培训",
        )
    assert refused.value.reason == (
        "other属于示例本局，不能审核本部门的自评。请另派审核人。"
        "other已经审核示例审局的另一环节，初审和复核不能是同一个人。请另派审核人。"
    )
    assert not Deputy.objects.exists()


def test_deputy_of_one_level_now_or_later_gets_no_share_of_the_other(sent):
    Cycle.objects.update(levels=2)
    sent.cycle.refresh_from_db()
    named(sent, 3, 4)
    second = factories.member(Role.REVIEWER, username="second")
    asked = {"cycle": sent.cycle, "department": sent.department, "level": 2}
    with pytest.raises(Refused, match="已经审核示例一局的另一环节"):
        assign_reviewer(actor=sent.rubric_admin, reviewer=sent.other, **asked)
    taken = assign_reviewer(actor=sent.rubric_admin, reviewer=second, **asked)
    with pytest.raises(Refused, match="已经审核示例一局的另一环节"):
        hand_over_reviews(actor=second, assignments=[taken], to=sent.other, reason="岗位调整")


def test_deputy_who_handed_a_filing_on_is_kept_from_the_second_look_for_good(sent):
    Cycle.objects.update(levels=2)
    sent.cycle.refresh_from_db()
    deputy = named(sent)
    accept(actor=sent.other, filing=fresh(sent))
    hand_on(actor=sent.other, filing=fresh(sent), revision=sent.filing.revision)
    assert Event.objects.get(action="hand_on").data["for"] == "reviewer"
    end_deputy(actor=sent.reviewer, deputy=deputy)
    with pytest.raises(Refused, match="other办过示例一局的初审，初审和复核不能是同一个人"):
        assign_reviewer(
            actor=sent.rubric_admin,
            cycle=sent.cycle,
            department=sent.department,
            reviewer=sent.other,
            level=2,
        )


def test_deputy_of_the_first_level_may_not_act_at_the_second(sent):
    Cycle.objects.update(levels=2)
    named(sent)
    accept(actor=sent.reviewer, filing=fresh(sent))
    hand_on(actor=sent.reviewer, filing=fresh(sent), revision=sent.filing.revision)
    with pytest.raises(Refused, match="现在是复核环节"):
        return_filing(actor=sent.other, filing=fresh(sent), due=timezone.now() + timedelta(days=3))
    assert [row.turn for row in queue_of(sent.other)] == [False]


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (-1, 3, "代审的日期不对：从今天或以后的一天开始，结束不早于开始。请改正日期。"),
        (3, 2, "代审的日期不对：从今天或以后的一天开始，结束不早于开始。请改正日期。"),
        (4, 9, "已由other代审。请先提前结束，或改日期。"),
    ],
)
def test_deputy_on_wrong_days_or_beside_another_is_refused(sent, first, last, reason):
    named(sent)
    with pytest.raises(Refused) as refused:
        named(sent, first, last, factories.member(Role.REVIEWER))
    assert refused.value.reason.endswith(reason)
    assert Deputy.objects.count() == 1


def test_deputy_follows_the_department_that_goes_over_no_more(sent):
    third = factories.member(Role.REVIEWER, username="third")
    named(sent)
    hand_over_reviews(actor=sent.reviewer, assignments=[share(sent)], to=third, reason="岗位调整")
    assert (sees(sent.other, sent.filing), sees(third, sent.filing)) == ((False,) * 3, (True,) * 3)


def test_deputy_goes_when_the_department_is_taken_from_the_reviewer(sent):
    named(sent)
    remove_assignment(actor=sent.rubric_admin, assignment=share(sent))
    assert (sees(sent.other, sent.filing), Deputy.objects.exists()) == ((False,) * 3, False)


def test_deputy_whose_account_is_handed_over_lets_the_new_one_stand_in(sent):
    named(sent)
    admin = factories.member(Role.SYSTEM_ADMIN)
    new, _ = hand_over(actor=admin, user=sent.other, username="other2", name="接手人")
    assert sees(new, sent.filing) == (True,) * 3


def test_deputy_who_is_no_reviewer_any_more_sees_nothing(sent):
    named(sent)
    sent.other.memberships.update(ends=day(-1))
    assert sees(sent.other, sent.filing) == (False,) * 3


def test_deputy_costs_no_query_more_than_the_reviewer(sent, django_assert_num_queries):
    named(sent)
    for person in (sent.reviewer, sent.other):
        with django_assert_num_queries(4):
            filing_for(person, sent.filing.pk, Action.VIEW)
