"""Puts the demonstration year together; what is there already is left as it is."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from evaluations.models import Cycle, Department, Filing, Window
from evaluations.services import cycles
from evaluations.services.cycles import CyclePlan, Span
from evaluations.services.filing import open_filing
from evaluations.services.units import send_up
from evaluations.workflow import ROLE_NAMES, Role, SignOff, State
from rubrics import files
from rubrics.models import RubricVersion
from rubrics.selectors.programs import document_for
from rubrics.services.versions import import_document, publish

from . import people
from .content import Typing, read_case
from .fiction import Fiction
from .held import hold
from .plan import FictionalDepartment, FictionalUnit, Plan, plan
from .stories import Cast

type Person = Any


@dataclass(frozen=True, slots=True)
class Account:
    """A line of what the command prints."""

    role: str
    username: str
    whose: str


def load_year() -> list[Account]:
    """Make the demonstration year, or what is missing of it; return the accounts to try."""
    wanted = plan()
    bureau = people.bureau(wanted)
    version = _version(wanted, bureau[Role.RUBRIC_ADMIN][0])
    formal = _cycle(wanted, version, Cycle.Mode.FORMAL, bureau)
    rehearsal = _cycle(wanted, version, Cycle.Mode.REHEARSAL, bureau)
    office = Office(bureau, formal, rehearsal)
    real = office.enter(wanted.real.code, wanted.real.name, wanted.real.division)
    office.show_real(real, wanted)
    hold(bureau[Role.RUBRIC_ADMIN][0], formal, real, wanted.real)
    for one in wanted.fictional:
        office.show_fictional(office.enter(one.code, one.name, one.division), one, wanted)
    return _accounts(wanted)


@dataclass(frozen=True, slots=True)
class Office:
    """The bureau and its two tasks."""

    bureau: dict[Role, list[Person]]
    formal: Cycle
    rehearsal: Cycle

    def enter(self, code: str, name: str, division: str) -> Department:
        """Enter a department with its people, and give it to a reviewer in both tasks."""
        admin, rubric_admin = self.bureau[Role.SYSTEM_ADMIN][0], self.bureau[Role.RUBRIC_ADMIN][0]
        department = people.department(admin, code, name, division)
        people.staff(admin, department)
        for cycle in (self.formal, self.rehearsal):
            cycles.assign_reviewer(
                actor=rubric_admin, cycle=cycle, department=department, reviewer=self._reviewer(department)
            )
        return department

    def show_real(self, department: Department, wanted: Plan) -> None:
        """As printed in the formal task, still being filled; finished in the rehearsal, its report asked for."""
        cast = self._cast(department, self.formal)
        if cast is not None:
            Typing(cast.people[Role.FILER], cast.filing, _answers(wanted.real.formal, cast.filing)).type_all()
        cast = self._cast(department, self.rehearsal)
        if cast is not None:
            Typing(
                cast.people[Role.FILER], cast.filing, _answers(wanted.real.rehearsal, cast.filing)
            ).type_all()
            cast.go_to(State.APPROVED)
            cast.print_report()

    def show_fictional(self, department: Department, one: FictionalDepartment, wanted: Plan) -> None:
        """Fill and move a made-up department as far as planned."""
        if one.state is State.NOT_STARTED:
            return
        for unit in one.units:
            self._enter_unit(department, unit)
        signed = one.state is State.AWAITING_SIGNATURE
        cast = self._cast(department, self.rehearsal if signed else self.formal)
        if cast is None:
            return
        cast = replace(cast, corrections=one.corrections, stamped=one.stamped, amends=one.amends)
        document = document_for(cast.filing.version)
        flat = Fiction(document, one).made_of(read_case(wanted.real.rehearsal, document))
        Typing(cast.people[Role.FILER], cast.filing, flat, one.stages).type_all()
        for unit in one.units:
            self._show_unit(cast.filing, unit, wanted)
        cast.go_to(one.state)
        if one.comments and one.state is State.REVIEWING:
            cast.comment(2)

    def _enter_unit(self, department: Department, unit: FictionalUnit) -> None:
        if unit.code:
            admin = self.bureau[Role.SYSTEM_ADMIN][0]
            people.staff(admin, people.department(admin, unit.code, unit.name, "", department))

    def _show_unit(self, whole: Filing, unit: FictionalUnit, wanted: Plan) -> None:
        """Fill a unit's filing, or the department's own share, and send it up where the plan says so."""
        found = whole.parts.select_related("department", "version", "cycle")
        part = found.get(department__code=unit.code) if unit.code else found.exclude(subject_key="").get()
        filer = people.staff(self.bureau[Role.SYSTEM_ADMIN][0], part.department)[Role.FILER]
        document = document_for(part.version)
        fiction = FictionalDepartment(part.department.code, unit.name, "", unit.state, amounts=unit.amounts)
        flat = Fiction(document, fiction).made_of(read_case(wanted.real.rehearsal, document))
        Typing(filer, part, flat, unit.stages).type_all()
        if unit.state is State.SENT_UP:
            send_up(actor=filer, filing=part)

    def _cast(self, department: Department, cycle: Cycle) -> Cast | None:
        """Return the people around a filing newly opened, None when it is there already."""
        if Filing.objects.filter(department=department, cycle=cycle).exists():
            return None
        staff = people.staff(self.bureau[Role.SYSTEM_ADMIN][0], department)
        filing = open_filing(actor=staff[Role.FILER], cycle=cycle, department=department)
        others = {
            Role.REVIEWER: self._reviewer(department),
            Role.RUBRIC_ADMIN: self.bureau[Role.RUBRIC_ADMIN][0],
        }
        return Cast(filing, {**staff, **others})

    def _reviewer(self, department: Department) -> Person:
        """Return the reviewer of a department: they take turns by its code."""
        reviewers = self.bureau[Role.REVIEWER]
        return reviewers[int(department.code) % len(reviewers)]


def _answers(name: str, filing: Filing) -> Any:
    return read_case(name, document_for(filing.version))


def _version(wanted: Plan, admin: Person) -> RubricVersion:
    """Return the published version of the year; next year's document lies beside it as a draft."""
    for name in (wanted.document, wanted.draft):
        text = next(file for file in files.shipped() if file.name == name).read()
        known = RubricVersion.objects.filter(
            place=wanted.place, kind=wanted.kind, document__body=text
        ).first()
        if known is None:
            known = import_document(actor=admin, text=text, place=wanted.place, kind=wanted.kind).version
        if name == wanted.document:
            if known is None:
                raise ValueError(f"{name} cannot be read")
            version = (
                known if known.state == RubricVersion.State.PUBLISHED else publish(actor=admin, version=known)
            )
    return version


def _cycle(wanted: Plan, version: RubricVersion, mode: Cycle.Mode, bureau: dict[Role, list[Person]]) -> Cycle:
    found = Cycle.objects.filter(year=version.year, place=wanted.place, mode=mode).first()
    if found:
        return found
    rehearsal = mode == Cycle.Mode.REHEARSAL
    return cycles.open_cycle(
        actor=bureau[Role.RUBRIC_ADMIN][0],
        plan=CyclePlan(
            year=version.year,
            place=wanted.place,
            title=f"{version.year} 年度部门整体支出绩效自评{'（试填）' if rehearsal else ''}",
            versions={wanted.kind: version},
            windows={
                Window.Phase.FILING: _span(wanted.opens, wanted.closes),
                Window.Phase.REVIEW: _span(wanted.opens, wanted.reviewed),
            },
            mode=mode,
            sign_off=SignOff.ONLINE if rehearsal else SignOff.SKIP,
            feedback_days=0 if rehearsal else wanted.feedback,
            wants_stamp=wanted.wants_stamp and not rehearsal,
            wants_paper=wanted.wants_paper and not rehearsal,
        ),
    )


def _span(before: int, after: int) -> Span:
    """Return the span around today: from 09:00 to 17:30 office time."""
    today, zone = timezone.localdate(), timezone.get_current_timezone()
    opens = datetime.combine(today - timedelta(days=before), time(9), zone)
    return opens, datetime.combine(today + timedelta(days=after), time(17, 30), zone)


def _accounts(wanted: Plan) -> list[Account]:
    filing = Account(ROLE_NAMES[Role.FILER], f"{wanted.real.code}-01", wanted.real.name)
    head = Account(ROLE_NAMES[Role.HEAD], f"{wanted.real.code}-02", wanted.real.name)
    bureau = [Account(ROLE_NAMES[one.role], one.username, one.name) for one in wanted.bureau]
    others = f"{wanted.fictional[0].code}-01 至 {wanted.fictional[-1].code}-01"
    units = [
        Account(ROLE_NAMES[Role.FILER], f"{unit.code}-01", f"{unit.name}（{one.name}的所属单位）")
        for one in wanted.fictional
        for unit in one.units
        if unit.code
    ]
    return [filing, head, *bureau, Account(ROLE_NAMES[Role.FILER], others, "示例部门"), *units]
