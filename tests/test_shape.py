"""The shape of the project: small modules, still templates, nothing from elsewhere in git, locks that hold."""

import json
import re
import statistics
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.processes import ROOT

PACKAGES = ("portal", "evaluations", "rubrics")
MOST_LINES = 300
MEDIAN_LINES = 100
LARGEST_FILE = 1_500_000
# Written in two parts, so that this file does not name them itself.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("npmmirror", "com"),
        ("yarnpkg", "com"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("googleapis", "com"),
        ("tuna.tsinghua.edu", "cn"),
    )
]
UNSAFE = {
    "script in the page": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "style in the page": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "handler in the page": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "escaping lifted": re.compile(r"\|\s*safe\b|\bsafeseq\b|autoescape\s+off"),
    "asset of another host": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
}


def tracked(*patterns: str) -> list[Path]:
    """The files that git knows, by glob."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def modules() -> list[Path]:
    found = tracked(*(f"{package}/*.py" for package in PACKAGES))
    return [path for path in found if "migrations" not in path.parts]


def line_count(path: Path) -> int:
    return len(path.read_text().splitlines())


def names(paths: list[Path]) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in paths)


def test_modules_are_small() -> None:
    sizes = [line_count(path) for path in modules() if path.stat().st_size]
    assert statistics.median(sizes) <= MEDIAN_LINES


def test_no_module_and_no_test_is_long() -> None:
    long = [
        path for path in [*modules(), *tracked("tests/*.py", "bench/*.py")] if line_count(path) > MOST_LINES
    ]
    assert names(long) == []


def test_settings_stay_on_two_screens() -> None:
    assert line_count(ROOT / "portal" / "settings.py") < 200


def test_every_module_says_what_lives_in_it() -> None:
    silent = [path for path in modules() if path.stat().st_size and not path.read_text().startswith('"""')]
    assert names(silent) == []


@pytest.mark.parametrize("trouble", UNSAFE)
def test_templates_stay_within_the_content_policy(trouble: str) -> None:
    found = [
        path for path in tracked("templates/*", "*/templates/*") if UNSAFE[trouble].search(path.read_text())
    ]
    assert names(found) == []


@pytest.mark.parametrize(
    ("trouble", "text"),
    [
        ("script in the page", "<script>alert(1)</script>"),
        ("style in the page", '<p style="color:red">'),
        ("handler in the page", '<a onclick="go()">'),
        ("escaping lifted", "{{ text|safe }}"),
        ("asset of another host", '<img src="//example.com/a.png">'),
    ],
)
def test_template_search_with_a_planted_trouble_finds_it(trouble: str, text: str) -> None:
    assert UNSAFE[trouble].search(text)


def test_no_module_declares_a_text_safe() -> None:
    word = "mark" + "_safe"
    assert names([path for path in [*modules(), *tracked("tests/*.py")] if word in path.read_text()]) == []


def test_no_file_names_a_package_registry() -> None:
    naming = []
    for path in tracked():
        text = path.read_bytes().decode(errors="ignore")
        if any(host in text for host in REGISTRIES):
            naming.append(path)
    assert names(naming) == []


def test_nothing_third_party_stands_in_git() -> None:
    kinds = {".ttf", ".otf", ".ttc", ".woff", ".woff2", ".so", ".whl", ".exe", ".jar", ".zip"}
    foreign = [
        path
        for path in tracked()
        if path.suffix in kinds or ".min." in path.name or path.name in {"uv.lock", "yarn.lock"}
    ]
    assert names(foreign) == []


def test_no_file_in_git_is_large() -> None:
    assert names([path for path in tracked() if path.stat().st_size > LARGEST_FILE]) == []


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-demo.txt", "requirements-dev.txt", "requirements-node.txt"]
)
def test_every_locked_package_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert re.findall(r"https?:|--(?:index|find|extra)", text) == []
    packages = re.split(r"\n(?=\S)", text.strip())
    assert [package for package in packages if "==" not in package or "--hash=sha256:" not in package] == []


def direct(dependencies: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~ ]", dependency)[0] for dependency in dependencies}


def locked(name: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / name).read_text(), re.MULTILINE))


def test_every_declared_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    running, groups = direct(project["project"]["dependencies"]), project["dependency-groups"]
    assert running <= locked("requirements.txt")
    assert running | direct(groups["demo"]) <= locked("requirements-demo.txt")
    assert running | direct(groups["demo"]) | direct(groups["dev"]) <= locked("requirements-dev.txt")
    assert direct(groups["node"]) == locked("requirements-node.txt")


def test_every_npm_package_is_locked_by_digest_without_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    packages.pop("")
    assert [name for name, facts in packages.items() if "integrity" not in facts or "resolved" in facts] == []


def test_scripts_can_be_started() -> None:
    scripts = [*(ROOT / "bin").iterdir(), ROOT / ".ci" / "run", ROOT / "manage.py"]
    assert names([path for path in scripts if not path.stat().st_mode & 0o111]) == []


def test_decisions_are_numbered_and_complete() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [record.name[:4] for record in records] == [
        f"{number:04}" for number in range(1, len(records) + 1)
    ]
    parts = ("## 背景", "## 决定", "## 后果")
    assert [record.name for record in records if not all(part in record.read_text() for part in parts)] == []
