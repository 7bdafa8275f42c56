"""The report in the walk: asked for, its progress seen, downloaded, and its text read back."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from evaluations.selectors.snapshots import frozen
from rubrics.scoring.index import walk
from tests.e2e.person import Person
from tests.e2e.year import Year

PATIENCE = 120_000
SPACE = re.compile(r"\s+")


def asks_for(person: Person, year: Year, button: str) -> None:
    """Ask for the report and see how far it is."""
    person.go(f"/filings/{year.filing.pk}/report/")
    person.press(button)
    bar = person.page.locator(".job").first
    assert re.search("排队中|正在办理", bar.inner_text())
    assert bar.locator("progress").is_visible()
    person.look(button)


def downloads(person: Person, folder: Path) -> str:
    """Wait until the worker has made it, take the file, and return its text without blanks."""
    person.page.get_by_role("link", name="下载").first.wait_for(timeout=PATIENCE)
    with person.page.expect_download() as waiting:
        person.page.get_by_role("link", name="下载").first.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
    return SPACE.sub("", done.stdout)


def downloads_without_script(person: Person, year: Year, folder: Path) -> str:
    """The same where nothing tells the page to look again: a person reloads it."""
    for _ in range(PATIENCE // 1000):
        person.go(f"/filings/{year.filing.pk}/report/")
        if person.page.get_by_role("link", name="下载").count():
            return downloads(person, folder)
        person.page.wait_for_timeout(1000)
    raise AssertionError(person.reads())


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
