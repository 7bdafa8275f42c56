"""A department with two units: everybody's people, and the filings that were opened together."""

from dataclasses import dataclass
from typing import Any

import pytest

from evaluations.models import Department, Filing
from evaluations.services.filing import open_filing, save_fields
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.conftest import COMPLETE, EXAMPLE, typed

SPENT, BUDGET = "fig:财政拨款支出", "fig:调整预算数"


@dataclass
class Family:
    """`filers`: of the department and of each unit, as their filings in `filings`: whole, own share, units."""

    department: Department
    units: list[Department]
    filers: dict[str, Any]
    filings: dict[str, Filing]

    def fresh(self, name: str) -> Filing:
        self.filings[name].refresh_from_db()
        return self.filings[name]

    def filer_of(self, name: str) -> Any:
        return self.filers.get(name, self.filers["whole"])

    def save(self, name: str, **more: str) -> None:
        """Fill a filing so that it can be sent; `more` is laid over (addresses with : as __)."""
        answers = {**COMPLETE, "line:预算执行/原因": "年末有一笔尾款未付"}
        answers |= {key.replace("__", ":"): text for key, text in more.items()}
        filing = self.fresh(name)
        versions = dict(filing.answers.values_list("key", "version"))
        values = {key: typed({key: text}, versions.get(key, 0))[key] for key, text in answers.items()}
        result = save_fields(actor=self.filer_of(name), filing=filing, values=values)
        assert result.ok, result


def make_family(text: str = EXAMPLE, units: int = 2) -> Family:
    cycle = factories.cycle(factories.version(text))
    department = factories.department("示例总局", code="103001")
    filers = {"whole": factories.member(Role.FILER, department, "whole", name="示例填报人")}
    children = []
    for number in range(units):
        child = factories.department(
            f"示例{'甲乙丙丁'[number]}所", code=f"10300{number + 2}", parent=department
        )
        children.append(child)
        filers[child.name] = factories.member(Role.FILER, child, f"unit{number}")
    whole = open_filing(actor=filers["whole"], cycle=cycle, department=department)
    filings = {"whole": whole}
    for part in whole.parts.select_related("department"):
        filings["本级" if part.subject_key else part.department.name] = part
    return Family(department, children, filers, filings)


@pytest.fixture
def family(db) -> Family:
    return make_family()
