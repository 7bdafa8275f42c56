"""Filings that were reviewed: sent, accepted, corrected and approved by the services; what follows is a test's own."""

from __future__ import annotations

from dataclasses import dataclass

from evaluations.models import Correction, Filing, Snapshot
from evaluations.selectors.filings import versions_of
from evaluations.services import cycles, review, submission
from evaluations.services.corrections import Corrected, correct
from evaluations.services.filing import open_filing
from evaluations.workflow import Role
from portal.demo import people
from portal.demo.content import Typing, read_case
from portal.demo.fiction import Fiction
from portal.demo.plan import FictionalDepartment, plan
from portal.models import User
from tests.e2e.year import FINISHED, Year


@dataclass(frozen=True, slots=True)
class Cut:
    """What a reviewer puts in place of an answer, and why."""

    line: str
    entry: str
    text: str
    reason: str

    @property
    def address(self) -> str:
        return f"line:{self.line}/{self.entry}"


EFFECT = Cut(
    "社会效益、经济效益、生态效益及可持续影响等",
    "得分",
    "17",
    "易涝点整改未达目标，佐证只有台账，按标准再扣 2 分。",
)
CLEAR = Cut("绩效指标明确性", "有依据", "否", "目标值没有测算依据，不符合“有依据”的要求。")
REGULAR = Cut("预算规范性", "得分", "4", "新增项目没有附事前绩效评估报告，扣 1 分。")


def person(username: str) -> User:
    return User.objects.get(username=username)


def approve(filing: Filing, filer: str, reviewer: str, *cuts: Cut) -> Snapshot:
    """Take a complete filing to its approval, with these corrections."""
    by = person(reviewer)
    submission.submit(actor=person(filer), filing=fresh(filing))
    review.accept(actor=by, filing=fresh(filing))
    versions = versions_of(filing)
    for cut in cuts:
        corrected = Corrected(cut.address, cut.text, cut.reason, versions.get(cut.address, 0))
        assert isinstance(correct(actor=by, filing=fresh(filing), corrected=corrected), Correction)
    held = fresh(filing)
    return review.approve(actor=by, filing=held, revision=held.revision)


def approve_year(year: Year, *cuts: Cut) -> Snapshot:
    """Approve the real department's filing."""
    return approve(year.filing, year.filer, year.reviewer, *cuts)


def fresh(filing: Filing) -> Filing:
    return Filing.objects.get(pk=filing.pk)


def further(year: Year, code: str, reviewer: str, *cuts: Cut) -> Filing:
    """Enter one of the made-up departments of the demonstration, with its answers, and approve its filing."""
    wanted: FictionalDepartment = next(one for one in plan().fictional if one.code == code)
    admin, rubric_admin = people.bureau(plan())[Role.SYSTEM_ADMIN][0], person("jixiao01")
    department = people.department(admin, wanted.code, wanted.name, wanted.division)
    filer = people.staff(admin, department)[Role.FILER]
    cycles.assign_reviewer(
        actor=rubric_admin, cycle=year.cycle, department=department, reviewer=person(reviewer)
    )
    filing = open_filing(actor=filer, cycle=year.cycle, department=department)
    flat = Fiction(year.document, wanted).made_of(read_case(FINISHED, year.document))
    Typing(filer, filing, flat).type_all()
    approve(filing, filer.username, reviewer, *cuts)
    return fresh(filing)
