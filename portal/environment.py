"""Reads settings out of the environment; a value that cannot be read names its variable."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",  # a writer waits at BEGIN instead of failing half-way through
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def text(name: str, default: str) -> str:
    return os.environ.get(name, default)


def number(name: str, default: int) -> int:
    raw = os.environ.get(name, str(default))
    try:
        return int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from None


def switch(name: str, *, default: bool) -> bool:
    raw = os.environ.get(name, "1" if default else "0").strip().lower()
    if raw in TRUE_WORDS | FALSE_WORDS:
        return raw in TRUE_WORDS
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {raw!r}.")


def words(name: str, default: str) -> list[str]:
    """The comma-separated words of a variable, blanks dropped."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    return Path(os.environ.get(name, str(default)))


def database(name: str, default: str) -> dict[str, Any]:
    """Django's settings of one database, from `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST:PORT/NAME`.

    A folder of a unix socket goes into the query: `postgresql:///NAME?host=/run/postgresql`.
    """
    url = urlsplit(os.environ.get(name, default))
    if url.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.path.removeprefix("/")),
            "OPTIONS": dict(SQLITE_OPTIONS),
        }
    if url.scheme in {"postgresql", "postgres"}:
        query = dict(parse_qsl(url.query))
        most = number("PORTAL_DATABASE_POOL", 8)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.removeprefix("/")),
            "USER": unquote(url.username or query.pop("user", "")),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or query.pop("host", ""),
            "PORT": str(url.port or query.pop("port", "")),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"pool": {"min_size": 1, "max_size": most} if most else False, **query},
        }
    raise ImproperlyConfigured(f"{name} must begin with sqlite:// or postgresql://, not {url.scheme!r}.")
