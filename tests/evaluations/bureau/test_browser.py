"""The pages of the bureau in a real browser: nothing that axe finds, no page wider than its window."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from evaluations.services.events import record
from evaluations.workflow import Role, State
from tests import factories
from tests.axe import findings, overflow
from tests.evaluations.bureau.test_year import SCORED
from tests.evaluations.conftest import EXAMPLE
from tests.evaluations.review.test_browser import sign_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


@pytest.fixture
def year(bureau):
    """A year with a department in each of three states."""
    version = factories.version(EXAMPLE)
    cycle = factories.cycle(version, title="2020 年度自评", open_days=-1)
    now = timezone.now()
    department = factories.department("示例审局")
    factories.filing(
        cycle, department, state=State.REVIEWING.value, summary=SCORED, submitted_at=now, accepted_at=now
    )
    factories.deputy_of(factories.reviewer_of(cycle, department), 0, 4)
    factories.filing(cycle, factories.department("示例填局"), state=State.FILLING.value)
    bureau.filer = factories.member(Role.FILER, factories.department("示例未局"))
    record(actor=bureau.system, action="add_user", data={"user": bureau.filer.pk, "username": "x"})
    bureau.cycle, bureau.version = cycle, version
    return bureau


@pytest.mark.parametrize("width", [1366, pytest.param(390, marks=pytest.mark.soak)])
def test_pages_of_the_bureau_have_nothing_for_axe(page: Page, web: Service, year, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    cycle, version, person = year.cycle.pk, year.version.pk, year.filer.pk
    visits = {
        year.rubric: [
            "year/",
            "year/open",
            f"year/{cycle}/windows",
            f"year/{cycle}/reviewers",
            "rubrics/",
            "rubrics/import",
            f"rubrics/{version}/",
            f"rubrics/{version}/text",
            f"rubrics/{version}/compare",
        ],
        year.system: ["departments/", "departments/add", "accounts/", "accounts/add", f"accounts/{person}/"],
        year.audit: ["log/"],
    }
    found = []
    for who, paths in visits.items():
        sign_in(page, web, who)
        for path in paths:
            page.goto(f"{web.url}/{path}")
            found.append((path, findings(page), overflow(page)))
    assert found == [(path, [], 0) for paths in visits.values() for path in paths]
