"""Pages of trouble, and rules that hold for every template, sheet and script."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from portal.views.components import components

pytestmark = pytest.mark.sqlite  # the services under these pages are tested on both

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OWN = sorted(
    [
        *(ROOT / "static/css").glob("*.css"),
        *(ROOT / "static/js").glob("*.js"),
        *(ROOT / "static/img").glob("*"),
    ]
)
SCREEN_SHEETS = [path for path in OWN if path.suffix == ".css" and path.name != "report.css"]


@pytest.mark.django_db
def test_missing_page_says_what_to_do_in_chinese(client: Client) -> None:
    response = client.get("/no-such-page")
    assert response.status_code == 404
    assert "没有这个页面，或不属于您的部门" in response.content.decode()


@pytest.mark.django_db
def test_stale_form_says_what_to_do_in_chinese() -> None:
    response = Client(enforce_csrf_checks=True).post("/login", {"username": "示例01", "password": "x"})
    assert response.status_code == 403
    assert "页面打开太久，已过期，没有保存" in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html", "500.html"])
def test_trouble_page_needs_no_context(name: str) -> None:
    assert "打电话时请告诉绩效科" in render_to_string(name)


@pytest.mark.django_db
def test_page_of_components_shows_itself(rf: RequestFactory) -> None:
    response = components(rf.get("/components"))
    assert response.status_code == 200


def trespasses(text: str) -> list[str]:
    """What the content policy or the house forbids in a template."""
    rules = (
        r"\sstyle=",
        r"<style",
        r"<script(?![^>]*\bsrc=)",
        r"\son[a-z]+=",
        r"\|\s*safe\b",
        r"autoescape off",
        r"https?://",
    )
    return [found.group() for rule in rules for found in re.finditer(rule, text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_has_no_inline_script_or_style_and_no_other_host(path: Path) -> None:
    assert trespasses(path.read_text()) == []


@pytest.mark.parametrize(
    "text", ['<p style="x">', "<script>1</script>", '<a onclick="x">', "{{ x|safe }}", "<img src=http://x>"]
)
def test_trespass_is_found_when_there_is_one(text: str) -> None:
    assert len(trespasses(text)) == 1


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_asset_asks_no_other_host(path: Path) -> None:
    text = path.read_text().replace("http://www.w3.org/2000/svg", "")
    assert re.findall(r"https?://|@import|eval\(|innerHTML", text) == []


@pytest.mark.parametrize("path", SCREEN_SHEETS, ids=lambda path: path.name)
def test_sheet_asks_nothing_that_chromium_108_lacks(path: Path) -> None:
    newer = r"color-mix\(|text-wrap:|light-dark\(|@scope|@starting-style|subgrid|^\s+&|:user-|anchor-name|@property"
    assert re.findall(newer, path.read_text(), re.MULTILINE) == []
