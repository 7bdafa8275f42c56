"""The web assets out of npm packages."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from portal.assets import ASSETS, BUNDLES, copy_assets, missing_assets


def test_copied_assets_are_all_there(tmp_path: Path) -> None:
    assert len(missing_assets(tmp_path)) == len(ASSETS) + len(BUNDLES)
    copy_assets(settings.BASE_DIR / "node_modules", tmp_path)
    assert missing_assets(tmp_path) == [tmp_path / name for name in BUNDLES]


def test_package_that_was_not_installed_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="bootstrap"):
        copy_assets(tmp_path, tmp_path / "vendor")


@pytest.mark.parametrize("asset", [asset.target for asset in ASSETS if "." in asset.target] + [*BUNDLES])
def test_asset_is_found_by_django(asset: str) -> None:
    assert finders.find(f"vendor/{asset}") is not None
