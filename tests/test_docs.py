"""What the documents promise exists: files, commands, settings."""

import re
from pathlib import Path

import pytest

from tests.processes import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
SCRIPT = re.compile(r"(?<![\w./-])(bin/[a-z]+)\b")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_script_that_a_document_names_exists(document: Path) -> None:
    assert [name for name in SCRIPT.findall(document.read_text()) if not (ROOT / name).exists()] == []


def test_every_change_of_the_change_log_stands_below_a_version() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "未发布"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ · \d{4}-\d\d-\d\d", heading) for heading in headings[1:])
