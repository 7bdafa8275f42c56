"""A phone, 390 px wide: no page of a filer or a reviewer is wider, no box too narrow for a figure."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.urls import reverse

from evaluations.services import review, submission
from tests import factories
from tests.evaluations.filing.made import Made, filled
from tests.evaluations.review.test_browser import sign_in
from tests.evaluations.submission.conftest import FINISHED

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
WIDTH, NARROWEST_BOX, SMALLEST_TARGET = 390, 150, 24
PROJECTS, ROW = "项目", "1"
MEASURE = """() => {
    document.querySelectorAll("details").forEach(each => { each.open = true });
    const sizes = (selector, side) => [...document.querySelectorAll(selector)]
        .map(each => Math.round(each.getBoundingClientRect()[side])).filter(size => size > 0);
    return [
        document.scrollingElement.scrollWidth,
        Math.min(...sizes(".boxes > *", "width"), 1000),
        Math.min(...sizes(".check > .num a, .places a, .menu-sm .panel-body a", "height"), 1000),
    ];
}"""


def page_of(made: Made, name: str, **more: object) -> str:
    return reverse(f"evaluations:{name}", kwargs={"filing_id": made.filing.pk, **more})


def filers_pages(made: Made) -> Iterator[str]:
    yield reverse("evaluations:todo")
    for stage in range(1, len(made.document.stages)):  # the last one is the page of checks
        yield page_of(made, "stage", stage=stage)
    for name in ("check", "submit", "timeline", "report"):
        yield page_of(made, name)
    yield page_of(made, "table_import", table=PROJECTS)
    for name in ("row_edit", "row_remove"):
        yield page_of(made, name, table=PROJECTS, key=ROW)


def reviewers_pages(made: Made) -> Iterator[str]:
    """The reviewer's own pages, and a stage and the checks as he sees them: nothing can be typed."""
    yield reverse("evaluations:desk")
    yield page_of(made, "stage", stage=1)
    for name in ("check", "timeline", "report", "review", "return", "approve"):
        yield page_of(made, name)
    yield page_of(made, "review") + f"?at=row:{quote(PROJECTS)}/{ROW}"


def troubles(page, web, addresses: Iterator[str]) -> dict[str, list[int]]:
    """What is too wide, too narrow or too small, by page."""
    found = {}
    for address in addresses:
        answer = page.goto(web.url + address, wait_until="domcontentloaded")
        assert (answer.status, page.url) == (200, web.url + address)
        wide, box, target = page.evaluate(MEASURE)
        if wide > WIDTH or box < NARROWEST_BOX or target < SMALLEST_TARGET:
            found[address] = [wide, box, target]
    return found


@pytest.mark.soak
def test_pages_fit_a_phone(page, web):
    made = filled(FINISHED)
    page.set_viewport_size({"width": WIDTH, "height": 844})
    sign_in(page, web, made.filer)
    assert troubles(page, web, filers_pages(made)) == {}
    reviewer = factories.reviewer_of(made.filing.cycle, made.filing.department)
    submission.submit(actor=made.filer, filing=made.filing)
    made.filing.refresh_from_db()
    review.accept(actor=reviewer, filing=made.filing)
    sign_in(page, web, reviewer)
    assert troubles(page, web, reviewers_pages(made)) == {}
    page.evaluate(
        "document.querySelector('.paper').style.overflowWrap = 'normal'"
    )  # a long address in a text
    assert page.evaluate(MEASURE)[0] > WIDTH
