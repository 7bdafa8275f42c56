"""Copies the web assets that npm brought into static/vendor/, each beside its licence."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asset:
    """A file or folder of an npm package, and its place below static/vendor/."""

    source: str
    target: str


ASSETS = (
    Asset("bootstrap/dist/css/bootstrap.min.css", "bootstrap/bootstrap.min.css"),
    Asset("bootstrap/dist/css/bootstrap.min.css.map", "bootstrap/bootstrap.min.css.map"),
    Asset("bootstrap/dist/js/bootstrap.bundle.min.js", "bootstrap/bootstrap.bundle.min.js"),
    Asset("bootstrap/dist/js/bootstrap.bundle.min.js.map", "bootstrap/bootstrap.bundle.min.js.map"),
    Asset("bootstrap/LICENSE", "bootstrap/LICENSE"),
    Asset("bootstrap-icons/font/bootstrap-icons.min.css", "bootstrap-icons/bootstrap-icons.min.css"),
    Asset("bootstrap-icons/font/fonts", "bootstrap-icons/fonts"),
    Asset("bootstrap-icons/LICENSE", "bootstrap-icons/LICENSE"),
    Asset("htmx.org/dist/htmx.min.js", "htmx/htmx.min.js"),
    Asset("htmx.org/LICENSE", "htmx/LICENSE"),
    Asset("idiomorph/dist/idiomorph.esm.js", "idiomorph/idiomorph.esm.js"),
    Asset("idiomorph/LICENSE", "idiomorph/LICENSE"),
    Asset("prosemirror-view/LICENSE", "editor/LICENSE"),
)
BUNDLES = ("editor/editor.js",)
"""Made by `npm run build` out of editor/ and npm packages."""


def missing_assets(vendor: Path) -> list[Path]:
    """The files that should stand below `vendor` and do not."""
    wanted = [*(asset.target for asset in ASSETS), *BUNDLES]
    return [vendor / name for name in wanted if not (vendor / name).exists()]


def copy_assets(packages: Path, vendor: Path) -> list[Path]:
    """Copies every asset from `packages` (node_modules) and returns where they now stand.

    Raises FileNotFoundError, naming the file, when a package was not installed.
    """
    copied = []
    for asset in ASSETS:
        source, target = packages / asset.source, vendor / asset.target
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, target)
        copied.append(target)
    return copied
