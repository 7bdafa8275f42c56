"""The portal's system checks: each says what is missing and what to type."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.checks import run_checks

from portal import checks


def ids(messages) -> list[str]:
    return [message.id for message in messages]


def test_every_check_on_a_machine_that_is_set_up_is_silent() -> None:
    assert run_checks(tags=["printing", "staticfiles", "security", "files"]) == []


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        (set(), ["portal.W001"]),
        ({"pango-1.0"}, ["portal.W001"]),
        ({"pango-1.0", "pangoft2-1.0"}, ["portal.W002"]),
        ({"pango-1.0", "pangoft2-1.0", "harfbuzz-subset"}, []),
    ],
)
def test_printing_libraries_missing_are_told(monkeypatch, present: set[str], expected: list[str]) -> None:
    monkeypatch.setattr(checks, "find_library", lambda name: name if name in present else None)
    found = list(checks.check_printing_libraries())
    assert ids(found) == expected
    assert all("apt-get install" in message.hint for message in found)


def test_font_missing_is_told_with_its_role(settings: LazySettings, tmp_path: Path) -> None:
    settings.FONT_ROLES = {"kai": tmp_path / "kai.ttf"}
    [found] = checks.check_fonts()
    assert (found.id, found.msg) == ("portal.W003", f"缺少报告字体（kai）：{tmp_path / 'kai.ttf'}")


def test_assets_missing_are_told(settings: LazySettings, tmp_path: Path) -> None:
    settings.VENDOR_DIR = tmp_path
    assert ids(checks.check_assets()) == ["portal.W004"]


def test_assets_missing_in_production_are_collected_elsewhere(settings: LazySettings, tmp_path: Path) -> None:
    settings.VENDOR_DIR, settings.PRODUCTION = tmp_path, True
    assert ids(checks.check_assets()) == []


@pytest.mark.parametrize("key", ["DEFAULT_SECRET_KEY", "SECRET_KEY"])
def test_seal_key_that_others_have_is_an_error_in_production(settings: LazySettings, key: str) -> None:
    settings.SECRET_KEY, settings.SEAL_KEY = "k" * 50, "s" * 50
    settings.PRODUCTION = True
    assert ids(checks.check_seal_key()) == []
    settings.SEAL_KEY = getattr(settings, key)
    assert ids(checks.check_seal_key()) == ["portal.E004"]
    settings.PRODUCTION = False
    assert ids(checks.check_seal_key()) == []


@pytest.mark.parametrize(("production", "expected"), [(True, ["portal.E001"]), (False, [])])
def test_default_secret_in_production_is_an_error(
    settings: LazySettings, production: bool, expected: list
) -> None:
    settings.PRODUCTION, settings.SECRET_KEY = production, settings.DEFAULT_SECRET_KEY
    assert ids(checks.check_secret()) == expected


@pytest.mark.parametrize(
    ("hosts", "expected"), [(["localhost"], ["portal.E002"]), (["portal.example", "127.0.0.1"], [])]
)
def test_hosts_in_production_must_name_the_site(settings: LazySettings, hosts: list, expected: list) -> None:
    settings.PRODUCTION, settings.ALLOWED_HOSTS = True, hosts
    assert ids(checks.check_hosts()) == expected


def test_data_folder_that_cannot_be_written_is_an_error(
    settings: LazySettings, monkeypatch, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    assert ids(checks.check_data_folder()) == []
    monkeypatch.setattr(checks.os, "access", lambda path, mode: False)
    assert ids(checks.check_data_folder()) == ["portal.E003"]
