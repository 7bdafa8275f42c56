"""The report's fonts: a family for each role of settings.FONT_ROLES, and a fontconfig that knows no others.

So a report looks the same on every machine, and only the TrueType files that the office chose are ever embedded.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from django.conf import settings

NAMED_ROLES = ("song", "hei", "kai", "body")
"""Roles that the style sheet names; all others only lend the characters that these lack."""
VARIABLE = "FONTCONFIG_FILE"


def font_files() -> dict[str, Path]:
    """Return role -> file of the fonts that are there, in the settings' order."""
    return {role: Path(file).resolve() for role, file in settings.FONT_ROLES.items() if Path(file).is_file()}


def missing_roles() -> tuple[str, ...]:
    """Return the named roles without a file."""
    return tuple(role for role in NAMED_ROLES if role not in font_files())


def font_css() -> str:
    """Return the @font-face rules, and for each named role a variable: the families to look in."""
    files = font_files()
    lent = [family(role) for role in files if role not in NAMED_ROLES]
    faces = [
        f'@font-face {{ font-family: {family(role)}; src: url("{path.as_uri()}"); }}'
        for role, path in files.items()
    ]
    lists = [f"--report-{role}: {', '.join([family(role), *lent])};" for role in NAMED_ROLES]
    return "\n".join([*faces, ":root {", *lists, "}"])


def family(role: str) -> str:
    return f"report-{role}"


@contextlib.contextmanager
def only_own_fonts() -> Iterator[None]:
    """Have fontconfig read, while it starts, a configuration with nothing but the folders of the report's fonts."""
    before = os.environ.get(VARIABLE)
    with TemporaryDirectory(prefix="report-fonts-") as folder:
        file = Path(folder) / "fonts.conf"
        folders = "".join(f"<dir>{escape(str(path.parent))}</dir>" for path in font_files().values())
        file.write_text(f"<fontconfig>{folders}<cachedir>{escape(folder)}</cachedir></fontconfig>", "utf-8")
        os.environ[VARIABLE] = str(file)
        try:
            yield
        finally:
            del os.environ[VARIABLE]
            if before is not None:
                os.environ[VARIABLE] = before
