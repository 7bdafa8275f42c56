"""The only door to a filing. Another department's filing does not exist: 404, the same as an id that was never used."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from . import clock
from .judging import judged
from .models import Assignment, Comment, Cycle, Department, Deputy, Filing, Membership, Window
from .workflow import (
    BUREAU,
    FIRST,
    INSIDE,
    LOOKING,
    NEEDS_COMMENTS,
    NEEDS_OPEN_WINDOW,
    NOT_IN_OWN_DEPARTMENT,
    OWN,
    SENDING,
    SETTLING,
    TRANSITIONS,
    Action,
    Decision,
    Facts,
    Late,
    Role,
    SignOff,
    State,
    allowed,
    closed_to_bureau,
)

EVERY_ACTION = frozenset(Action)

type Person = Any
"""A user of the project; this floor knows no more of it than its id, is_active and must_change_password."""


def memberships_of(user: Person, day: date | None = None) -> QuerySet[Membership]:
    """Return the memberships of a person that hold on a day (today); none for an account that is switched off."""
    if not getattr(user, "is_active", False) or user.pk is None:
        return Membership.objects.none()
    today = day or timezone.localdate()
    return Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), user=user, starts__lte=today)


def roles_of(user: Person, day: date | None = None) -> frozenset[Role]:
    """Return every role a person holds on a day, wherever."""
    return frozenset(Role(role) for role in memberships_of(user, day).values_list("role", flat=True))


def roles_at_the_gate(user: Person) -> frozenset[Role]:
    """Return every role a person holds now, and keep on the person of this request what was read for `filing_for`.

    A write asks again inside its transaction.
    """
    user.seen_at_the_gate = list(memberships_of(user))
    return frozenset(Role(membership.role) for membership in user.seen_at_the_gate)


def departments_of(user: Person, day: date | None = None) -> QuerySet[Department]:
    """Return the departments a person files or signs for."""
    return Department.objects.filter(
        pk__in=memberships_of(user, day).filter(role__in=OWN).values("department")
    )


def roles_on(
    user: Person, filing: Filing, memberships: Iterable[Membership] | None = None
) -> frozenset[Role]:
    """Return what a person is to a filing; to a part of what a department sums up also by the department's.

    Whoever reviews the department may look at what it sums up, and is nothing to what it leaves out.
    """
    known = list(memberships_of(user) if memberships is None else memberships)
    if filing.part_of is None:
        return roles_in(user, filing.cycle_id, filing.department_id, known)
    above = filing.part_of.department_id
    roles = {Role(one.role) for one in known if one.department_id == filing.department_id}
    roles |= {Role(one.role) for one in known} & {Role.AUDITOR}
    if any(one.department_id == above for one in known):
        roles.add(Role.SUPERIOR)
    if not filing.left_out:
        roles |= roles_in(user, filing.cycle_id, above, known) & BUREAU
    return frozenset(roles)


def roles_in(
    user: Person, cycle_id: int, department_id: int, memberships: Iterable[Membership] | None = None
) -> frozenset[Role]:
    """Return what a person is to the filing of one department in one cycle."""
    roles = set()
    for membership in memberships_of(user) if memberships is None else memberships:
        role = Role(membership.role)
        if role in OWN and membership.department_id != department_id:
            continue
        if role is Role.REVIEWER and not _is_assigned(user, cycle_id, department_id):
            continue
        roles.add(role)
    return frozenset(roles)


def assignments_of(user: Person, day: date | None = None) -> QuerySet[Assignment]:
    """Return what a person reviews on a day (today): what is his own, and what he looks after as a deputy."""
    today = day or timezone.localdate()
    deputising = Deputy.objects.filter(
        assignment=OuterRef("pk"), person=user.pk, ended_at=None, starts__lte=today, ends__gte=today
    )
    return Assignment.objects.filter(Q(reviewer=user.pk) | Q(Exists(deputising)))


def deputising_for(user: Person, filing: Filing, level: int) -> tuple[Person, ...]:
    """Return in whose place a person reviews a filing at a level today; nobody where it is his own. One query."""
    held = assignments_of(user).filter(cycle=filing.cycle_id, department=filing.department_id)
    if filing.cycle.levels > FIRST:
        held = held.filter(level=level)
    reviewers = [one.reviewer for one in held.select_related("reviewer").order_by("id")]
    return () if user in reviewers else tuple(reviewers)


def _is_assigned(user: Person, cycle_id: int, department_id: int) -> bool:
    return assignments_of(user).filter(cycle=cycle_id, department=department_id).exists()


def visible_filings(user: Person) -> QuerySet[Filing]:
    """Return the filings whose existence a person may know of: own, assigned, or all for the rubric admin."""
    roles = roles_of(user)
    filings = Filing.objects.select_related("cycle", "department", "version")
    whole = Q(part_of=None)
    if Role.RUBRIC_ADMIN in roles:
        return filings.filter(whole)
    departments = departments_of(user).values("pk")
    mine = Q(department__in=departments) | Q(part_of__department__in=departments)
    if Role.REVIEWER in roles:
        assigned = assignments_of(user).filter(cycle=OuterRef("cycle"), department=OuterRef("department"))
        mine |= whole & Q(Exists(assigned))
    return filings.filter(mine)


def filing_for(user: Person, filing_id: int, action: Action = Action.VIEW) -> Filing:
    """Return the filing, for a person whose role may act so on it.

    Raises Http404 when its existence is not for this person, PermissionDenied with the reason when the role does not
    carry the act, and for the bureau while nothing was sent that it could look at. Whether the state and the time
    permit the act is said by `decide` and judged again by the service.
    """
    filing = with_window().filter(pk=filing_id).first()
    if filing is None:
        raise Http404
    seen = getattr(user, "seen_at_the_gate", None)
    roles = roles_on(user, filing, seen)
    sees = TRANSITIONS[Action.VIEW].roles | (TRANSITIONS[action].roles & {Role.AUDITOR})
    if not roles & sees:
        raise Http404
    state, bureau = State(filing.state), roles & TRANSITIONS[Action.VIEW].roles - INSIDE
    whole = State(filing.part_of.state) if filing.part_of else None
    closed = bureau and not roles & INSIDE and closed_to_bureau(state, filing.round, action, whole)
    if not roles & TRANSITIONS[action].roles or closed or action in LOOKING:
        asked = frozenset({action, Action.VIEW})
        permissions = Permissions(state, roles, facts_of(filing, user, clock.now(), asked))
        decision = permissions.decide(action)
        if closed and decision.ok:
            decision = permissions.decide(Action.VIEW)
        if not decision.ok:
            raise PermissionDenied(decision.reason)
    filing.inside = bool(roles & INSIDE)
    filing.from_above = filing.part_of is not None and not roles & OWN
    return filing


def decide(user: Person, filing: Filing, action: Action, now: datetime | None = None) -> Decision:
    """Say whether a person may act on a filing at a time (by the database's clock), and if not why."""
    return permissions_of(user, filing, now, frozenset({action})).decide(action)


@dataclass(frozen=True, slots=True)
class Permissions:
    """What a person may do to a filing at one moment: asked for any number of acts, gathered once."""

    state: State
    roles: frozenset[Role]
    facts: Facts

    def decide(self, action: Action) -> Decision:
        """Say whether the person may act so, and if not why."""
        return allowed(self.state, self.roles, action, self.facts)


def permissions_of(
    user: Person, filing: Filing, now: datetime | None = None, actions: frozenset[Action] = EVERY_ACTION
) -> Permissions:
    """Gather what decisions on a filing depend on; with `actions` only what those do."""
    roles = roles_on(user, filing)
    return Permissions(State(filing.state), roles, facts_of(filing, user, now or clock.now(), actions))


def decide_opening(user: Person, cycle: Cycle, department: Department) -> Decision:
    """Say whether a person may begin the filing of a department that has none."""
    roles = roles_in(user, cycle.pk, department.pk)
    opens, closes = _window(cycle)
    facts = Facts(now=clock.now(), opens=opens, closes=closes, late=Late(cycle.late))
    return allowed(State.NOT_STARTED, roles, Action.OPEN, facts)


def facts_of(filing: Filing, user: Person, now: datetime, actions: frozenset[Action] = EVERY_ACTION) -> Facts:
    """Gather what decisions on a filing depend on; times in the office's zone. What no act needs is not looked up."""
    opens, closes = _window_of(filing) if actions & NEEDS_OPEN_WINDOW else (None, None)
    comments = list(filing.comments.values_list("state", flat=True)) if actions & NEEDS_COMMENTS else []
    returned = filing.state == State.RETURNED
    return Facts(
        now=now,
        opens=opens,
        closes=closes,
        returns=filing.part_of.round if filing.part_of else filing.round,
        whole=State(filing.part_of.state) if filing.part_of else None,
        own_department=bool(actions & NOT_IN_OWN_DEPARTMENT)
        and departments_of(user).filter(pk=filing.department_id).exists(),
        sign_off=SignOff(filing.cycle.sign_off),
        late=Late(filing.cycle.late),
        unanswered=sum(state in TO_MEND for state in comments) if returned else 0,
        unchanged=bool(actions & SENDING) and returned and _unchanged(filing),
        unsettled=sum(state != Comment.State.ADOPTED for state in comments),
        to_mend=sum(state in TO_MEND for state in comments),
        to_recheck=len(judged(filing).to_recheck)
        if actions & SETTLING and filing.state == State.REVIEWING
        else 0,
        levels=filing.cycle.levels,
        level=filing.level,
        held=_levels_of(user, filing, actions),
    )


TO_MEND = frozenset({Comment.State.TO_MEND.value, Comment.State.MEND_FURTHER.value})


def _levels_of(user: Person, filing: Filing, actions: frozenset[Action]) -> frozenset[int]:
    """Return the levels of review that a person has of a department; where there is one, whoever is assigned has it."""
    if filing.cycle.levels == FIRST or not actions & NOT_IN_OWN_DEPARTMENT:
        return frozenset({FIRST})
    mine = assignments_of(user).filter(cycle=filing.cycle_id, department=filing.department_id)
    return frozenset(mine.values_list("level", flat=True))


def _unchanged(filing: Filing) -> bool:
    """Whether no content changed since the last return; answers to comments are no content."""
    notice = filing.return_notices.order_by("-round").first()
    return notice is not None and not filing.changes.filter(revision__gt=notice.revision).exists()


def with_window() -> QuerySet[Filing]:
    """Return the filings with all that an act on one is judged by; the filing window comes along."""
    filling = FilteredRelation("cycle__windows", condition=Q(cycle__windows__phase=Window.Phase.FILING))
    filings = Filing.objects.select_related("cycle", "department", "version", "part_of__department")
    filings = filings.annotate(filling=filling)
    return filings.annotate(opens=F("filling__opens"), closes=F("filling__closes"))


def _window_of(filing: Filing) -> tuple[datetime | None, datetime | None]:
    """Return the filing window, without a query where it came along."""
    if not hasattr(filing, "opens"):
        return _window(filing.cycle)
    opens, closes = filing.opens, filing.closes  # type: ignore[attr-defined]
    return opens and timezone.localtime(opens), closes and timezone.localtime(closes)


def _window(cycle: Cycle) -> tuple[datetime | None, datetime | None]:
    window = cycle.windows.filter(phase=Window.Phase.FILING).first()
    if window is None:
        return None, None
    return timezone.localtime(window.opens), timezone.localtime(window.closes)
