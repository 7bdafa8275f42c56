"""The report in the walk: asked for, its progress seen, downloaded, and its text read back."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from playwright.sync_api import Error, Locator

from evaluations.models import Job
from evaluations.selectors.snapshots import frozen
from rubrics.scoring.index import walk
from tests.e2e.person import Person
from tests.e2e.year import Year

PATIENCE, PAUSE = 120_000, 1_000
SPACE = re.compile(r"\s+")
PAGE_NUMBER = re.compile("—[0-9]+—")


DRAFT, FINAL = "草稿", "定稿"


def asks_for(person: Person, year: Year, variant: str) -> None:
    """Ask for the report and see how far it is."""
    person.go(f"/filings/{year.filing.pk}/report/")
    person.press(f"生成{variant}")
    bar = row_of(person, variant).locator(".job")
    assert re.search("排队中|正在办理", bar.inner_text())
    assert bar.locator("progress").is_visible()
    person.look(f"{variant}，正在生成")


def row_of(person: Person, variant: str) -> Locator:
    """Return the row of the latest report of a kind."""
    kind = person.page.get_by_role("cell", name=variant, exact=True)
    return person.page.locator("tbody tr", has=kind).first


def downloads(person: Person, year: Year, variant: str, folder: Path) -> str:
    """Wait until the worker has made it, take the file, and return its text without blanks and page numbers."""
    link = row_of(person, variant).get_by_role("link", name="下载").first
    if person.script:
        waits(person, link)
    else:
        reloads(person, year, link)
    with person.page.expect_download() as waiting:
        link.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return text_of(path)


def text_of(path: Path) -> str:
    """Return the text of a PDF without blanks."""
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
    return PAGE_NUMBER.sub("", SPACE.sub("", done.stdout))


def waits(person: Person, link: Locator) -> None:
    """Wait while the page looks by itself; else say what the page and what the jobs say."""
    try:
        link.wait_for(timeout=PATIENCE)
    except Error as error:
        jobs = list(Job.objects.values("state", "done", "message", "attempts"))
        raise AssertionError(person.reads(), jobs) from error


def reloads(person: Person, year: Year, link: Locator) -> None:
    """Do what a person does whose page does not look by itself."""
    for _ in range(PATIENCE // PAUSE):
        person.go(f"/filings/{year.filing.pk}/report/")
        if link.count():
            return
        person.page.wait_for_timeout(PAUSE)
    raise AssertionError(person.reads())


def is_draft(text: str) -> bool:
    """Whether the word stands across the pages; being turned, it reads in either order."""
    return "草稿" in text or "稿草" in text


def has_everything(text: str, year: Year) -> None:
    """The four chapters in their order, every submitted score in its row, and the submitted total."""
    snapshot = year.filing.snapshots.filter(purpose="submission").latest("seq")
    content = frozen(snapshot)
    titles = [f"{'一二三四'[place]}、{item.title}" for place, item in enumerate(content.document.outline[:4])]
    places = [text.rfind(title) for title in titles]
    assert places == sorted(places)
    assert min(places) > 0
    table = text[places[-1] :]
    for leaf in walk(content.document.criteria):
        if leaf.rule is not None:
            assert f"{content.sheet.lines[leaf.id].score:.2f}".rstrip("0").rstrip(".") in table, leaf.id
    assert "95.68" in table
    assert "94.68" not in text
