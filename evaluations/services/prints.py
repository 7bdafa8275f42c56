"""Files that the worker prints: written under a name that nobody can guess, kept only while the job is its own."""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from evaluations.models import Job

from . import jobs
from .jobs import Lease

SETTLED_SECONDS = 3600
"""A print that no row owns for so long belongs to nobody: its worker is gone."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a print lies inside MEDIA_ROOT, and its SHA-256."""

    file: str
    sha: str


def keep_print(*, lease: Lease, name: str, content: bytes, done: str, note: Callable[[Kept], None]) -> bool:
    """Write a print, end its job with the words `done`, and note where it lies, all or nothing.

    `name` is a folder and the beginning of the file's name. False, and nothing kept, when the lease was lost.
    """
    kept = Kept(f"{name}-{secrets.token_hex(8)}.pdf", hashlib.sha256(content).hexdigest())
    path = path_of_print(kept.file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    with transaction.atomic():
        held = jobs.finish(lease=lease, message=done)
        if held:
            note(kept)
    if not held:
        path.unlink(missing_ok=True)
    return held


def drop_prints(prints: QuerySet[Any], kind: str) -> None:
    """Delete prints, the jobs that make them and, when that holds, their files; a worker under way keeps nothing.

    Its file is gone again as soon as it finds that the job is not its own any more.
    """
    found = dict(prints.values_list("pk", "file"))
    Job.objects.filter(kind=kind, key__in=[str(key) for key in found]).delete()
    prints.model.objects.filter(pk__in=found).delete()
    for file in filter(None, found.values()):
        transaction.on_commit(partial(path_of_print(file).unlink, missing_ok=True))


def path_of_print(file: str) -> Path:
    """Return where a print lies."""
    return Path(settings.MEDIA_ROOT) / file


def old_prints(folder: str) -> list[str]:
    """Return the prints of a folder of MEDIA_ROOT that were written some time ago."""
    root, before = Path(settings.MEDIA_ROOT), time.time() - SETTLED_SECONDS
    found = [(path, path.stat().st_mtime) for path in (root / folder).glob("*.pdf")]
    return sorted(path.relative_to(root).as_posix() for path, written in found if written < before)


def content_of_print(file: str, sha: str) -> bytes | None:
    """Return the bytes of a print, None while there are none or they are not those that were printed."""
    if not file:
        return None
    try:
        content = path_of_print(file).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha else None
