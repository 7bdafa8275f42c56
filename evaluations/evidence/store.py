"""Where the bytes are: one folder outside the web root, random names, each file whole or not there."""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"[0-9a-f]{32}")
KEPT, PARTS = "kept", "parts"
"""Folders: whole files, and those that are still coming in."""


def new_name() -> str:
    """Return a name that cannot be guessed and says nothing."""
    return secrets.token_hex(16)


def put(data: bytes) -> str:
    """Keep bytes and return their name. After a kill there is the whole file or a part that the sweep finds."""
    name = new_name()
    part, whole = _path(PARTS, name), _path(KEPT, name)
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.rename(whole)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return name


@contextmanager
def putting(data: bytes) -> Iterator[str]:
    """Keep bytes for a block that stores their row; nothing is left when the block fails."""
    name = put(data)
    try:
        yield name
    except BaseException:
        drop(name)
        raise


def get(name: str, sha: str) -> bytes | None:
    """Return the bytes of a name, None when they are gone or are not those of the checksum."""
    try:
        data = _path(KEPT, name).read_bytes()
    except FileNotFoundError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha else None


def drop(name: str) -> None:
    """Delete a kept file, if it is there."""
    _path(KEPT, name).unlink(missing_ok=True)


def write_part(name: str, offset: int, piece: bytes) -> None:
    """Write a piece where it belongs; what stood behind the offset was never acknowledged and goes."""
    path = _path(PARTS, name)
    with path.open("r+b" if path.exists() else "xb") as file:
        file.truncate(offset)
        file.seek(offset)
        file.write(piece)


def read_part(name: str) -> bytes:
    """Return what came in so far, b'' for nothing."""
    path = _path(PARTS, name)
    return path.read_bytes() if path.exists() else b""


def drop_part(name: str) -> None:
    """Delete an unfinished file, if it is there."""
    _path(PARTS, name).unlink(missing_ok=True)


def older_than(folder: str, seconds: float) -> list[str]:
    """Return the names in a folder that were last written before so many seconds."""
    place, limit = Path(settings.EVIDENCE_ROOT) / folder, time.time() - seconds
    found = []
    for path in place.iterdir() if place.is_dir() else ():
        try:
            old = path.stat().st_mtime < limit
        except FileNotFoundError:
            continue
        if old and _NAME.fullmatch(path.name):
            found.append(path.name)
    return found


def _path(folder: str, name: str) -> Path:
    """Return the path of a name. Raises ValueError for anything that is not one of ours."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a kept file")
    place = Path(settings.EVIDENCE_ROOT) / folder
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place / name
