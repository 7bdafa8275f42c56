"""What the filer does: types what is wanted into the stages, row by row where rows are missing, and saves."""

from __future__ import annotations

from collections import defaultdict

from playwright.sync_api import expect

from evaluations.selectors.stages import stage_of
from evaluations.views.filing.anchors import has_checks
from rubrics.scoring import address as addresses
from rubrics.scoring.reading.answers import Flat
from tests.e2e.answers import Wanted, rows_unwanted, rows_wanting, to_type
from tests.e2e.person import Person
from tests.e2e.year import Year


def stage_path(year: Year, number: int) -> str:
    """Return the path of a stage's page, numbered from 1; the last one has a page of its own."""
    stage = year.document.stages[number - 1]
    where = "check" if has_checks(stage) else f"stages/{number}"
    return f"/filings/{year.filing.pk}/{where}"


def home_of(year: Year, where: str) -> int:
    """Return the number of the stage that an address is filled in on."""
    stage = stage_of(year.filing.version, where)
    assert stage is not None, where
    return stage + 1


def still_wanted(year: Year, wanted: Flat) -> list[Wanted]:
    """Return what the filing still lacks of the wanted answers."""
    return to_type(year.filing, wanted, year.document)


def add_rows(person: Person, year: Year, wanted: Flat) -> None:
    """Press 加一行 as often as rows are missing, on the page of each table."""
    for table, count in rows_wanting(year.filing, wanted, year.document).items():
        person.go(stage_path(year, home_of(year, addresses.table(table))))
        for _ in range(count):
            button = f'button[name="then"][value="add:{table}"]'
            person.submit(person.page.locator(button))


def remove_rows(person: Person, year: Year, wanted: Flat) -> None:
    """Take every row out that is not wanted: its page, 删除这一行, 删除."""
    for table, key in rows_unwanted(year.filing, wanted, year.document):
        person.go(stage_path(year, home_of(year, addresses.table(table))))
        button = person.page.locator(f'button[name="then"][value="row:{table}/{key}"]')
        person.uncover(button)
        person.submit(button)
        person.follow("删除这一行")
        person.press("删除")
        assert "已删除一行" in person.reads("body")


def fill_up(person: Person, year: Year, wanted: Flat, *stages: int) -> list[int]:
    """Type what the stages still lack of the wanted answers and save each page; return which were changed."""
    pages: dict[int, list[Wanted]] = defaultdict(list)
    for one in still_wanted(year, wanted):
        pages[home_of(year, one.address)].append(one)
    changed = sorted(number for number in pages if not stages or number in stages)
    for number in changed:
        person.go(f"{stage_path(year, number)}?columns=all")
        for one in pages[number]:
            person.type(one)
        save(person)
    return changed


def save(person: Person) -> None:
    """Press 保存, see that everything was, and wait until the page shows what came of it."""
    press_save(person)
    expect(person.page.locator("[data-saved]")).to_be_visible()
    expect(person.page.locator(".live[aria-busy]")).to_have_count(0)


def press_save(person: Person) -> None:
    """Press 保存. Whether it could be saved is told by what the page says next."""
    person.page.locator("[data-save]").first.click()
