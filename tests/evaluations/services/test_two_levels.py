"""初审 → 复核: each level acts in its turn, either may return, and only the second approves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import Assignment, Cycle, Event
from evaluations.report.notice import notice_context
from evaluations.services.comments import Opinion, add_comment, adopt_comment, answer_comment
from evaluations.services.corrections import Corrected, correct
from evaluations.services.cycles import assign_reviewer
from evaluations.services.filing import save_fields
from evaluations.services.results import Refused, Typed
from evaluations.services.review import Stale, accept, approve, hand_on, return_filing
from evaluations.services.submission import submit
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.conftest import fill
from tests.evaluations.review.conftest import signed_in

pytestmark = pytest.mark.django_db
SPENT = "fig:财政拨款支出"
TO_RECHECK = "还有 1 处待复核：您审核以后部门又改过。请逐处重新审核，或者撤销原来的审核。"


@pytest.fixture
def two(office):
    """A task of two levels: `reviewer` looks first, `second` after that. The filing is sent."""
    Cycle.objects.filter(pk=office.cycle.pk).update(levels=2)
    office.cycle.refresh_from_db()
    office.filing.refresh_from_db()
    office.second = factories.member(Role.REVIEWER, username="second")
    assign_reviewer(
        actor=office.rubric_admin,
        cycle=office.cycle,
        department=office.department,
        reviewer=office.second,
        level=2,
    )
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    return office


def fresh(office):
    office.filing.refresh_from_db()
    return office.filing


def returned_by(office, reviewer, text: str):
    """A comment, the return, the department's change and answer, sent again, accepted by the first, adopted."""
    comment = add_comment(
        actor=reviewer, filing=fresh(office), opinion=Opinion(SPENT, "请核对。", category="数据")
    )
    return_filing(actor=reviewer, filing=fresh(office), due=timezone.now() + timedelta(days=5))
    assert (fresh(office).state, office.filing.level) == ("returned", 1)
    version = office.filing.answers.get(key=SPENT).version
    assert save_fields(actor=office.filer, filing=office.filing, values={SPENT: Typed(text, version)}).ok
    answer_comment(actor=office.filer, comment=comment, text="已改")
    submit(actor=office.filer, filing=fresh(office))
    accept(actor=office.reviewer, filing=fresh(office))
    adopt_comment(actor=office.reviewer, comment=comment)


def handed_on(office):
    hand_on(actor=office.reviewer, filing=fresh(office), revision=office.filing.revision)
    return fresh(office)


def test_two_rounds_of_two_levels_end_with_the_seconds_approval(two):
    accept(actor=two.reviewer, filing=fresh(two))
    returned_by(two, two.reviewer, "96")
    assert (handed_on(two).level, two.filing.state) == (2, "reviewing")
    returned_by(two, two.second, "97")
    handed_on(two)
    snapshot = approve(actor=two.second, filing=fresh(two), revision=two.filing.revision)
    assert (fresh(two).state, snapshot.number) == ("approved", f"2020-{two.department.code}-定01")
    acts = Event.objects.filter(filing=two.filing).order_by("seq").values_list("action", "actor__username")
    mine = {two.reviewer.username: "first", two.second.username: "second"}
    assert [(act, mine[who]) for act, who in acts if who in mine] == [
        ("accept", "first"),
        ("return", "first"),
        ("accept", "first"),
        ("hand_on", "first"),
        ("return", "second"),
        ("accept", "first"),
        ("hand_on", "first"),
        ("approve", "second"),
    ]


def test_each_level_is_refused_out_of_its_turn_and_nothing_is_written(two):
    with pytest.raises(Refused, match="现在是初审环节，不能受理。请由初审的审核人办理。"):
        accept(actor=two.second, filing=fresh(two))
    accept(actor=two.reviewer, filing=fresh(two))
    with pytest.raises(Refused, match="现在是初审环节"):
        add_comment(actor=two.second, filing=fresh(two), opinion=Opinion(SPENT, "请核对。"))
    with pytest.raises(Refused, match="请送复核，由复核的审核人审核通过"):
        approve(actor=two.reviewer, filing=fresh(two), revision=two.filing.revision)
    handed_on(two)
    with pytest.raises(Refused, match="现在是复核环节"):
        add_comment(actor=two.reviewer, filing=fresh(two), opinion=Opinion(SPENT, "请核对。"))
    with pytest.raises(Refused, match="现在是复核环节"):
        approve(actor=two.reviewer, filing=fresh(two), revision=two.filing.revision)
    assert (fresh(two).comments.count(), two.filing.state) == (0, "reviewing")


def test_handing_on_is_bound_to_what_was_seen(two):
    accept(actor=two.reviewer, filing=fresh(two))
    seen = fresh(two).revision
    add_comment(actor=two.reviewer, filing=two.filing, opinion=Opinion(SPENT, "请核对。"))
    with pytest.raises(Stale):
        hand_on(actor=two.reviewer, filing=fresh(two), revision=seen)
    assert fresh(two).level == 1


def test_opinions_of_both_levels_are_in_the_one_notice_of_the_second(two):
    accept(actor=two.reviewer, filing=fresh(two))
    for who, where in ((two.reviewer, SPENT), (two.second, "line:社会效益")):
        add_comment(actor=who, filing=fresh(two), opinion=Opinion(where, "请核对。"))
        if who is two.reviewer:
            handed_on(two)
    with pytest.raises(Refused, match="还有 2 条审核意见没有采纳，不能审核通过"):
        approve(actor=two.second, filing=fresh(two), revision=two.filing.revision)
    notice = return_filing(actor=two.second, filing=fresh(two), due=timezone.now() + timedelta(days=5))
    assert [(one["number"], one["address"]) for one in notice.items] == [(1, SPENT), (2, "line:社会效益")]
    answer_both(two)
    with pytest.raises(Refused, match="还有 2 条答复没有处理，不能送复核"):
        handed_on(two)
    for comment in two.filing.comments.all():
        adopt_comment(actor=two.reviewer, comment=comment)
    handed_on(two)
    approve(actor=two.second, filing=fresh(two), revision=two.filing.revision)
    assert fresh(two).state == "approved"


def answer_both(office):
    """The department changes a figure, answers every comment and sends again; the first accepts."""
    version = office.filing.answers.get(key=SPENT).version
    assert save_fields(actor=office.filer, filing=office.filing, values={SPENT: Typed("96", version)}).ok
    for comment in office.filing.comments.all():
        answer_comment(actor=office.filer, comment=comment, text="已改")
    submit(actor=office.filer, filing=fresh(office))
    accept(actor=office.reviewer, filing=fresh(office))


def test_pages_show_the_level_and_offer_what_is_next(two):
    first, second = signed_in(two.reviewer), signed_in(two.second)
    accept(actor=two.reviewer, filing=fresh(two))
    review = f"/filings/{two.filing.pk}/review"
    page = first.get(review)
    assert (page.context["page"].level, "送复核</button>" in page.content.decode()) == ("初审", True)
    other = second.get(review)
    assert (other.context["page"].may.approve.reason, "送复核</button>" in other.content.decode()) == (
        "现在是初审环节，不能审核通过。请由初审的审核人办理。",
        False,
    )
    posted = {"revision": str(fresh(two).revision)}
    assert first.post(f"/filings/{two.filing.pk}/hand-on", {"revision": "0"}).status_code == 302
    assert fresh(two).level == 1
    assert first.post(f"/filings/{two.filing.pk}/hand-on", posted).status_code == 302
    assert fresh(two).level == 2
    assert first.post(f"/filings/{two.filing.pk}/hand-on", posted).status_code == 409
    [row] = [row for group in second.get("/review/").context["groups"] for row in group.rows]
    assert row.level == "复核"
    assert ">审核通过</a>" in second.get(review).content.decode()


def test_page_of_the_first_says_why_it_cannot_be_handed_on(two):
    accept(actor=two.reviewer, filing=fresh(two))
    corrected = Corrected(SPENT, "90", "与决算不符", two.filing.answers.get(key=SPENT).version)
    correct(actor=two.reviewer, filing=fresh(two), corrected=corrected)
    returned_by(two, two.reviewer, "96")
    page = signed_in(two.reviewer).get(f"/filings/{two.filing.pk}/review")
    assert (page.context["page"].hands_on, page.context["page"].may.hand_on.reason) == (True, TO_RECHECK)
    assert (
        f'{TO_RECHECK}</span><button class="btn btn-primary" type="button" disabled' in page.content.decode()
    )


def test_desk_offers_to_accept_only_to_the_first(two):
    rows = [
        [row for group in signed_in(who).get("/review/").context["groups"] for row in group.rows]
        for who in (two.reviewer, two.second)
    ]
    assert [[(row.state, row.accepts) for row in each] for each in rows] == [
        [("submitted", True)],
        [("submitted", False)],
    ]


def test_nobody_looks_twice_at_the_same_department(two):
    with pytest.raises(Refused, match="初审和复核不能是同一个人"):
        assign_reviewer(
            actor=two.rubric_admin,
            cycle=two.cycle,
            department=two.department,
            reviewer=two.reviewer,
            level=2,
        )
    other = factories.cycle(two.filing.version, mode="rehearsal")
    with pytest.raises(Refused, match="没有复核"):
        assign_reviewer(
            actor=two.rubric_admin, cycle=other, department=two.department, reviewer=two.second, level=2
        )
    assert Assignment.objects.filter(level=2).count() == 1


def test_the_years_page_assigns_both_levels(two):
    admin, third = signed_in(two.rubric_admin), factories.member(Role.REVIEWER, username="third")
    path = f"/year/{two.cycle.pk}/reviewers"
    page = admin.get(path).content.decode()
    assert ("增加初审审核人" in page, "增加复核审核人" in page) == (True, True)
    admin.post(path, {f"second-{two.department.pk}": str(third.pk)})
    found = Assignment.objects.filter(department=two.department).order_by("level", "id")
    assert [(one.reviewer.username, one.level) for one in found] == [
        (two.reviewer.username, 1),
        ("second", 2),
        ("third", 2),
    ]


def test_printed_return_names_who_looked_first_and_who_second(two):
    accept(actor=two.reviewer, filing=fresh(two))
    add_comment(actor=two.reviewer, filing=fresh(two), opinion=Opinion(SPENT, "请核对。"))
    due = timezone.now() + timedelta(days=5)
    first = return_filing(actor=two.reviewer, filing=fresh(two), due=due)
    answer_comment(actor=two.filer, comment=two.filing.comments.get(), text="已改")
    version = two.filing.answers.get(key=SPENT).version
    assert save_fields(actor=two.filer, filing=fresh(two), values={SPENT: Typed("96", version)}).ok
    submit(actor=two.filer, filing=fresh(two))
    accept(actor=two.reviewer, filing=fresh(two))
    adopt_comment(actor=two.reviewer, comment=two.filing.comments.get())
    hand_on(actor=two.reviewer, filing=fresh(two), revision=two.filing.revision)
    deputy = factories.deputy_of(two.second, 0, 3)
    add_comment(actor=deputy, filing=fresh(two), opinion=Opinion(SPENT, "请附依据。"))
    second = return_filing(actor=deputy, filing=fresh(two), due=due)
    assert [notice_context(one).signed for one in (first, second)] == [
        (("初审", str(two.reviewer)),),
        (("初审", str(two.reviewer)), ("复核", f"{deputy}（代{two.second}）")),
    ]


def test_printed_return_of_a_task_of_one_level_names_the_reviewer(office):
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=fresh(office))
    add_comment(actor=office.reviewer, filing=fresh(office), opinion=Opinion(SPENT, "请核对。"))
    due = timezone.now() + timedelta(days=5)
    notice = return_filing(actor=office.reviewer, filing=fresh(office), due=due)
    assert notice_context(notice).signed == (("审核人", str(office.reviewer)),)
