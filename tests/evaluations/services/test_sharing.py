"""移交: whose department it is from now on."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from evaluations.access import filing_for, visible_filings
from evaluations.models import Assignment, Cycle, Event, Membership
from evaluations.selectors.timeline import timeline_of
from evaluations.selectors.work import queue_of
from evaluations.services.comments import Opinion, add_comment
from evaluations.services.corrections import Corrected, correct
from evaluations.services.cycles import remove_assignment
from evaluations.services.results import Refused
from evaluations.services.review import accept, return_filing
from evaluations.services.sharing import hand_over_reviews
from evaluations.services.submission import submit
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.conftest import fill

pytestmark = pytest.mark.django_db
SPENT = "fig:财政拨款支出"


@pytest.fixture
def sent(office):
    """The filing is sent; `other` is a reviewer without departments."""
    office.other = factories.member(Role.REVIEWER, username="other")
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    return office


def fresh(office):
    office.filing.refresh_from_db()
    return office.filing


def share(office, **wanted) -> Assignment:
    return Assignment.objects.get(**{"department": office.department, "level": 1, **wanted})


def sees(person, filing) -> tuple[bool, bool, bool]:
    """Whether the door, the lists and the desk show a filing to a person."""
    try:
        opened = filing_for(person, filing.pk) is not None
    except Http404:
        opened = False
    queue = [row.filing for row in queue_of(person)]
    return opened, filing in visible_filings(person), filing in queue


def test_hand_over_moves_the_right_and_keeps_what_was_done_under_the_old_name(sent):
    accept(actor=sent.reviewer, filing=fresh(sent))
    add_comment(actor=sent.reviewer, filing=fresh(sent), opinion=Opinion(SPENT, "请核对。"))
    correct(actor=sent.reviewer, filing=fresh(sent), corrected=Corrected(SPENT, "90", "决算为 90", 1))
    hand_over_reviews(actor=sent.reviewer, assignments=[share(sent)], to=sent.other, reason="岗位调整")
    assert (sees(sent.reviewer, sent.filing), sees(sent.other, sent.filing)) == ((False,) * 3, (True,) * 3)
    comment, correction = sent.filing.comments.get(), sent.filing.corrections.get()
    assert (comment.entries.get().by, correction.by) == (sent.reviewer, sent.reviewer)
    return_filing(actor=sent.other, filing=fresh(sent), due=timezone.now() + timedelta(days=3))
    told = [(one.act, one.actor) for one in timeline_of(sent.filing)]
    assert told[:3] == [
        ("退回整改", str(sent.other)),
        ("移交审核", str(sent.reviewer)),
        ("受理", str(sent.reviewer)),
    ]
    event = Event.objects.get(action="hand_over_review")
    assert (event.filing, event.data) == (
        sent.filing,
        {
            "department": sent.department.pk,
            "level": 1,
            "reviewer": sent.reviewer.pk,
            "new_user": sent.other.pk,
            "who": f"{sent.reviewer} → {sent.other}",
            "reason": "岗位调整",
        },
    )


def test_hand_over_before_there_is_a_filing_is_told_in_the_tasks_own_chain(sent):
    early = factories.department("示例早局")
    assigned = Assignment.objects.create(cycle=sent.cycle, department=early, reviewer=sent.reviewer)
    hand_over_reviews(actor=sent.rubric_admin, assignments=[assigned], to=sent.other, reason="岗位调整")
    event = Event.objects.get(action="hand_over_review")
    assert (event.filing, event.chain, event.actor) == (None, f"cycle/{sent.cycle.pk}", sent.rubric_admin)


def test_hand_over_of_several_is_all_or_nothing_and_names_every_department_that_hinders(sent):
    own, second = factories.department("示例本局"), factories.department("示例审局")
    Cycle.objects.update(levels=2)
    Membership.objects.create(
        user=sent.other,
        role=Role.FILER.value,
        department=own,
        starts=factories.LONG_AGO,
        ends=factories.LONG_AGO,
    )
    for department in (own, second):
        Assignment.objects.create(cycle=sent.cycle, department=department, reviewer=sent.reviewer)
    Assignment.objects.create(cycle=sent.cycle, department=second, reviewer=sent.other, level=2)
    mine = list(Assignment.objects.filter(reviewer=sent.reviewer).order_by("pk"))
    with pytest.raises(Refused) as refused:
        hand_over_reviews(actor=sent.reviewer, assignments=mine, to=sent.other, reason="岗位调整")
    assert refused.value.reason == (
        "other属于示例本局，不能审核本部门的自评。请另派审核人。"
        "other已经审核示例审局的另一环节，初审和复核不能是同一个人。请另派审核人。"
    )
    assert Assignment.objects.filter(reviewer=sent.reviewer).count() == 3
    assert not Event.objects.filter(action="hand_over_review").exists()


@pytest.mark.parametrize(
    ("why", "reason"),
    [
        ("nobody's", "没有选部门。请先勾选部门。"),
        ("no reason", "移交原因未填。请写明为什么移交。"),
        ("oneself", "reviewer已经审核示例一局，不用移交。请另选接手人。"),
        ("no reviewer", "filer不是审核人。请先由系统管理员设置审核人角色。"),
        ("a stranger's", "只能移交、指定代审本人审核的部门。请刷新页面后再办理。"),
        ("gone elsewhere", "审核分工刚刚有变动。请刷新页面后再办理。"),
        ("taken away", "审核分工刚刚有变动。请刷新页面后再办理。"),
        ("over", "这项任务已经结束，审核分工不再变动。"),
    ],
)
def test_hand_over_that_cannot_be_is_refused_with_the_reason(sent, why, reason):
    seen = share(sent)
    if why == "gone elsewhere":
        Assignment.objects.update(reviewer=sent.other)
    if why == "taken away":
        remove_assignment(actor=sent.rubric_admin, assignment=share(sent))
    if why == "over":
        Cycle.objects.update(closed_at=timezone.now())
    before = list(Assignment.objects.values_list("reviewer", flat=True))
    with pytest.raises(Refused) as refused:
        hand_over_reviews(
            actor=sent.other if why == "a stranger's" else sent.reviewer,
            assignments=[] if why == "nobody's" else [seen],
            to={"oneself": sent.reviewer, "no reviewer": sent.filer}.get(why, sent.other),
            reason="  " if why == "no reason" else "岗位调整",
        )
    assert refused.value.reason == reason
    assert list(Assignment.objects.values_list("reviewer", flat=True)) == before
