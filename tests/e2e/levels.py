"""The bureau's people of a year with two levels of review: 初审, 复核, and who stands in for the first."""

from __future__ import annotations

from dataclasses import dataclass

from evaluations.services import cycles
from evaluations.workflow import SECOND, Role
from portal.demo import people
from portal.demo.plan import plan
from tests.e2e.year import FINISHED, Year, make_year


@dataclass(frozen=True, slots=True)
class Levels:
    """Account names; their names in print end in 甲, 乙, 丙."""

    first: str
    second: str
    deputy: str


def make_levels() -> tuple[Year, Levels]:
    """Open a year of two levels with the finished filing of the real department, which nobody has sent yet."""
    year = make_year(FINISHED, levels=SECOND)
    bureau = people.bureau(plan())
    first, second = bureau[Role.REVIEWER]
    cycles.assign_reviewer(
        actor=bureau[Role.RUBRIC_ADMIN][0],
        cycle=year.cycle,
        department=year.filing.department,
        reviewer=second,
        level=SECOND,
    )
    admin = bureau[Role.SYSTEM_ADMIN][0]
    deputy = people.holder(admin, "shenhe03", "示例审核人丙", Role.REVIEWER)
    return year, Levels(first.username, second.username, deputy.username)
