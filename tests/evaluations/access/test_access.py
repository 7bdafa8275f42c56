"""The door: who sees which filing, whose existence is hidden, and what follows the moment a role ends."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from evaluations import access
from evaluations.models import Assignment, Membership
from evaluations.workflow import Action, Role, State
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return factories.cycle(factories.version("body"))


@pytest.fixture
def filing(cycle):
    return factories.filing(cycle, factories.department(), state=State.REVIEWING)


@pytest.fixture
def people(cycle, filing):
    """One person for each way of standing to the filing."""
    elsewhere = factories.department()
    return {
        "filer": factories.member(Role.FILER, filing.department),
        "head": factories.member(Role.HEAD, filing.department),
        "filer elsewhere": factories.member(Role.FILER, elsewhere),
        "head elsewhere": factories.member(Role.HEAD, elsewhere),
        "reviewer": factories.reviewer_of(cycle, filing.department),
        "reviewer elsewhere": factories.reviewer_of(cycle, elsewhere),
        "rubric admin": factories.member(Role.RUBRIC_ADMIN),
        "system admin": factories.member(Role.SYSTEM_ADMIN),
        "auditor": factories.member(Role.AUDITOR),
        "nobody": factories.user(),
    }


def opened(user, filing_id, action) -> str:
    try:
        access.filing_for(user, filing_id, action)
    except Http404:
        return "404"
    except PermissionDenied:
        return "403"
    return "ok"


def test_filing_for_every_person_to_view_opens_or_does_not_exist(people, filing):
    found = {name: opened(user, filing.pk, Action.VIEW) for name, user in people.items()}
    assert found == {
        "filer": "ok",
        "head": "ok",
        "filer elsewhere": "404",
        "head elsewhere": "404",
        "reviewer": "ok",
        "reviewer elsewhere": "404",
        "rubric admin": "ok",
        "system admin": "404",
        "auditor": "404",
        "nobody": "404",
    }


def test_filing_for_strangers_is_404_whatever_they_want_to_do(people, filing):
    strangers = ["filer elsewhere", "head elsewhere", "reviewer elsewhere", "system admin", "nobody"]
    for name, action in product(strangers, Action):
        assert opened(people[name], filing.pk, action) == "404", (name, action)


def test_filing_for_the_auditor_opens_its_events_only(people, filing):
    found = {action for action in Action if opened(people["auditor"], filing.pk, action) == "ok"}
    assert found == {Action.VIEW_EVENTS}


def test_filing_for_a_role_that_may_not_is_403_with_the_reason(people, filing):
    with pytest.raises(PermissionDenied) as refusal:
        access.filing_for(people["filer"], filing.pk, Action.APPROVE)
    assert str(refusal.value) == "您的角色不能审核通过。请联系审核人。"


def test_filing_for_an_unknown_id_is_404(people):
    assert opened(people["rubric admin"], 99_999_999_999_999_999_999, Action.VIEW) == "404"
    assert opened(people["rubric admin"], 0, Action.VIEW) == "404"


def test_filing_for_the_bureau_before_it_was_sent_is_403(people, filing):
    filing.state = State.FILLING
    filing.save()
    assert opened(people["reviewer"], filing.pk, Action.VIEW) == "403"
    assert opened(people["rubric admin"], filing.pk, Action.VIEW) == "403"
    assert opened(people["filer"], filing.pk, Action.VIEW) == "ok"


@pytest.mark.parametrize(
    ("starts", "ends", "sees"), [(0, None, True), (1, None, False), (-9, -1, False), (-9, 0, True)]
)
def test_filing_for_a_member_counts_the_days_of_membership(filing, starts, ends, sees):
    today = timezone.localdate()
    person = factories.user()
    Membership.objects.create(
        user=person,
        role=Role.FILER.value,
        department=filing.department,
        starts=today + timedelta(days=starts),
        ends=None if ends is None else today + timedelta(days=ends),
    )
    assert opened(person, filing.pk, Action.VIEW) == ("ok" if sees else "404")


@pytest.mark.parametrize("who", ["filer", "head", "reviewer", "rubric admin"])
def test_filing_for_a_person_whose_right_ended_is_404_at_once(people, filing, who):
    assert opened(people[who], filing.pk, Action.VIEW) == "ok"
    people[who].memberships.update(ends=timezone.localdate() - timedelta(days=1))
    assert opened(people[who], filing.pk, Action.VIEW) == "404"


def test_filing_for_a_reviewer_taken_off_is_404_at_once(people, filing):
    Assignment.objects.all().delete()
    assert opened(people["reviewer"], filing.pk, Action.VIEW) == "404"


def test_filing_for_an_account_switched_off_is_404(people, filing):
    people["filer"].is_active = False
    assert opened(people["filer"], filing.pk, Action.VIEW) == "404"


def test_visible_filings_are_own_or_assigned_or_all(people, filing, cycle):
    other = factories.filing(cycle, factories.department())
    found = {name: set(access.visible_filings(user)) for name, user in people.items()}
    assert found == {
        "filer": {filing},
        "head": {filing},
        "filer elsewhere": set(),
        "head elsewhere": set(),
        "reviewer": {filing},
        "reviewer elsewhere": set(),
        "rubric admin": {filing, other},
        "system admin": set(),
        "auditor": set(),
        "nobody": set(),
    }


def test_decide_for_a_reviewer_of_the_own_department_refuses(cycle, filing):
    person = factories.reviewer_of(cycle, filing.department)
    Membership.objects.create(
        user=person, role=Role.FILER.value, department=filing.department, starts=factories.LONG_AGO
    )
    assert access.decide(person, filing, Action.APPROVE).reason == (
        "不能对本部门的自评审核通过。请联系绩效管理员另派审核人。"
    )


def test_filing_for_costs_the_same_however_many_there_are(django_assert_num_queries, people, filing, cycle):
    for _ in range(5):
        factories.filing(cycle, factories.department())
    with django_assert_num_queries(4):
        access.filing_for(people["reviewer"], filing.pk)
