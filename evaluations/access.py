"""The only door to a filing. Another department's filing does not exist: 404, the same as an id that was never used."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from . import clock
from .finish import finish_of
from .judging import judged
from .models import (
    SETTLED,
    Amendment,
    Comment,
    Cycle,
    Department,
    Filing,
    ReturnNotice,
    SecondLook,
    Window,
)
from .roles import (
    Person,
    assignments_of,
    departments_of,
    deputising_for,
    memberships_of,
    roles_at_the_gate,
    roles_in,
    roles_of,
    roles_on,
)
from .workflow import (
    FINISHING,
    FIRST,
    INSIDE,
    LOOKING,
    NEEDS_COMMENTS,
    NEEDS_OPEN_WINDOW,
    NOT_IN_OWN_DEPARTMENT,
    OWN,
    REOPENED,
    SECOND_READERS,
    SENDING,
    SETTLING,
    TRANSITIONS,
    Action,
    Decision,
    Facts,
    Finish,
    Late,
    Role,
    SignOff,
    State,
    allowed,
    closed_to_bureau,
)

__all__ = [
    "TO_MEND",
    "Permissions",
    "Person",
    "assignments_of",
    "decide",
    "decide_opening",
    "departments_of",
    "deputising_for",
    "facts_of",
    "filing_for",
    "memberships_of",
    "permissions_of",
    "roles_at_the_gate",
    "roles_in",
    "roles_of",
    "roles_on",
    "second_look_for",
    "sees_first_result",
    "visible_filings",
    "with_window",
]
EVERY_ACTION = frozenset(Action)


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
    closed = bureau and not roles & INSIDE and closed_to_bureau(state, filing.reopened, action, whole)
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


def second_look_for(user: Person, look_id: int) -> SecondLook:
    """Return what was drawn and given to a person for a second look; Http404 for everybody else.

    Also for that person once the role is over, or once another role shows the first reviewer's result.
    """
    looks = SecondLook.objects.select_related(
        "sample__cycle", "filing__department", "filing__cycle", "snapshot"
    )
    look = looks.filter(pk=look_id, reader=user.pk).first()
    if look is None or not roles_of(user) & SECOND_READERS or sees_first_result(user, look.filing):
        raise Http404
    return look


def sees_first_result(user: Person, filing: Filing) -> bool:
    """Whether a person may see what the first reviewer made of a filing: then no second look of it is theirs."""
    return bool(roles_on(user, filing) & {*TRANSITIONS[Action.VIEW].roles, Role.AUDITOR})


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
        returns=(filing.part_of or filing).reopened,
        amending=(filing.part_of or filing).amending,
        whole=State(filing.part_of.state) if filing.part_of else None,
        own_department=bool(actions & NOT_IN_OWN_DEPARTMENT)
        and departments_of(user).filter(pk=filing.department_id).exists(),
        sign_off=SignOff(filing.cycle.sign_off),
        late=Late(filing.cycle.late),
        unanswered=sum(state in TO_MEND for state in comments) if returned else 0,
        unchanged=bool(actions & ON_CHANGE) and filing.state in REOPENED and _unchanged(filing),
        unsettled=sum(state not in SETTLED for state in comments),
        to_mend=sum(state in TO_MEND for state in comments),
        to_recheck=len(judged(filing).to_recheck)
        if actions & SETTLING and filing.state == State.REVIEWING
        else 0,
        levels=filing.cycle.levels,
        level=filing.level,
        held=_levels_of(user, filing, actions),
        finish=finish_of(filing) if actions & FINISHING else Finish(),
    )


ON_CHANGE = SENDING | {Action.DROP_AMENDMENT}
TO_MEND = frozenset({Comment.State.TO_MEND.value, Comment.State.MEND_FURTHER.value})


def _levels_of(user: Person, filing: Filing, actions: frozenset[Action]) -> frozenset[int]:
    """Return the levels of review that a person has of a department; where there is one, whoever is assigned has it."""
    if filing.cycle.levels == FIRST or not actions & NOT_IN_OWN_DEPARTMENT:
        return frozenset({FIRST})
    mine = assignments_of(user).filter(cycle=filing.cycle_id, department=filing.department_id)
    return frozenset(mine.values_list("level", flat=True))


def _unchanged(filing: Filing) -> bool:
    """Whether no content changed since the filing was opened again; answers to comments are no content."""
    opened: Amendment | ReturnNotice | None
    if filing.state == State.AMENDING:
        opened = filing.amendments.filter(state=Amendment.State.AGREED).first()
    else:
        opened = filing.return_notices.order_by("-round").first()
    since = opened.revision if opened else None
    return since is not None and not filing.changes.filter(revision__gt=since).exists()


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
