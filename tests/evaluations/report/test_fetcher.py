"""The printer's only way to a file."""

from pathlib import Path

import pytest

from evaluations.report.fetcher import PackagedFetcher

PACKAGED = b"a packaged file"


@pytest.fixture
def packaged(tmp_path: Path) -> Path:
    file = tmp_path / "字 体.ttf"
    file.write_bytes(PACKAGED)
    return file


def test_fetch_packaged_file_gives_its_content(packaged):
    answer = PackagedFetcher([packaged])(packaged.as_uri())

    assert answer.read() == PACKAGED


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/x",
        "https://127.0.0.1:1/x",
        "http://169.254.169.254/latest/meta-data/",
        "ftp://127.0.0.1:1/x",
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "FILE:///etc/passwd",
        "data:text/css,p{}",
        "report:css/report.css",
        "javascript:alert(1)",
        "/etc/passwd",
        "",
        "相对路径",
    ],
)
def test_fetch_any_other_address_is_refused(packaged, url, caplog):
    with pytest.raises(ValueError, match="not a packaged file"):
        PackagedFetcher([packaged]).fetch(url)

    assert [record.levelname for record in caplog.records] == ["WARNING"]


@pytest.mark.parametrize("twist", ["/../secret.txt", "?x", "#x", "%00", "/"])
def test_fetch_address_that_only_begins_like_a_packaged_one_is_refused(packaged, twist):
    (packaged.parent / "secret.txt").write_text("secret")

    with pytest.raises(ValueError, match="not a packaged file"):
        PackagedFetcher([packaged]).fetch(packaged.as_uri() + twist)
